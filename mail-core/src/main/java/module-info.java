/**
 * What every mail protocol of Pennypost shares, on {@code java.base} and nothing else.
 *
 * <p>The engine turns octets into effects without input or output of its own; the mailbox SPI says what a store must
 * do; the rest is text, addresses, messages, accounts, SASL, delivery and evidence. A program that embeds a protocol
 * module drives its engine with the types from here.
 */
module org.pennypost.core {
    exports org.pennypost.core.account;
    exports org.pennypost.core.address;
    exports org.pennypost.core.archive;
    exports org.pennypost.core.delivery;
    exports org.pennypost.core.engine;
    exports org.pennypost.core.evidence;
    exports org.pennypost.core.mailbox;
    exports org.pennypost.core.memory;
    exports org.pennypost.core.message;
    exports org.pennypost.core.reading;
    exports org.pennypost.core.sasl;
    exports org.pennypost.core.text;

    provides org.pennypost.core.mailbox.MailStoreProvider with
            org.pennypost.core.memory.MemoryStoreProvider;
}
