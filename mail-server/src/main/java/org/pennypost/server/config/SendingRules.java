package org.pennypost.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.account.Password;
import org.pennypost.smtp.client.ClientSetup;

/**
 * What a server does with mail that leaves. Immutable.
 *
 * @param enabled whether any leaves
 * @param relay to whom
 * @param retry the wait after a server said not now
 * @param warnAfter when the sender hears that a message is late
 * @param expireAfter when it is returned to him
 * @param messages how many may wait
 * @param connections how many connections there are to other servers
 * @param atOnce how many of them to one destination
 */
public record SendingRules(
        boolean enabled,
        RelaySettings relay,
        Duration retry,
        Duration warnAfter,
        Duration expireAfter,
        int messages,
        int connections,
        int atOnce) {

    static SendingRules of(ConfigurationFile file, Path base) {
        return new SendingRules(
                file.value(Settings.RELAY) == Settings.Switch.ON,
                new RelaySettings(
                        Optional.of(file.value(Settings.SMARTHOST)).filter(host -> !host.isEmpty()),
                        port(file),
                        file.value(Settings.RELAY_TLS),
                        login(file, base),
                        file.value(Settings.RELAY_ADDRESSES),
                        file.value(Settings.NAME_SERVER),
                        dnssec(file),
                        Duration.ofSeconds(file.value(Settings.RELAY_PATIENCE)),
                        file.value(Settings.TLS_REPORTS) == Settings.Switch.ON,
                        authorities(file, base)),
                Duration.ofMinutes(file.value(Settings.QUEUE_RETRY)),
                Duration.ofHours(file.value(Settings.QUEUE_WARN)),
                Duration.ofHours(file.value(Settings.QUEUE_EXPIRE)),
                file.value(Settings.QUEUE_MESSAGES),
                file.value(Settings.QUEUE_CONNECTIONS),
                file.value(Settings.QUEUE_AT_ONCE));
    }

    private static int port(ConfigurationFile file) {
        int port = file.value(Settings.RELAY_PORT).orElse(0);
        if (port == 0) {
            file.conflict(Settings.RELAY_PORT, "no port", "the port of other servers", "write port = 25");
        }
        return port;
    }

    /** RFC 7672 §2.1.3: nobody may be between us and the one who validates. */
    private static boolean dnssec(ConfigurationFile file) {
        boolean trusted = file.value(Settings.DNSSEC) == Settings.Dnssec.VALIDATED;
        boolean near = file.value(Settings.NAME_SERVER)
                .filter(server -> server.getAddress().isLoopbackAddress())
                .isPresent();
        if (trusted && !near) {
            file.conflict(
                    Settings.DNSSEC,
                    "a name server that is not on this machine",
                    "a validating one at a loopback address",
                    "run one, and write name-server = 127.0.0.1:53");
        }
        return trusted;
    }

    private static List<X509Certificate> authorities(ConfigurationFile file, Path base) {
        if (!file.has(Settings.RELAY_AUTHORITIES)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(base.resolve(file.value(Settings.RELAY_AUTHORITIES)))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException e) {
            file.conflict(Settings.RELAY_AUTHORITIES, Trouble.told(e), "a PEM file of certificates", "write another");
            return List.of();
        }
    }

    private static Optional<ClientSetup.Credentials> login(ConfigurationFile file, Path base) {
        String user = file.value(Settings.RELAY_USER);
        if (user.isEmpty() != !file.has(Settings.RELAY_PASSWORD)) {
            file.conflict(
                    user.isEmpty() ? Settings.RELAY_PASSWORD : Settings.RELAY_USER,
                    "one of user and password-file",
                    "both or none",
                    "add the other");
        }
        if (user.isEmpty() || !file.has(Settings.RELAY_PASSWORD)) {
            return Optional.empty();
        }
        Path secret = base.resolve(file.value(Settings.RELAY_PASSWORD));
        try {
            return Optional.of(credentials(user, secret));
        } catch (IOException e) {
            file.conflict(
                    Settings.RELAY_PASSWORD,
                    Trouble.told(e),
                    "a file whose first line is the password",
                    "write it, or name another");
            return Optional.empty();
        }
    }

    /** A name, and the password that is the first line of a file. */
    static ClientSetup.Credentials credentials(String user, Path secret) throws IOException {
        String password = Files.readString(secret).lines().findFirst().orElse("");
        return new ClientSetup.Credentials(user, Password.of(password));
    }
}
