package org.pennypost.tls;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pennypost.tls.TlsSource.CertificateFiles;
import org.pennypost.tls.files.OwnerOnly;

/**
 * A directory with a private CA and a server certificate, made at first start and renewed before they expire.
 *
 * <pre>
 * ca.pem           the CA's certificate: what a mail client is told to trust
 * ca-key.pem       its key; may be kept elsewhere while nothing is due for renewal
 * server.pem       the server's certificate and the CA's
 * server-key.pem   its key
 * </pre>
 *
 * <p>All are readable by the owner only from the moment they exist; each is written atomically, and in an order in
 * which a crash leaves something that the next start completes. A server certificate that another CA issued is used as
 * it is and never replaced. Nothing that somebody else put there is deleted: what stands in the way is renamed.
 *
 * <p>Immutable once opened; {@link #open} may be called from any thread of any process.
 */
public final class CertificateStore {

    private final Path directory;
    private final Provisioning.Outcome outcome;

    private CertificateStore(Path directory, Provisioning.Outcome outcome) {
        this.directory = directory;
        this.outcome = outcome;
    }

    /**
     * Opens the store, and makes or renews what is missing or due.
     *
     * @param directory made if missing, mode 0700
     * @param hosts names and addresses of the server, the most important first; loopback is added
     */
    public static CertificateStore open(Path directory, Collection<String> hosts, Clock clock) throws TlsException {
        return open(directory, hosts, clock, false);
    }

    /**
     * The same, and the server's certificate is renewed although it is not due. Its key stays.
     *
     * @throws TlsException also if the certificate is not from a CA of this store
     */
    public static CertificateStore renew(Path directory, Collection<String> hosts, Clock clock) throws TlsException {
        return open(directory, hosts, clock, true);
    }

    private static CertificateStore open(Path directory, Collection<String> hosts, Clock clock, boolean anew)
            throws TlsException {
        Provisioning provisioning = new Provisioning(directory, SubjectNames.of(hosts), clock.instant(), anew);
        synchronized (CertificateStore.class) { // a file lock excludes other processes only
            try {
                OwnerOnly.directory(directory);
                try (FileChannel channel = OwnerOnly.lockFile(directory.resolve(".lock"))) {
                    channel.lock(); // released when the channel is closed
                    return new CertificateStore(directory, provisioning.provide());
                }
            } catch (IOException e) {
                throw TlsException.at(directory, "certificates cannot be written here: " + e, e);
            }
        }
    }

    /** The file of the private CA in a directory, if it issued this certificate; nothing is made or changed. */
    public static Optional<Path> authorityOf(Path directory, X509Certificate certificate) throws TlsException {
        Path file = directory.resolve(Provisioning.CA);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            certificate.verify(Pem.certificates(file).get(0).getPublicKey());
            return Optional.of(file);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** All certificates of a PEM file (RFC 7468 §5) in their order, at least one. */
    public static List<X509Certificate> certificates(Path file) throws TlsException {
        return Pem.certificates(file);
    }

    /** The files of the server's certificate in a directory, whether they are there or not. */
    public static CertificateFiles serverFiles(Path directory) {
        return new CertificateFiles(directory.resolve(Provisioning.SERVER), directory.resolve(Provisioning.SERVER_KEY));
    }

    /** What the server shows to its peers. */
    public TlsIdentity server() {
        return outcome.server();
    }

    /** The private CA that mail clients have to trust; empty if the server's certificate comes from elsewhere. */
    public Optional<X509Certificate> authority() {
        return outcome.authority();
    }

    /** Where {@link #authority()} is, for {@code -CAfile} and the like. */
    public Path authorityFile() {
        return directory.resolve(Provisioning.CA);
    }

    /** What {@link #open} made, renewed or found wanting, a line each for the operator; empty in daily life. */
    public List<String> notes() {
        return outcome.notes();
    }
}
