package org.pennypost.server.config;

import java.util.Optional;
import org.pennypost.smtp.client.ClientSetup;

/**
 * A server that the operator names, and that takes mail whatever the DNS says of its domain. Immutable.
 *
 * @param protocol how it takes mail
 * @param host its name or number
 * @param port where it listens
 * @param tls what is done about TLS towards it
 * @param login how we log in to it, and to nobody else
 */
public record NextHop(
        ClientSetup.Flavour protocol,
        String host,
        int port,
        RelaySettings.Tls tls,
        Optional<ClientSetup.Credentials> login) {
    /** One that asks for no login. */
    public NextHop(ClientSetup.Flavour protocol, String host, int port, RelaySettings.Tls tls) {
        this(protocol, host, port, tls, Optional.empty());
    }

    /** Whether the host is a number, so that nothing is looked up. */
    public boolean isNumber() {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
