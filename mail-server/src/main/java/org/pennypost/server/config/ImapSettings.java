package org.pennypost.server.config;

import java.util.List;
import java.util.Set;

/**
 * What is set up for IMAP only. Immutable.
 *
 * @param administrators the users who may set quotas and look after the shared mailboxes
 * @param sharedAccount the account whose mailboxes are seen below {@code Shared/}; empty for none
 */
public record ImapSettings(Set<String> administrators, String sharedAccount) {
    public ImapSettings {
        administrators = Set.copyOf(administrators);
    }

    /** What a file says. */
    static ImapSettings of(ConfigurationFile file) {
        return new ImapSettings(
                Set.copyOf(file.said(Settings.ADMINISTRATORS).orElse(List.of())), file.value(Settings.SHARED_ACCOUNT));
    }
}
