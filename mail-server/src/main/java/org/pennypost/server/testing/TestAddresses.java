package org.pennypost.server.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Destinations;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.text.SyntaxException;

/** The addresses of the users: that of {@code tim} is {@code tim@localhost}, that of an address is itself. Thread-safe. */
final class TestAddresses implements LocalAddresses {
    private static final Host HOME = new Domain("localhost");

    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Map<Host, Boolean> domains = new ConcurrentHashMap<>(Map.of(HOME, true));

    /** @throws IllegalArgumentException if there can be no such address */
    void add(String user) {
        try {
            MailAddress address = MailAddress.parse(user.contains("@") ? user : user + "@" + HOME, Repertoire.UTF8);
            domains.put(address.host(), true);
            users.put(key(address), user);
        } catch (SyntaxException noAddress) {
            throw new IllegalArgumentException(user + " cannot have mail: " + noAddress.getMessage(), noAddress);
        }
    }

    Optional<String> user(MailAddress address) {
        return Optional.ofNullable(users.get(key(address)));
    }

    List<String> all() {
        return List.copyOf(users.values());
    }

    @Override
    public List<Host> domains() {
        return new ArrayList<>(domains.keySet());
    }

    @Override
    public Destinations resolve(MailAddress address) {
        return user(address).map(Destinations::user).orElse(Destinations.NONE);
    }

    @Override
    public String postmaster() {
        return "postmaster";
    }

    private static String key(MailAddress address) {
        return address.toString().toLowerCase(Locale.ROOT);
    }
}
