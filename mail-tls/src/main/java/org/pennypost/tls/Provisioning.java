package org.pennypost.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.pennypost.tls.files.OwnerOnly;

/**
 * One start's look at the files of a {@link CertificateStore}, which decides what is made, renewed or left alone.
 * Called under the store's lock. A key is always written before its certificate: a certificate means "complete".
 */
final class Provisioning {

    static final String CA = "ca.pem";
    static final String CA_KEY = "ca-key.pem";
    static final String SERVER = "server.pem";
    static final String SERVER_KEY = "server-key.pem";

    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    private final Path ca;
    private final Path caKey;
    private final Path server;
    private final Path serverKey;
    private final SubjectNames names;
    private final Instant now;
    private final boolean anew;
    private final List<String> notes = new ArrayList<>();

    record Outcome(TlsIdentity server, Optional<X509Certificate> authority, List<String> notes) {}

    /** @param anew whether the server's certificate is renewed although it is not due */
    Provisioning(Path directory, SubjectNames names, Instant now, boolean anew) {
        this.ca = directory.resolve(CA);
        this.caKey = directory.resolve(CA_KEY);
        this.server = directory.resolve(SERVER);
        this.serverKey = directory.resolve(SERVER_KEY);
        this.names = names;
        this.now = now;
        this.anew = anew;
    }

    /** The files of a store, whether they are there or not. */
    static List<Path> files(Path directory) {
        return Stream.of(SERVER, SERVER_KEY, CA, CA_KEY).map(directory::resolve).toList();
    }

    Outcome provide() throws TlsException, IOException {
        Optional<TlsIdentity> present = presentServer();
        if (present.isPresent() && !isOurs(present.get().certificate())) {
            return outcome(keepForeign(present.get()), Optional.empty());
        }
        Optional<PrivateCa> signing = signingCa();
        TlsIdentity served = present.isPresent() ? upToDate(present.get(), signing) : firstServer(signing);
        X509Certificate authority = signing.isPresent()
                ? signing.get().certificate()
                : Pem.certificates(ca).get(0);
        return outcome(served, Optional.of(authority));
    }

    private Outcome outcome(TlsIdentity served, Optional<X509Certificate> authority) throws IOException {
        if (OwnerOnly.isReadableByOthers(serverKey)) {
            notes.add(serverKey + " can be read by every user of this machine; chmod 600 it");
        }
        return new Outcome(served, authority, List.copyOf(notes));
    }

    private Optional<TlsIdentity> presentServer() throws TlsException {
        if (Files.notExists(server)) {
            return Optional.empty();
        }
        if (Files.notExists(serverKey)) {
            throw TlsException.at(serverKey, "is missing; put it back, or remove " + SERVER + " to get a new pair");
        }
        return Optional.of(TlsIdentity.fromPem(server, serverKey));
    }

    /** Ours to renew: from a CA that we made, though its file may be gone, or from the one that is here. */
    private boolean isOurs(X509Certificate certificate) throws TlsException {
        X500Principal issuer = certificate.getIssuerX500Principal();
        return issuer.getName().startsWith("CN=" + PrivateCa.NAME_PREFIX)
                || Files.exists(ca)
                        && Pem.certificates(ca).get(0).getSubjectX500Principal().equals(issuer);
    }

    private TlsIdentity keepForeign(TlsIdentity identity) throws TlsException {
        if (anew) {
            throw TlsException.at(server, "was not issued here; have it renewed by its CA");
        }
        if (identity.certificate().getNotAfter().toInstant().isBefore(now)) {
            notes.add(server + " has expired on " + end(identity.certificate()) + "; put a new one in its place");
        }
        return identity;
    }

