package org.pennypost.server.config;

import java.time.Duration;

/**
 * What happens after failed logins.
 *
 * @param failureDelay how long the answer to a second failure waits; it doubles three times at most
 * @param failuresPerAddress after how many an address is closed
 * @param failuresPerAccount after how many an account is closed
 * @param block how long it is closed, and how long failures are remembered
 */
public record LoginRules(Duration failureDelay, int failuresPerAddress, int failuresPerAccount, Duration block) {
    static LoginRules of(ConfigurationFile file) {
        return new LoginRules(
                file.value(Settings.FAILURE_DELAY),
                file.value(Settings.FAILURES_PER_ADDRESS),
                file.value(Settings.FAILURES_PER_ACCOUNT),
                Duration.ofMinutes(file.value(Settings.BLOCK_MINUTES)));
    }
}
