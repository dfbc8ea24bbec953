/**
 * IMAP4rev1 and IMAP4rev2 as an engine without input or output.
 *
 * <p>The engine takes the octets of one conversation and answers with effects that its driver carries out. Mailboxes
 * are read and changed through the mailbox SPI of {@code org.pennypost.core}.
 */
module org.pennypost.imap {
    requires transitive org.pennypost.core;

    exports org.pennypost.imap;
    exports org.pennypost.imap.syntax;
}
