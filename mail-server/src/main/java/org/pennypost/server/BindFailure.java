package org.pennypost.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.server.config.Role;

/** Why a port could not be opened, from what MINA makes of what the system said. */
final class BindFailure {
    private BindFailure() {}

    static StartFailure explained(Role role, InetSocketAddress address, IOException failure) {
        String port = "port " + address.getPort() + " (" + role.key() + ") on "
                + address.getAddress().getHostAddress();
        String otherwise = "or set " + role.key() + " in [listen] to another port";
        if (said("Permission denied", failure)) {
            return new StartFailure(
                    ExitStatus.NO_PERMISSION,
                    port + " may not be opened by this user; give the process CAP_NET_BIND_SERVICE, " + otherwise,
                    failure);
        } else if (said("in use", failure)) {
            return new StartFailure(
                    ExitStatus.UNAVAILABLE, port + " is taken; stop the program that has it, " + otherwise, failure);
        }
        return new StartFailure(
                ExitStatus.UNAVAILABLE,
                port + " cannot be opened: " + deepest(failure) + "; see address in [listen]",
                failure);
    }

    private static boolean said(String words, Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(words));
    }

    private static Throwable deepest(Throwable failure) {
        return causes(failure).reduce(failure, (before, cause) -> cause);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, cause -> cause.map(Throwable::getCause))
                .map(Optional::get);
    }
}
