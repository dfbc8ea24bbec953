package org.pennypost.server.relay;

import java.net.InetAddress;
import java.util.List;

/**
 * A place to send mail to.
 *
 * @param name by which it is known; for an address literal, the address
 * @param proven whether it is certain that mail is to go to this host: the operator, the sender or DNSSEC says so
 * @param bases under which names it may have TLSA records, the best first (RFC 7672 §2.2.3); none if the DNS is not
 *     secure there
 */
record Target(String name, InetAddress address, boolean proven, List<String> bases) {
    Target {
        bases = List.copyOf(bases);
    }

    /** One of which the DNS says nothing. */
    static Target named(String name, InetAddress address) {
        return new Target(name, address, true, List.of());
    }

    @Override
    public String toString() {
        return name + " [" + address.getHostAddress() + "]";
    }
}
