package org.pennypost.smtp.client;

import java.time.Duration;
import java.util.Optional;
import org.pennypost.core.account.Password;
import org.pennypost.core.engine.Surroundings;

/**
 * How a client behaves, the same for all connections. Immutable.
 *
 * @param hostName by which it introduces itself (RFC 5321 §4.1.1.1)
 * @param flavour SMTP, or LMTP where each recipient gets an answer of its own
 * @param tls what it does about STARTTLS
 * @param credentials how it logs in, if it does
 * @param patience how long the longest answer may take
 */
public record ClientSetup(
        String hostName, Flavour flavour, Tls tls, Optional<Credentials> credentials, Duration patience) {
    /** RFC 5321 §4.5.3.2.6: ten minutes for what is answered when a message has been stored. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Which protocol. */
    public enum Flavour {
        /** RFC 5321. */
        SMTP("EHLO"),
        /** RFC 2033. */
        LMTP("LHLO");

        private final String hello;

        Flavour(String hello) {
            this.hello = hello;
        }

        String hello() {
            return hello;
        }
    }

    /** What a client does about STARTTLS, RFC 3207 §4. */
    public enum Tls {
        /** Nothing. */
        NEVER,
        /** Takes it where it is offered. */
        OFFERED,
        /** Sends nothing without it; whoever puts it in place lets only a server through whose certificate is good. */
        REQUIRED
    }

    /**
     * A user's name and password, which are used on a protected line only; not by PLAIN with {@link Tls#OFFERED},
     * where anybody can be behind it.
     *
     * @param entropy what SCRAM needs; without it there is PLAIN only
     */
    public record Credentials(String user, Password password, Optional<Surroundings.Entropy> entropy) {
        /** For PLAIN. */
        public Credentials(String user, Password password) {
            this(user, password, Optional.empty());
        }

        /** The same for SCRAM, too. */
        public Credentials with(Surroundings.Entropy source) {
            return new Credentials(user, password, Optional.of(source));
        }
    }

    /** The same with another flavour. */
    public ClientSetup flavour(Flavour other) {
        return new ClientSetup(hostName, other, tls, credentials, patience);
    }

    /** The same with another policy for TLS. */
    public ClientSetup tls(Tls other) {
        return new ClientSetup(hostName, flavour, other, credentials, patience);
    }

    /** The same with a login. */
    public ClientSetup credentials(Credentials own) {
        return new ClientSetup(hostName, flavour, tls, Optional.of(own), patience);
    }

    /** The same with another patience. */
    public ClientSetup patience(Duration other) {
        return new ClientSetup(hostName, flavour, tls, credentials, other);
    }
}
