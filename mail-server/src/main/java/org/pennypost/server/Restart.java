package org.pennypost.server;

import java.util.List;
import java.util.function.Function;
import org.pennypost.server.config.Configuration;

/** What a running server cannot change any more. */
final class Restart {
    private Restart() {}

    /** What it is called, and where it stands in a configuration. */
    private record Lasting(String name, Function<Configuration, Object> value) {}

    private static final List<Lasting> ALL = List.of(
            new Lasting("[server] host", Configuration::host),
            new Lasting("[server] data", Configuration::data),
            new Lasting("[store]", Configuration::store),
            new Lasting("[store] directory", Configuration::mail),
            new Lasting("[store]", Configuration::storeSettings),
            new Lasting("[tls] or [acme]", Configuration::tls),
            new Lasting("[login] provider", next -> next.login().provider()),
            new Lasting("[login] provider-settings", next -> next.login().providerSettings()),
            new Lasting("[relay] or [queue]", Configuration::sending),
            new Lasting("[evidence]", Configuration::evidence),
            new Lasting(
                    "[authentication] dmarc-reports",
                    next -> next.authentication().reports()),
            new Lasting("[authentication] sign", next -> next.authentication().signing()),
            new Lasting(
                    "[authentication] selector", next -> next.authentication().selector()),
            new Lasting("[status]", Configuration::status),
            new Lasting("[limits] workers", next -> next.limits().workers()));

    /** A line for each difference that waits for the next start. */
    static List<String> needed(Configuration before, Configuration after) {
        return ALL.stream()
                .filter(lasting ->
                        !lasting.value().apply(before).equals(lasting.value().apply(after)))
                .map(lasting -> lasting.name() + " has changed, which counts after a restart")
                .toList();
    }
}
