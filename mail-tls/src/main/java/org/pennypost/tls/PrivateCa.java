package org.pennypost.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * A certification authority for one server (RFC 5280): EC P-256, ten years, no CA below it, and no name but those of
 * the server and of loopback. Who trusts it trusts it for nothing else: a thief of its key cannot forge other sites.
 *
 * @param identity the CA's own key and certificate
 */
record PrivateCa(TlsIdentity identity) {

    static final String NAME_PREFIX = "Pennypost private CA for ";

    private static final Duration CA_LIFE = Duration.ofDays(3653);
    /** Clients refuse public certificates above 398 days; some apply that to private ones. */
    private static final Duration SERVER_LIFE = Duration.ofDays(397);
    /** For a client whose clock is slow. */
    private static final Duration BACKDATED = Duration.ofHours(1);
    /** RFC 5280 Appendix A.1: ub-common-name. */
    private static final int MAX_COMMON_NAME = 64;

    /** Technically bounded to servers: a certificate for mail signatures or code would not be believed. */
    private static final ExtendedKeyUsage SERVER_AUTH = new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth);

    private static final SecureRandom RANDOM = new SecureRandom();

    static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM); // RFC 9325 §4.2
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256 keys; is the module jdk.crypto.ec missing?", e);
        }
    }

    /** Makes the CA's own certificate, self-signed. */
    static PrivateCa create(KeyPair key, SubjectNames names, Instant now) {
        X500Name subject = commonName(NAME_PREFIX + names.first());
        return new PrivateCa(
                new TlsIdentity(key.getPrivate(), List.of(authority(subject, key, permitted(names), now))));
    }

    /** Makes the same CA's certificate anew: same key, name and constraints, so that what it issued stays valid. */
    PrivateCa renewed(Instant now) {
        KeyPair key = new KeyPair(certificate().getPublicKey(), identity.key());
        GeneralSubtree[] permitted =
                Arrays.stream(permitted()).map(PrivateCa::wellFormed).toArray(GeneralSubtree[]::new);
        X500Name subject = holder().getSubject();
        return new PrivateCa(new TlsIdentity(key.getPrivate(), List.of(authority(subject, key, permitted, now))));
    }

    X509Certificate certificate() {
        return identity.certificate();
    }

    /** Issues a server certificate; it never outlives the CA. */
    X509Certificate issue(PublicKey key, SubjectNames names, Instant now) {
        Instant end = now.plus(SERVER_LIFE);
        Instant caEnd = certificate().getNotAfter().toInstant();
        X500Name subject = commonName(names.first());
        var builder = builder(holder().getSubject(), subject, now, end.isBefore(caEnd) ? end : caEnd, key);
        try {
            JcaX509ExtensionUtils keyIds = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, SERVER_AUTH);
            builder.addExtension(Extension.subjectAlternativeName, false, names.subjectAlternatives());
            builder.addExtension(Extension.subjectKeyIdentifier, false, keyIds.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    keyIds.createAuthorityKeyIdentifier(certificate().getPublicKey()));
            return sign(builder, identity.key());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    boolean issued(X509Certificate certificate) {
        try {
            certificate.verify(certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** RFC 5280 §4.2.1.10: whether the CA's own constraints let it speak for these names. */
    boolean permits(SubjectNames names) {
        GeneralSubtree[] permitted = permitted();
        if (permitted.length == 0) {
            return true;
        }
        PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
        validator.intersectPermittedSubtree(permitted);
        try {
            for (String name : names.names()) {
                validator.checkPermitted(SubjectNames.generalName(name));
            }
            return true;
        } catch (NameConstraintValidatorException e) {
            return false;
        }
    }

    /** A CA that was made before any host name was configured; nobody but this machine can have a use for it. */
    boolean knowsOnlyLoopback() {
        return List.of(permitted()).equals(List.of(permitted(SubjectNames.LOOPBACK_ONLY)));
    }

    /** Whether strict clients (NSS among them) refuse it: it permits addresses as if they were host names. */
    boolean isMalformed() {
        return Arrays.stream(permitted()).anyMatch(PrivateCa::isMisplaced);
    }

    private static boolean isMisplaced(GeneralSubtree permitted) {
        GeneralName base = permitted.getBase();
        return base.getTagNo() == GeneralName.dNSName
                && base.getName().toString().contains("/");
    }

    private static GeneralSubtree wellFormed(GeneralSubtree permitted) {
        return isMisplaced(permitted)
                ? new GeneralSubtree(new GeneralName(
                        GeneralName.iPAddress, permitted.getBase().getName().toString()))
                : permitted;
    }

    private GeneralSubtree[] permitted() {
        NameConstraints constraints = NameConstraints.getInstance(
                holder().getExtensions().getExtensionParsedValue(Extension.nameConstraints));
        boolean none = constraints == null || constraints.getPermittedSubtrees() == null;
        return none ? new GeneralSubtree[0] : constraints.getPermittedSubtrees();
    }

    private static GeneralSubtree[] permitted(SubjectNames names) {
        return names.names().stream()
                .map(PrivateCa::onlyThis)
                .map(GeneralSubtree::new)
                .toArray(GeneralSubtree[]::new);
    }

    /** RFC 5280 §4.2.1.10: an address is followed by its mask, in 8 or 32 octets. */
    private static GeneralName onlyThis(String name) {
        GeneralName itself = SubjectNames.generalName(name);
        return itself.getTagNo() == GeneralName.iPAddress
                ? new GeneralName(GeneralName.iPAddress, name + (IPAddress.isValidIPv4(name) ? "/32" : "/128"))
                : itself;
    }

    private static X509Certificate authority(X500Name subject, KeyPair key, GeneralSubtree[] permitted, Instant now) {
        var builder = builder(subject, subject, now, now.plus(CA_LIFE), key.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0)); // no CA below this one
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(Extension.extendedKeyUsage, false, SERVER_AUTH);
            if (permitted.length > 0) {
                builder.addExtension(Extension.nameConstraints, true, new NameConstraints(permitted, null));
            }
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
            return sign(builder, key.getPrivate());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Instant now, Instant end, PublicKey key) {
        // RFC 5280 §4.1.2.2: positive, at most 20 octets; 127 random bits cannot collide.
        BigInteger serial = new BigInteger(127, RANDOM).setBit(126);
        Date start = Date.from(now.minus(BACKDATED));
        return new JcaX509v3CertificateBuilder(issuer, serial, start, Date.from(end), subject, key);
    }

    static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) throws GeneralSecurityException {
        try {
            ContentSigner signer = new JcaContentSignerBuilder(Signatures.algorithm(key)).build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    static X500Name commonName(String name) {
        String bounded = name.length() > MAX_COMMON_NAME ? name.substring(0, MAX_COMMON_NAME) : name;
        return new X500NameBuilder().addRDN(BCStyle.CN, bounded).build();
    }

    /** From the encoded certificate, so that issuer and subject compare octet for octet. */
    private X509CertificateHolder holder() {
        try {
            return new JcaX509CertificateHolder(certificate());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }
}
