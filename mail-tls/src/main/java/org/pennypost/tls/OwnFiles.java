package org.pennypost.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Certificates that the operator has from elsewhere, and renews himself. */
record OwnFiles(List<CertificateFiles> certificates, Optional<Path> passphrase) implements TlsSource {

    OwnFiles {
        certificates = List.copyOf(certificates);
    }

    @Override
    public Loaded load() throws TlsException {
        char[] secret = passphrase.isPresent() ? firstLine(passphrase.get()) : new char[0];
        try {
            List<TlsIdentity> identities = new ArrayList<>();
            for (CertificateFiles files : certificates) {
                identities.add(TlsIdentity.read(files.certificate(), files.key(), secret));
            }
            return new Loaded(identities, List.of(), List.of());
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    @Override
    public List<Path> files() {
        return Stream.concat(
                        certificates.stream().flatMap(files -> Stream.of(files.certificate(), files.key())),
                        passphrase.stream())
                .distinct()
                .toList();
    }

    private static char[] firstLine(Path file) throws TlsException {
        return Pem.read(file).lines().findFirst().orElse("").toCharArray();
    }
}
