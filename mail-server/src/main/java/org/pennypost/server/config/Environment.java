package org.pennypost.server.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The environment of a process, as far as it says something about settings: {@code PENNYPOST_LISTEN_SMTP=25} counts as
 * {@code smtp = 25} in {@code [listen]}, and before what a file says.
 */
final class Environment {
    private static final String PREFIX = "PENNYPOST_";

    private Environment() {}

    /** The name of the variable for a setting. */
    static String variable(Setting<?> setting) {
        return (PREFIX + setting.section() + "_" + setting.key())
                .toUpperCase(Locale.ROOT)
                .replace('-', '_');
    }

    /** The variables that look like ours and are none. */
    static List<String> unknown(Map<String, String> environment, Collection<Setting<?>> settings) {
        List<String> known = settings.stream().map(Environment::variable).toList();
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .toList();
    }
}
