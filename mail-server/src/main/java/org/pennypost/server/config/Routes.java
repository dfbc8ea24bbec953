package org.pennypost.server.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.LocalPart;

/**
 * Which server gets the mail of some domains and addresses. It says where mail goes, and not whose mail is taken: that a
 * domain stands here opens it to nobody. Immutable.
 *
 * @param hops by domains, domains with a dot before them for all below, and addresses, in small letters
 */
public record Routes(Map<String, NextHop> hops) {
    /** Nothing is routed. */
    public static final Routes NONE = new Routes(Map.of());

    public Routes {
        hops = Map.copyOf(hops);
    }

    /** Whether a whole domain is routed, itself or with all below another. */
    public boolean covers(Host domain) {
        return hop(domain(domain)).isPresent();
    }

    /** The address as a destination, if there is a line for just this one; letter case does not count. */
    public Optional<String> address(String localPart, Host host) {
        return hops.isEmpty()
                ? Optional.empty()
                : Optional.of(address(new LocalPart(localPart), host)).filter(hops::containsKey);
    }

    /** The server for a destination: a domain, or an address. */
    public Optional<NextHop> hop(String destination) {
        Optional<NextHop> own = Optional.ofNullable(hops.get(destination));
        if (own.isPresent() || hops.isEmpty() || destination.contains("@")) {
            return own;
        }
        int dot = destination.indexOf('.');
        while (dot >= 0 && !hops.containsKey(destination.substring(dot))) {
            dot = destination.indexOf('.', dot + 1);
        }
        return dot < 0 ? Optional.empty() : Optional.of(hops.get(destination.substring(dot)));
    }

    /** A domain as a destination. */
    public static String domain(Host domain) {
        return domain.toString().toLowerCase(Locale.ROOT);
    }

    static String address(LocalPart localPart, Host host) {
        return (localPart + "@" + host).toLowerCase(Locale.ROOT);
    }
}
