package org.pennypost.server.config;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is set up for IMAP only. Immutable.
 *
 * @param administrators the users who may set quotas and look after the shared mailboxes
 * @param sharedAccount the account whose mailboxes are seen below {@code Shared/}; empty for none
 * @param messages how many messages one command works on; empty for all
 * @param saved how many messages one COPY or APPEND saves; empty for all
 * @param unannounced capabilities of which nothing is said
 * @param elsewhere the servers of users who have their mailboxes not here
 */
public record ImapSettings(
        Set<String> administrators,
        String sharedAccount,
        OptionalInt messages,
        OptionalInt saved,
        List<String> unannounced,
        Map<String, String> elsewhere) {
    public ImapSettings {
        elsewhere = Map.copyOf(elsewhere);
        unannounced = List.copyOf(unannounced);
        administrators = Set.copyOf(administrators);
    }

    /** What a file says. */
    static ImapSettings of(ConfigurationFile file) {
        return new ImapSettings(
                Set.copyOf(file.said(Settings.ADMINISTRATORS).orElse(List.of())),
                file.value(Settings.SHARED_ACCOUNT),
                file.value(Settings.MESSAGES_A_COMMAND),
                file.value(Settings.SAVED_A_COMMAND),
                file.value(Settings.UNANNOUNCED),
                file.said(Settings.ELSEWHERE).orElse(Map.of()));
    }
}
