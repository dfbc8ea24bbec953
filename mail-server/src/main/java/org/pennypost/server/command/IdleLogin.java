package org.pennypost.server.command;

import java.util.Optional;
import org.pennypost.server.config.RelaySettings;

/** A login that nobody asks for: the hosts that the DNS names get no password, however much somebody expects it. */
final class IdleLogin {
    private IdleLogin() {}

    /** What is said of it; nothing if there is a host to log in to, or no login. */
    static Optional<String> warning(RelaySettings relay) {
        return relay.login()
                .filter(any -> relay.smarthost().isEmpty())
                .map(login -> "[relay] user = " + login.user() + " without host: mail goes to the hosts that the DNS"
                        + " names, and nobody is logged in to; add host, or take user and password-file out"
                        + " (a line of [routes] has user= and password-file= of its own)");
    }
}
