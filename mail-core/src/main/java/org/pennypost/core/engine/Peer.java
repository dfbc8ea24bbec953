package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the other side of a conversation.
 *
 * @param connection names the connection in logs, such as {@code c17}
 * @param remote where the peer is
 * @param local where it reached us
 * @param security how the line is protected now
 */
public record Peer(String connection, Endpoint remote, Endpoint local, Security security) {
    /** An IP address in its numeric text form, without brackets, and a port. A scope ({@code %eth0}) is left out. */
    public record Endpoint(String address, int port) {
        public Endpoint {
            int scope = address.indexOf('%');
            address = scope < 0 ? address : address.substring(0, scope);
        }

        /** Whether the address is a loopback address (127.0.0.0/8 or ::1). */
        public boolean loopback() {
            return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
        }
    }

    /** How the line is protected. */
    public sealed interface Security {
        /** Whether others can neither read nor change what passes. */
        boolean confidential();
    }

    /** Not at all. */
    public record Clear() implements Security {
        @Override
        public boolean confidential() {
            return false;
        }
    }

    /**
     * By TLS.
     *
     * @param protocol such as {@code TLSv1.3}
     * @param cipherSuite its standard name
     * @param serverName what the client asked for (RFC 6066 §3), empty if nothing
     * @param clientCertificates the verified chain of the client, its own certificate first, empty if it showed none
     * @param bindings the channel bindings of this connection
     */
    public record Tls(
            String protocol,
            String cipherSuite,
            String serverName,
            List<X509Certificate> clientCertificates,
            ChannelBindings bindings)
            implements Security {
        public Tls {
            clientCertificates = List.copyOf(clientCertificates);
        }

        @Override
        public boolean confidential() {
            return true;
        }
    }

    /** The channel bindings (RFC 5056) of a TLS connection, computed when first asked for. */
    @FunctionalInterface
    public interface ChannelBindings {
        /** No binding of any type. */
        ChannelBindings NONE = type -> Optional.empty();

        /** The binding of a registered type, {@code tls-server-end-point} (RFC 5929) or {@code tls-exporter} (RFC 9266). */
        Optional<ByteBuffer> binding(String type);
    }

    /** A peer on a line in clear. */
    public static Peer inClear(String connection, Endpoint remote, Endpoint local) {
        return new Peer(connection, remote, local, new Clear());
    }

    /** The same peer behind TLS. */
    public Peer secured(Tls tls) {
        return new Peer(connection, remote, local, tls);
    }

    /** Whether others can neither read nor change what passes. */
    public boolean confidential() {
        return security.confidential();
    }

    /** The TLS facts, if the line is protected by TLS. */
    public Optional<Tls> tls() {
        return security instanceof Tls ? Optional.of((Tls) security) : Optional.empty();
    }
}
