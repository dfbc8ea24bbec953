/**
 * The mail server: listeners on MINA, configuration, command line and operation.
 *
 * <p>The only module with threads, sockets and clocks. It drives the engines of the protocol modules and finds its
 * mailbox store as a service.
 */
module org.pennypost.server {
    requires org.pennypost.core;
    requires org.pennypost.smtp;
    requires org.pennypost.pop;
    requires org.pennypost.imap;
    requires org.pennypost.tls;
    requires org.apache.mina.core;
    requires info.picocli;
}
