package org.pennypost.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.address.Domain;
import org.pennypost.core.engine.Peer;
import org.pennypost.smtp.ConnectionCheck;

/**
 * Turns away hosts that a DNS list names: RFC 5782. The host's address is looked up backwards below the list's
 * domain; an answer in 127.0.0.0/8 means that it is there. Thread-safe.
 */
final class DnsBlockList implements ConnectionCheck {
    /** Lists answer with these to those who may not ask them; that says nothing of the host. */
    private static final String NO_ANSWER = "127.255.";

    private static final int NIBBLES = 32;

    private final Domain list;
    private final Lookup lookup;

    DnsBlockList(Domain list, Lookup lookup) {
        this.list = list;
        this.lookup = lookup;
    }

    /** Finds the IPv4 addresses of a name. */
    @FunctionalInterface
    interface Lookup {
        /** None if there is no such name, or if nobody says so in time. */
        List<String> addresses(String name);
    }

    @Override
    public Optional<Objection> check(Peer peer) {
        if (peer.remote().loopback()) {
            return Optional.empty();
        }
        String address = peer.remote().address();
        boolean listed = lookup.addresses(backwards(address) + "." + list).stream()
                .anyMatch(answer -> answer.startsWith("127.") && !answer.startsWith(NO_ANSWER));
        return listed
                ? Optional.of(new Objection(true, "does not talk to " + address + ", see the list " + list))
                : Optional.empty();
    }

    // RFC 5782: the octets of IPv4 or the nibbles of IPv6, the last one first
    private static String backwards(String address) {
        if (address.indexOf(':') < 0) {
            List<String> octets = Arrays.asList(address.split("\\."));
            Collections.reverse(octets);
            return String.join(".", octets);
        }
        StringBuilder nibbles = new StringBuilder(2 * NIBBLES);
        for (String group : expanded(address)) {
            nibbles.append("0".repeat(4 - group.length())).append(group);
        }
        return String.join(".", nibbles.reverse().toString().split(""));
    }

    private static List<String> expanded(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return List.of(address.split(":"));
        }
        List<String> head = groups(address.substring(0, gap));
        List<String> tail = groups(address.substring(gap + 2));
        List<String> all = new ArrayList<>(head);
        all.addAll(Collections.nCopies(8 - head.size() - tail.size(), "0"));
        all.addAll(tail);
        return all;
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":"));
    }
}
