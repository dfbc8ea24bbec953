package org.pennypost.server.filter;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.pennypost.core.engine.Peer;
import org.pennypost.server.dns.Resolver;

/**
 * The name of the host that a message came from, as the DNS has it. Filters think the less of a host that has none.
 *
 * @param claimed what its address is said to be called, or {@code unknown}
 * @param verified the same if that name has this address, or {@code unknown}
 */
record ClientName(String claimed, String verified) {
    private static final ClientName UNKNOWN = new ClientName("unknown", "unknown");
    private static final ClientName LOCALHOST = new ClientName("localhost", "localhost");
    /** Few hosts have more names than one, and each costs a question. */
    private static final int MOST = 3;

    /** Asks for it. Blocks, as long as the resolver does. */
    static ClientName of(Peer.Endpoint remote, Resolver resolver) {
        if (remote.loopback()) {
            return LOCALHOST;
        }
        List<String> names = List.of();
        try {
            InetAddress address = InetAddress.getByName(remote.address()); // numbers: nothing is looked up
            names = resolver.names(address).records().stream()
                    .filter(name -> name.matches("[A-Za-z0-9_.-]{1,253}"))
                    .limit(MOST)
                    .toList();
            for (String name : names) {
                if (resolver.addresses(name, Resolver.Family.of(address))
                        .records()
                        .contains(address)) {
                    return new ClientName(name, name);
                }
            }
        } catch (IOException | IllegalArgumentException nobodyKnows) {
            System.getLogger(ClientName.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "the name of " + remote.address(), nobodyKnows);
        }
        return names.isEmpty() ? UNKNOWN : new ClientName(names.get(0), UNKNOWN.verified);
    }
}
