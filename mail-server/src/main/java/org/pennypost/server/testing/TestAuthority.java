package org.pennypost.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;

/** One private CA and certificate for all test servers of a process: to make keys is what takes long in a start. */
final class TestAuthority {
    private static final List<String> HOSTS = List.of("localhost");

    private static final class Holder {
        private static final Path DIRECTORY = made();
    }

    private TestAuthority() {}

    /** The directory of its files. */
    static Path directory() {
        return Holder.DIRECTORY;
    }

    /** TLS that trusts the CA and nobody else. */
    static SSLContext trust() {
        try {
            Path authority =
                    CertificateStore.open(directory(), HOSTS, Clock.systemUTC()).authorityFile();
            return TlsContext.builder()
                    .trusting(CertificateStore.certificates(authority))
                    .build()
                    .context();
        } catch (TlsException e) {
            throw new IllegalStateException("the certificate of the test server cannot be read", e);
        }
    }

    private static Path made() {
        try {
            Path directory = Files.createTempDirectory("pennypost-tls-");
            CertificateStore.open(directory, HOSTS, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "mail-test-tls"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TlsException e) {
            throw new IllegalStateException("no certificate for the test servers", e);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException leftBehind) {
            System.getLogger(TestAuthority.class.getName())
                    .log(System.Logger.Level.DEBUG, "left behind: " + directory, leftBehind);
        }
    }
}
