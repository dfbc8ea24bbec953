/**
 * POP2 and POP3 as engines without input or output.
 *
 * <p>An engine takes the octets of one conversation and answers with effects that its driver carries out. Maildrops
 * are the INBOXes of a store, through the mailbox SPI of {@code org.pennypost.core}, or a program's own, through
 * {@link org.pennypost.pop.Maildrops}.
 */
module org.pennypost.pop {
    requires transitive org.pennypost.core;

    exports org.pennypost.pop;
    exports org.pennypost.pop.syntax;
}
