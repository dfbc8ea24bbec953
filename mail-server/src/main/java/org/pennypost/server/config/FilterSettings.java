package org.pennypost.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Who is asked before a message is taken. Immutable.
 *
 * @param milters where they listen, in the order in which they are asked; none if nobody is
 * @param required whether a message waits for a filter that does not answer, or is taken without
 * @param junk whether what a filter calls spam goes to the mailbox for junk
 * @param submission whether mail of users is shown to them, too
 * @param patience how long a filter may take for an answer
 * @param loopback whether programs on this machine are strangers, see {@link AuthenticationSettings#loopback}
 */
public record FilterSettings(
        List<FilterAddress> milters,
        boolean required,
        boolean junk,
        boolean submission,
        Duration patience,
        boolean loopback) {
    public FilterSettings {
        milters = List.copyOf(milters);
    }

    static FilterSettings of(ConfigurationFile file, Path base) {
        return new FilterSettings(
                file.said(Settings.MILTERS).orElse(List.of()).stream()
                        .map(address -> address.below(base))
                        .toList(),
                file.value(Settings.FILTER_UNREACHABLE) == Settings.Unreachable.LATER,
                file.value(Settings.FILTER_JUNK) == Settings.Switch.ON,
                file.value(Settings.FILTER_SUBMISSION) == Settings.Switch.ON,
                Duration.ofSeconds(file.value(Settings.FILTER_PATIENCE)),
                file.value(Settings.EXAMINE_LOOPBACK) == Settings.Switch.ON);
    }
}
