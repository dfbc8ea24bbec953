package org.pennypost.server.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pennypost.smtp.client.ClientSetup;

/**
 * How mail leaves. Immutable.
 *
 * @param smarthost the server that takes all of it; empty to send to the hosts that the DNS names
 * @param port of other servers
 * @param tls what is done about TLS towards a smarthost
 * @param login how we log in to the smarthost
 * @param addresses which addresses of other servers are used
 * @param nameServer whom to ask; empty for the system's own
 * @param dnssec whether that name server validates and is believed
 * @param patience how long a server may take for an answer
 * @param tlsReports whether domains that ask for it hear how TLS with their servers went
 * @param authorities who vouches for other servers; empty for those of the JDK
 */
public record RelaySettings(
        Optional<String> smarthost,
        int port,
        Tls tls,
        Optional<ClientSetup.Credentials> login,
        Addresses addresses,
        Optional<InetSocketAddress> nameServer,
        boolean dnssec,
        Duration patience,
        boolean tlsReports,
        List<X509Certificate> authorities) {
    public RelaySettings {
        authorities = List.copyOf(authorities);
    }

    /** Which addresses of other servers are used: RFC 5321 §5.2 leaves the choice to the operator. */
    public enum Addresses {
        /** Of either kind, as the DNS gives them. */
        ANY,
        /** Those of IPv4. */
        IPV4,
        /** Those of IPv6. */
        IPV6;

        /** Whether an address is used. */
        public boolean permits(InetAddress address) {
            return switch (this) {
                case ANY -> true;
                case IPV4 -> address instanceof Inet4Address;
                case IPV6 -> address instanceof Inet6Address;
            };
        }
    }

    /** What is done about TLS towards a smarthost. */
    public enum Tls {
        /** STARTTLS, and a certificate that is verified. */
        REQUIRED,
        /** TLS from the first octet on (RFC 8314 §3.3), and a certificate that is verified. */
        IMPLICIT,
        /** STARTTLS where it is offered, with any certificate. */
        OFFERED,
        /** None. */
        OFF
    }
}
