package org.pennypost.server.aliases;

import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.address.Host;

/**
 * The left side of a line: a name, an address, or everybody else in a domain.
 *
 * @param local the name in small letters; empty for everybody else
 * @param host the domain; empty for all local ones
 */
record AliasKey(Optional<String> local, Optional<Host> host) {
    static AliasKey name(String local) {
        return new AliasKey(Optional.of(small(local)), Optional.empty());
    }

    static AliasKey address(String local, Host host) {
        return new AliasKey(Optional.of(small(local)), Optional.of(host));
    }

    static AliasKey everybodyElse(Host host) {
        return new AliasKey(Optional.empty(), Optional.of(host));
    }

    @Override
    public String toString() {
        return local.orElse("") + host.map(domain -> "@" + domain).orElse("");
    }

    private static String small(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
