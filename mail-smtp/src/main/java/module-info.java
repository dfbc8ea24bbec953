/**
 * SMTP, message submission and LMTP as engines without input or output.
 *
 * <p>An engine takes the octets of one conversation and answers with effects that its driver carries out. Mail leaves
 * through the delivery SPI of {@code org.pennypost.core}.
 */
module org.pennypost.smtp {
    requires transitive org.pennypost.core;

    exports org.pennypost.smtp;
    exports org.pennypost.smtp.client;
    exports org.pennypost.smtp.report;
    exports org.pennypost.smtp.syntax;
}
