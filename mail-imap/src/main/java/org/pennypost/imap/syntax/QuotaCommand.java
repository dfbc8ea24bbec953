package org.pennypost.imap.syntax;

import java.util.Map;
import org.pennypost.core.mailbox.MailboxName;

/** What a client asks about quotas: RFC 9208 §4.1. Immutable. */
public sealed interface QuotaCommand extends Command {
    /** RFC 9208 §4.1.1. */
    record GetQuota(String root) implements QuotaCommand {}

    /** RFC 9208 §4.1.2. */
    record GetQuotaRoot(MailboxName mailbox) implements QuotaCommand {}

    /** RFC 9208 §4.1.3: limits by the names of resources in upper case; others are taken away. */
    record SetQuota(String root, Map<String, Long> limits) implements QuotaCommand {
        public SetQuota {
            limits = Map.copyOf(limits);
        }
    }
}