    /** The CA if it can sign; empty if only its certificate is here, which is enough until a renewal is due. */
    private Optional<PrivateCa> signingCa() throws TlsException, IOException {
        if (Files.notExists(ca)) {
            return Optional.of(newCa());
        }
        if (Files.notExists(caKey)) {
            return Optional.empty();
        }
        PrivateCa present = new PrivateCa(TlsIdentity.fromPem(ca, caKey));
        if (!present.permits(names) && present.knowsOnlyLoopback()) {
            OwnerOnly.setAside(ca, now);
            return Optional.of(newCa());
        }
        if (isDue(present.certificate()) || present.isMalformed()) {
            PrivateCa renewed = present.renewed(now);
            OwnerOnly.write(ca, Pem.text(renewed.identity().chain()));
            notes.add("renewed the private CA in " + ca + early(present.certificate()) + "; mail clients must trust the"
                    + " new file");
            return Optional.of(renewed);
        }
        return Optional.of(present);
    }

    private PrivateCa newCa() throws IOException {
        PrivateCa made = PrivateCa.create(PrivateCa.newKey(), names, now);
        OwnerOnly.setAside(caKey, now);
        OwnerOnly.write(caKey, Pem.text(made.identity().key()));
        OwnerOnly.write(ca, Pem.text(made.identity().chain()));
        notes.add("made a private CA, " + ca + ", valid until " + end(made.certificate()));
        return made;
    }

    private TlsIdentity firstServer(Optional<PrivateCa> signing) throws TlsException, IOException {
        PrivateCa issuer = signing.orElseThrow(() -> TlsException.at(
                caKey, "is missing and a certificate is needed; put it back, or remove " + CA + " to get a new CA"));
        if (!issuer.permits(names)) {
            throw TlsException.at(ca, "this CA may not name " + names.first() + "; remove it to get a new CA");
        }
        KeyPair key = PrivateCa.newKey();
        OwnerOnly.setAside(serverKey, now);
        OwnerOnly.write(serverKey, Pem.text(key.getPrivate()));
        return issue(issuer, key.getPrivate(), key.getPublic(), "made", "");
    }

    /** The key stays, so that one atomic write is the whole renewal and channel bindings need no second file. */
    private TlsIdentity upToDate(TlsIdentity present, Optional<PrivateCa> signing) throws TlsException, IOException {
        X509Certificate certificate = present.certificate();
        if (!anew && !isFromOtherCa(present, signing) && !isDue(certificate) && names.coveredBy(certificate)) {
            return present;
        }
        if (signing.isEmpty()) {
            if (anew) {
                throw TlsException.at(caKey, "is missing; put it back to renew the certificate");
            }
            notes.add(server + " is due for renewal (ends " + end(certificate) + ") but " + caKey + " is missing");
            return present;
        }
        if (!signing.get().permits(names)) {
            notes.add(ca + " may not name " + names.first() + ", the old certificate stays in use; remove " + CA
                    + " to get a new CA, and let mail clients trust that");
            return present;
        }
        return issue(signing.get(), present.key(), certificate.getPublicKey(), "renewed", early(certificate));
    }

    /** From another one, or sent along with what this one was before it was renewed. */
    private static boolean isFromOtherCa(TlsIdentity present, Optional<PrivateCa> signing) {
        return signing.filter(ca -> !ca.issued(present.certificate())
                        || present.chain().size() > 1 && !present.chain().contains(ca.certificate()))
                .isPresent();
    }

    private TlsIdentity issue(PrivateCa issuer, PrivateKey key, PublicKey publicKey, String done, String why)
            throws IOException {
        X509Certificate issued = issuer.issue(publicKey, names, now);
        TlsIdentity identity = new TlsIdentity(key, List.of(issued, issuer.certificate()));
        OwnerOnly.write(server, Pem.text(identity.chain()));
        notes.add(done + " the server's certificate, " + server + ", valid until " + end(issued) + why);
        return identity;
    }

    /** What was made under a clock that was ahead is of no use to anybody until that time has come. */
    private boolean isDue(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isBefore(now.plus(RENEWED_BEFORE_END))
                || certificate.getNotBefore().toInstant().isAfter(now);
    }

    private String early(X509Certificate certificate) {
        Instant start = certificate.getNotBefore().toInstant();
        return start.isAfter(now) ? " (it was not valid before " + start + "; is the clock right?)" : "";
    }

    private static String end(X509Certificate certificate) {
        return certificate
                .getNotAfter()
                .toInstant()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }
}
