/**
 * The mail server: listeners on MINA, configuration, command line and operation.
 *
 * <p>The only module with threads, sockets and clocks. {@link org.pennypost.server.MailServer} is the entry type for a
 * program, {@link org.pennypost.server.Main} for a person. It drives the engines of the protocol modules and finds its
 * mailbox store as a service.
 */
module org.pennypost.server {
    requires transitive org.pennypost.core;
    requires transitive org.pennypost.tls;
    requires transitive org.pennypost.smtp;
    requires transitive org.pennypost.pop;
    requires org.pennypost.imap;
    requires org.apache.mina.core;
    requires org.shredzone.acme4j;
    requires jdk.httpserver;
    requires io.prometheus.metrics.config;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.instrumentation.jvm;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires info.picocli;
    requires java.logging;
    requires java.net.http;
    requires org.dnsjava;
    // Who tests with org.pennypost.server.testing has it; nothing else needs it.
    requires static transitive org.junit.jupiter.api;
    requires jdk.unsupported; // SIGHUP

    exports org.pennypost.server;
    exports org.pennypost.server.config;
    exports org.pennypost.server.drive;
    exports org.pennypost.server.testing;

    opens org.pennypost.server.command to
            info.picocli;

    uses org.pennypost.core.account.AuthenticatorProvider;
    uses org.pennypost.core.mailbox.MailStoreProvider;
}
