package org.pennypost.server.command;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pennypost.core.address.Domain;

/** Certificates, as a person compares them with what a mail program shows. */
final class CertificateText {
    private CertificateText() {}

    /** A line for each thing to know. */
    static String of(Path file, X509Certificate certificate, Clock clock) {
        PublicKey key = certificate.getPublicKey();
        return "File       " + file + "\n"
                + "Subject    " + certificate.getSubjectX500Principal().getName() + "\n"
                + "Names      " + names(certificate) + "\n"
                + "Issuer     " + certificate.getIssuerX500Principal().getName() + "\n"
                + "Valid      " + date(certificate.getNotBefore().toInstant()) + " to "
                + date(certificate.getNotAfter().toInstant()) + ", " + remaining(certificate, clock) + "\n"
                + "Key        " + kind(key) + "\n"
                + "SHA-256    " + fingerprint(encoded(certificate)) + "\n"
                // RFC 6698 §2.1: DANE-EE, SubjectPublicKeyInfo, SHA-256; it outlives a renewal, which keeps the key
                + "DANE       TLSA 3 1 1 " + HexFormat.of().formatHex(sha256(key.getEncoded())) + "\n";
    }

    /** What to do with the CA's certificate. */
    static String advice(Path file, X509Certificate authority, Domain host) {
        return "This CA can speak for this server only. Compare its SHA-256 fingerprint where you import it:\n"
                + "  " + fingerprint(encoded(authority)) + "\n"
                + "  Thunderbird  Settings, Privacy & Security, Certificates, Manage, Authorities, Import\n"
                + "  Apple        open the file, then Keychain Access, Trust, Always Trust\n"
                + "  Windows      certutil -user -addstore Root FILE\n"
                + "  Debian       /usr/local/share/ca-certificates/NAME.crt, then update-ca-certificates\n"
                + "  curl, swaks  curl --cacert FILE, swaks --tls-ca-path FILE\n"
                + "  OpenSSL      openssl s_client -connect " + host + ":993 -CAfile FILE -verify_return_error\n"
                + "FILE is what follows, or a copy of " + file + "\n";
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? "none"
                    : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "damaged";
        }
    }

    private static String date(Instant when) {
        return when.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String remaining(X509Certificate certificate, Clock clock) {
        Instant now = clock.instant();
        long days = Duration.between(now, certificate.getNotAfter().toInstant()).toDays();
        if (certificate.getNotBefore().toInstant().isAfter(now)) {
            return "not valid yet";
        }
        return certificate.getNotAfter().toInstant().isBefore(now) ? "expired" : days + " days left";
    }

    private static String kind(PublicKey key) {
        if (key instanceof ECPublicKey curve) {
            return "EC, " + curve.getParams().getCurve().getField().getFieldSize() + " bits";
        }
        return key instanceof RSAPublicKey rsa ? "RSA, " + rsa.getModulus().bitLength() + " bits" : key.getAlgorithm();
    }

    private static String fingerprint(byte[] encoded) {
        return HexFormat.ofDelimiter(":").formatHex(sha256(encoded)).toUpperCase(Locale.ROOT);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}
