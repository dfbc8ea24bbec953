package org.pennypost.server.config;

import java.util.List;
import java.util.OptionalInt;

/**
 * Where the page for the operator is.
 *
 * @param addresses IP addresses, {@code loopback} or {@code all}
 * @param port 0 for a free one; empty for none
 */
public record StatusSettings(List<String> addresses, OptionalInt port) {
    public StatusSettings {
        addresses = List.copyOf(addresses);
    }

    static StatusSettings of(ConfigurationFile file) {
        return new StatusSettings(file.value(Settings.STATUS_ADDRESS), file.value(Settings.STATUS_PORT));
    }

    /** The same at a port of the system's choice, on 127.0.0.1. */
    StatusSettings free() {
        return new StatusSettings(List.of("127.0.0.1"), port.isPresent() ? OptionalInt.of(0) : OptionalInt.empty());
    }
}
