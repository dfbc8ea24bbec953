/**
 * A mailbox store on Maildir++ directories that other mail servers can read.
 *
 * <p>Servers do not require this module; they find it as a service provider of the mailbox SPI of
 * {@code org.pennypost.core}.
 */
module org.pennypost.store.maildir {
    requires transitive org.pennypost.core;

    exports org.pennypost.store.maildir;

    provides org.pennypost.core.mailbox.MailStoreProvider with
            org.pennypost.store.maildir.MaildirProvider;
}
