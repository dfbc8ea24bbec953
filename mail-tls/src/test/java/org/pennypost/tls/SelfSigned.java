package org.pennypost.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates as others make them: of any key type, with no extension at all. */
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
        X500Principal subject = new X500Principal("CN=" + name);
        var builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.TEN,
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(90))),
                subject,
                key.getPublic());
        var signer = new JcaContentSignerBuilder(signature).build(key.getPrivate());
        return new TlsIdentity(
                key.getPrivate(), List.of(new JcaX509CertificateConverter().getCertificate(builder.build(signer))));
    }
}
