package org.pennypost.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates as others make them: of any key type, without the extensions of a CA. */
final class SelfSigned {

    private SelfSigned() {}

    static TlsIdentity identity(String name, Instant now) throws Exception {
        return identity(name, now, PrivateCa.newKey(), "SHA256withECDSA");
    }

    static TlsIdentity rsa(String name, Instant now) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return identity(name, now, generator.generateKeyPair(), "SHA256withRSA");
    }

    static TlsIdentity identity(String name, Instant now, KeyPair key, String signature) throws Exception {
        return new TlsIdentity(key.getPrivate(), List.of(certificate(name, now, key, signature)));
    }

    static X509Certificate certificate(String name, Instant now, KeyPair key, String signature) throws Exception {
        X500Principal subject = new X500Principal("CN=" + name);
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.TEN,
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(90))),
                subject,
                key.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
        var signers = new JcaContentSignerBuilder(signature);
        if (signature.endsWith("MGF1")) {
            signers.setProvider(new BouncyCastleProvider()); // the JDK has it by another name
        }
        var signer = signers.build(key.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
