package org.pennypost.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/**
 * The authority behind a server's evidence (RFC 5280). Thirty years, because evidence is asked for late; it certifies
 * two keys when it is made and none afterwards.
 */
record EvidenceCa(KeyPair key, X509Certificate certificate) {
    private static final Duration LIFE = Duration.ofDays(10958);

    static EvidenceCa create(KeyPair key, String name, Instant now) {
        var subject = PrivateCa.commonName("Pennypost evidence authority of " + name);
        var builder = PrivateCa.builder(subject, subject, now, now.plus(LIFE), key.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
            return new EvidenceCa(key, PrivateCa.sign(builder, key.getPrivate()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    /** RFC 3161 §2.3: the one purpose of a time-stamping key is critical; here that of the other is too. */
    X509Certificate issue(PublicKey subject, String what, KeyPurposeId purpose, String address, Instant now) {
        try {
            var issuer = new JcaX509CertificateHolder(certificate).getSubject();
            String name = issuer.toString().replaceFirst(".* of ", "");
            X509v3CertificateBuilder builder = PrivateCa.builder(
                    issuer, PrivateCa.commonName("Pennypost " + what + " of " + name), now, now.plus(LIFE), subject);
            JcaX509ExtensionUtils keyIds = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            if (!address.isEmpty()) {
                GeneralNames names = new GeneralNames(new GeneralName(GeneralName.rfc822Name, address));
                builder.addExtension(Extension.subjectAlternativeName, false, names); // RFC 5280 §4.2.1.6
            }
            builder.addExtension(Extension.subjectKeyIdentifier, false, keyIds.createSubjectKeyIdentifier(subject));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    keyIds.createAuthorityKeyIdentifier(certificate.getPublicKey()));
            return PrivateCa.sign(builder, key.getPrivate());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }
}
