package org.pennypost.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pennypost.core.engine.Protocol;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.drive.Listener;
import org.pennypost.server.drive.Service;
import org.pennypost.tls.TlsLayer;

/** The open ports of a server, which follow its configuration while it runs. Thread-safe. */
final class Ports {
    private final Drive drive;
    private final Identity identity;
    private final Map<Place, Listener> open = new LinkedHashMap<>();
    private volatile Map<Role, Protocol> protocols = Map.of();

    /** A port as the configuration has it: a free one keeps its number as long as it is wanted. */
    private record Place(Role role, InetSocketAddress address) {
        @Override
        public String toString() {
            return role.key() + " on " + address.getAddress().getHostAddress() + ", port " + address.getPort();
        }
    }

    Ports(Drive drive, Identity identity) {
        this.drive = drive;
        this.identity = identity;
    }

    /**
     * Opens what is wanted, then closes what is not; connections that exist go on as they are.
     *
     * @return what was opened and closed, a line each
     * @throws StartFailure if a port cannot be had; then all is as before
     */
    synchronized List<String> follow(Configuration configuration, Map<Role, Protocol> next) throws StartFailure {
        Set<Place> wanted = places(configuration);
        Map<Place, Listener> fresh = new LinkedHashMap<>();
        Map<Role, Protocol> before = protocols;
        protocols = Map.copyOf(next);
        try {
            for (Place place : wanted) {
                if (!open.containsKey(place)) {
                    fresh.put(place, listen(place));
                }
            }
        } catch (StartFailure failure) {
            fresh.values().forEach(Listener::close);
            protocols = before;
            throw failure;
        }
        List<Place> unwanted =
                open.keySet().stream().filter(place -> !wanted.contains(place)).toList();
        unwanted.forEach(place -> open.remove(place).close());
        open.putAll(fresh);
        List<String> lines = new ArrayList<>();
        fresh.keySet().forEach(place -> lines.add("opened " + place));
        unwanted.forEach(place -> lines.add("closed " + place));
        return lines;
    }

    /** Those that are open, in the order of the roles. */
    synchronized List<Listening> listening() {
        List<Listening> all = new ArrayList<>();
        for (Role role : Role.values()) {
            open.forEach((place, listener) -> {
                if (place.role() == role) {
                    all.add(new Listening(role, listener.address()));
                }
            });
        }
        return all;
    }

    /** The number of the first open port of each role. */
    Map<Role, Integer> numbers() {
        Map<Role, Integer> numbers = new EnumMap<>(Role.class);
        listening()
                .forEach(port -> numbers.putIfAbsent(port.role(), port.address().getPort()));
        return numbers;
    }

    private Listener listen(Place place) throws StartFailure {
        Role role = place.role();
        Supplier<TlsLayer> tls = role.forUsers() ? identity::layer : identity::layerForStrangers;
        try {
            return drive.listen(
                    place.address(), () -> new Service(role.key(), protocols.get(role), role.implicitTls(), tls));
        } catch (IOException e) {
            throw BindFailure.explained(role, place.address(), e);
        }
    }

    private static Set<Place> places(Configuration configuration) throws StartFailure {
        List<Place> places = new ArrayList<>();
        for (Role role : Role.values()) {
            Integer port = configuration.ports().get(role);
            if (port != null) {
                addresses(configuration, role, port).forEach(address -> places.add(new Place(role, address)));
            }
        }
        return places.stream().collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    /** POP2 and LMTP in clear have addresses of their own: what is good for the other ports is too much for them. */
    private static List<InetSocketAddress> addresses(Configuration configuration, Role role, int port)
            throws StartFailure {
        List<String> where = switch (role) {
            case POP2 -> configuration.pop().pop2Addresses();
            case LMTP -> configuration.rules().lmtpAddresses();
            default -> configuration.addresses();
        };
        try {
            return Addresses.of(where, port);
        } catch (IOException e) {
            throw new StartFailure(
                    ExitStatus.CONFIGURATION,
                    "[listen] names an address for " + role.key() + " that is none: " + e.getMessage(),
                    e);
        }
    }
}
