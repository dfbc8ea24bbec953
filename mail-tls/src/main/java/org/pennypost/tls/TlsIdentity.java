package org.pennypost.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * What one side of a TLS connection shows of itself: a private key and the certificate chain that goes with it.
 *
 * <p>Valid by construction: the chain begins with the certificate of this key, and each certificate is followed by its
 * issuer's (RFC 8446 §4.4.2; later certificates of a badly sorted file are sorted, strangers are left out).
 * Immutable and safe for any thread. {@link #toString()} shows no part of the key.
 *
 * <pre>{@code
 * TlsIdentity identity = TlsIdentity.fromPem(Path.of("fullchain.pem"), Path.of("privkey.pem"));
 * }</pre>
 *
 * @param key the private key: EC, RSA or EdDSA
 * @param chain the server's certificate, then its issuers; the root may be missing
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {

    public TlsIdentity {
        chain = sorted(chain);
        if (!belongTogether(key, chain.get(0).getPublicKey())) {
            throw new IllegalArgumentException("the private key does not belong to the certificate");
        }
    }

    /**
     * Reads whatever it is: PKCS#12 (RFC 7292), which holds both and whose second path is not looked at, or PEM
     * (RFC 7468).
     *
     * @param passphrase of the key; empty if none protects it
     */
    public static TlsIdentity read(Path certificate, Path key, char[] passphrase) throws TlsException {
        return Pem.isBinary(certificate) ? fromPkcs12(certificate, passphrase) : fromPem(certificate, key, passphrase);
    }

    /** Reads a chain and an unencrypted key from PEM files (RFC 7468); both may be in one file. */
    public static TlsIdentity fromPem(Path chain, Path key) throws TlsException {
        return fromPem(chain, key, new char[0]);
    }

    /** Reads a chain and a key that a passphrase protects; the passphrase is not kept. */
    public static TlsIdentity fromPem(Path chain, Path key, char[] passphrase) throws TlsException {
        List<X509Certificate> certificates = Pem.certificates(chain);
        PrivateKey privateKey = Pem.privateKey(key, passphrase);
        try {
            return new TlsIdentity(privateKey, certificates);
        } catch (IllegalArgumentException e) {
            throw TlsException.at(key, "is not the key of the first certificate in " + chain, e);
        }
    }

    /** Reads the first key entry of a PKCS#12 file (RFC 7292). */
    public static TlsIdentity fromPkcs12(Path file, char[] passphrase) throws TlsException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, passphrase);
            for (String alias : Collections.list(keys.aliases())) {
                Key key = keys.isKeyEntry(alias) ? keys.getKey(alias, passphrase) : null;
                if (key instanceof PrivateKey privateKey) {
                    return new TlsIdentity(privateKey, x509(keys.getCertificateChain(alias)));
                }
            }
            throw TlsException.at(file, "holds no private key with a certificate");
        } catch (NoSuchFileException e) {
            throw TlsException.at(file, "does not exist", e);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw TlsException.at(file, "cannot be opened; is it PKCS#12, and is the passphrase the right one?", e);
        }
    }

    /** The certificate that peers check: the first of the chain. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The host names that the certificate speaks for, in alphabetical order. */
    public List<String> hostNames() {
        return CertifiedNames.of(certificate()).names().stream().sorted().toList();
    }

    /** Whether a client that asks for a host would find its name in the certificate (RFC 9525 §6.3), in any letter case. */
    public boolean covers(String host) {
        return CertifiedNames.of(certificate()).cover(host.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + certificate().getSubjectX500Principal() + ", until "
                + certificate().getNotAfter().toInstant() + "]";
    }

    private static List<X509Certificate> sorted(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain without a certificate");
        }
        List<X509Certificate> rest = new ArrayList<>(chain);
        List<X509Certificate> sorted = new ArrayList<>(List.of(rest.remove(0)));
        for (var issuer = issuer(sorted, rest); issuer.isPresent(); issuer = issuer(sorted, rest)) {
            sorted.add(issuer.get());
            rest.remove(issuer.get());
        }
        return List.copyOf(sorted);
    }

    private static Optional<X509Certificate> issuer(List<X509Certificate> sorted, List<X509Certificate> rest) {
        X500Principal wanted = sorted.get(sorted.size() - 1).getIssuerX500Principal();
        return rest.stream()
                .filter(candidate -> candidate.getSubjectX500Principal().equals(wanted))
                .findFirst();
    }

    private static List<X509Certificate> x509(Certificate[] chain) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : chain) {
            certificates.add((X509Certificate) certificate);
        }
        return certificates;
    }

    /** Asked of the keys themselves, because a type-by-type comparison forgets a type. */
    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        try {
            byte[] sample = new byte[32];
            new SecureRandom().nextBytes(sample);
            Signature signer = Signature.getInstance(Signatures.algorithm(key));
            signer.initSign(key);
            signer.update(sample);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(Signatures.algorithm(key));
            verifier.initVerify(certified);
            verifier.update(sample);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
