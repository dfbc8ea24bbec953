package org.pennypost.imap.syntax;

/**
 * What a client asks for, family by family; in each in the order of RFC 9051 §6, and what only RFC 3501 or an extension
 * has stands with its likes.
 *
 * <p>Where a command exists with and without UID (RFC 9051 §6.4.9) it has {@code byUid}: whether numbers in it and in
 * its answer are UIDs. Immutable; {@link CommandParser} makes them.
 */
public sealed interface Command
        permits SessionCommand,
                MailboxCommand,
                AclCommand,
                QuotaCommand,
                MetadataCommand,
                UrlAuthCommand,
                SearchCommand,
                MessageCommand {
    /** Whether message sequence numbers are in it, or in what it is to be answered (RFC 9586 §3.2). */
    default boolean usesNumbers() {
        return false;
    }
}
