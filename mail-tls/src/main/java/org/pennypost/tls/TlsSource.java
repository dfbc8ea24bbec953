package org.pennypost.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Files from which identities are read, as often as wanted: what a {@link ReloadingTls} watches.
 *
 * <p>Implementations are thread-safe and keep nothing between two loads.
 */
public interface TlsSource {

    /** Reads all files anew, and renews what is ours and due. Nothing of it is in service yet. */
    Loaded load() throws TlsException;

    /** The files that another load would read; the one to name when something is wrong comes first. */
    List<Path> files();

    /**
     * What was read.
     *
     * @param identities at least one; the first is for clients that ask for no host
     * @param trusted the issuers of client certificates; empty if none is asked for
     * @param notes what the operator should know, a line each
     */
    record Loaded(List<TlsIdentity> identities, List<X509Certificate> trusted, List<String> notes) {
        public Loaded {
            identities = List.copyOf(identities);
            trusted = List.copyOf(trusted);
            notes = List.copyOf(notes);
            if (identities.isEmpty()) {
                throw new IllegalArgumentException("a server without a certificate");
            }
        }

        boolean showsTheSameAs(Loaded other) {
            return identities.equals(other.identities) && trusted.equals(other.trusted);
        }
    }

    /**
     * A certificate with its key.
     *
     * @param certificate PKCS#12, or PEM with the chain
     * @param key PEM; the same file again if it holds the key too
     */
    record CertificateFiles(Path certificate, Path key) {}

    /**
     * Your own certificates.
     *
     * @param passphrase the file whose first line opens the keys; empty if none is encrypted
     */
    static TlsSource files(List<CertificateFiles> certificates, Optional<Path> passphrase) {
        return new OwnFiles(certificates, passphrase);
    }

    /** A {@link CertificateStore}, which makes and renews its certificates; each load renews what is due. */
    static TlsSource store(Path directory, Collection<String> hosts, Clock clock) {
        List<String> names = List.copyOf(hosts);
        return new TlsSource() {
            @Override
            public Loaded load() throws TlsException {
                CertificateStore store = CertificateStore.open(directory, names, clock);
                return new Loaded(List.of(store.server()), List.of(), store.notes());
            }

            @Override
            public List<Path> files() {
                return Provisioning.files(directory);
            }
        };
    }

    /** The same, until there is a certificate in these files: one that is on its way from a CA. */
    default TlsSource yieldingTo(CertificateFiles awaited) {
        TlsSource meanwhile = this;
        TlsSource then = files(List.of(awaited), Optional.empty());
        return new TlsSource() {
            @Override
            public Loaded load() throws TlsException {
                return Files.exists(awaited.certificate()) ? then.load() : meanwhile.load();
            }

            @Override
            public List<Path> files() {
                List<Path> files = new ArrayList<>(then.files());
                files.addAll(meanwhile.files());
                return files;
            }
        };
    }

    /** The same, and clients whose certificates one of the issuers in a PEM file vouches for are believed. */
    default TlsSource trusting(Path authorities) {
        TlsSource identities = this;
        return new TlsSource() {
            @Override
            public Loaded load() throws TlsException {
                Loaded loaded = identities.load();
                return new Loaded(loaded.identities(), Pem.certificates(authorities), loaded.notes());
            }

            @Override
            public List<Path> files() {
                List<Path> files = new ArrayList<>(identities.files());
                files.add(authorities);
                return files;
            }
        };
    }
}
