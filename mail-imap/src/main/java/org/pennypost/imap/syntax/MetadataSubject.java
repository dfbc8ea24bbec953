package org.pennypost.imap.syntax;

import org.pennypost.core.mailbox.MailboxName;

/** What an annotation is about: RFC 5464 §4.1. */
public sealed interface MetadataSubject {
    /** The server; its name on the wire is empty. */
    record Server() implements MetadataSubject {}

    /** A mailbox. */
    record OfMailbox(MailboxName name) implements MetadataSubject {}
}
