package org.pennypost.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.pennypost.tls.files.OwnerOnly;

/**
 * The keys with which a server signs evidence: an authority of its own, whose certificate third parties keep, and what
 * it certifies: one key for tree heads and receipts, one for time-stamps (RFC 3161 §2.3 wants a key for nothing else).
 * EC P-256, because OpenSSL 3.0 refuses Ed25519 in CMS. Made at first use; not the keys of TLS, which are replaced
 * often. Immutable.
 *
 * @param authority the certificate to trust
 * @param signer signs tree heads and receipts
 * @param stamper signs time-stamps of the built-in authority
 */
public record EvidenceKeys(X509Certificate authority, TlsIdentity signer, TlsIdentity stamper) {
    private static final String AUTHORITY = "authority.pem";
    private static final String SIGNER = "signer.pem";
    private static final String STAMPER = "stamper.pem";

    /**
     * The keys in a directory, made if it has none.
     *
     * @param name of the server, for the certificates
     * @param address of the server's postmaster, from whom receipts come
     * @throws TlsException if they cannot be read or written
     */
    public static EvidenceKeys in(Path directory, String name, String address, Instant now) throws TlsException {
        try {
            OwnerOnly.directory(directory);
            if (Files.notExists(directory.resolve(AUTHORITY))) {
                make(directory, name, address, now);
            }
        } catch (IOException e) {
            throw TlsException.at(directory, "keys for evidence cannot be made there", e);
        }
        return of(directory);
    }

    /** The keys that are in a directory. */
    public static EvidenceKeys of(Path directory) throws TlsException {
        return new EvidenceKeys(
                authority(directory), identity(directory.resolve(SIGNER)), identity(directory.resolve(STAMPER)));
    }

    /** The certificate to trust, alone: for those who only read. */
    public static X509Certificate authority(Path directory) throws TlsException {
        return Pem.certificates(directory.resolve(AUTHORITY)).get(0);
    }

    /** Certificates as a PEM text. */
    public static String pem(List<X509Certificate> certificates) {
        return Pem.text(certificates);
    }

    /** The certificates of a PEM file, at least one. */
    public static List<X509Certificate> certificates(Path file) throws TlsException {
        return Pem.certificates(file);
    }

    /** The authority comes last: while it is not there, all is made again. Its key is forgotten, it certifies no more. */
    private static void make(Path directory, String name, String address, Instant now) throws IOException {
        KeyPair root = PrivateCa.newKey();
        EvidenceCa ca = EvidenceCa.create(root, name, now);
        OwnerOnly.write(
                directory.resolve(SIGNER), certified(ca, "evidence", KeyPurposeId.id_kp_emailProtection, address, now));
        OwnerOnly.write(
                directory.resolve(STAMPER), certified(ca, "time-stamps", KeyPurposeId.id_kp_timeStamping, "", now));
        OwnerOnly.write(directory.resolve(AUTHORITY), Pem.text(List.of(ca.certificate())));
    }

    private static String certified(EvidenceCa ca, String what, KeyPurposeId purpose, String address, Instant now) {
        KeyPair key = PrivateCa.newKey();
        X509Certificate certificate = ca.issue(key.getPublic(), what, purpose, address, now);
        return Pem.text(key.getPrivate()) + Pem.text(List.of(certificate));
    }

    private static TlsIdentity identity(Path file) throws TlsException {
        return TlsIdentity.fromPem(file, file);
    }
}
