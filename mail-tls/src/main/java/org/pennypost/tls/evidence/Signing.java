package org.pennypost.tls.evidence;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Store;
import org.pennypost.tls.TlsIdentity;

/** Signatures of RFC 5652 §5, with one signer, ECDSA over SHA-256 (RFC 5754 §3.3 names the algorithms). */
final class Signing {
    /** Verifies ECDSA in a seventh of the time of the JDK's own provider. */
    static final Provider VERIFIER = new BouncyCastleProvider();

    private Signing() {}

    /**
     * Signs octets.
     *
     * @param time of the signature, RFC 5652 §11.3
     * @param enclosed whether they are in the result
     */
    static byte[] sign(
            byte[] octets, Instant time, TlsIdentity signer, List<X509Certificate> certificates, boolean enclosed) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build())
                    .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(signedAt(time)))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.key()), signer.certificate()));
            generator.addCertificates(new JcaCertStore(certificates));
            return generator
                    .generate(new CMSProcessableByteArray(octets), enclosed)
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException | OperatorCreationException | CertificateEncodingException | IOException e) {
            throw new IllegalStateException("this runtime cannot sign", e);
        }
    }

    private static AttributeTable signedAt(Instant time) {
        Attribute signingTime = new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time))));
        return new AttributeTable(new DERSet(signingTime));
    }

    /** What was signed, if it was signed by a key that the authority has certified. */
    static byte[] verified(byte[] signed, X509Certificate authority) throws EvidenceException {
        try {
            CMSSignedData data = new CMSSignedData(signed);
            requireOneForm(data, signed);
            Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
            if (signers.size() != 1 || data.getSignedContent() == null) {
                throw new EvidenceException("the signature has not one signer and what he signed");
            }
            SignerInformation signer = signers.iterator().next();
            X509CertificateHolder certificate = certificate(data.getCertificates(), signer);
            requireIssued(certificate, authority);
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(VERIFIER)
                    .build(certificate))) {
                throw new EvidenceException("the signature does not belong to what it is said to sign");
            }
            return (byte[]) data.getSignedContent().getContent();
        } catch (EvidenceException e) {
            throw e;
        } catch (CMSException | OperatorCreationException | CertificateException | IOException | RuntimeException e) {
            throw new EvidenceException(
                    "the signature is damaged: " + e.getMessage(), e); // the parser throws all kinds
        }
    }

    /** The certificates that came with a signature. */
    static List<X509Certificate> certificates(byte[] signed) throws EvidenceException {
        try {
            JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
            List<X509Certificate> certificates = new ArrayList<>();
            for (X509CertificateHolder one :
                    new CMSSignedData(signed).getCertificates().getMatches(null)) {
                certificates.add(converter.getCertificate(one));
            }
            return List.copyOf(certificates);
        } catch (CMSException | CertificateException | RuntimeException e) {
            throw new EvidenceException("the signature is damaged", e);
        }
    }

    /** RFC 5280 §6.1.3 for a path of two. Not by the clock of whoever verifies: evidence outlives certificates. */
    private static void requireIssued(X509CertificateHolder certificate, X509Certificate authority)
            throws EvidenceException {
        try {
            X509Certificate issued = new JcaX509CertificateConverter().getCertificate(certificate);
            issued.verify(authority.getPublicKey(), VERIFIER);
            if (issued.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
                    && certificate.toASN1Structure().getSignature().getPadBits() == 0) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw new EvidenceException("the signer is not certified by the authority", e);
        }
        throw new EvidenceException("the signer is not certified by the authority");
    }

    /** What a signature does not cover may have one form only, so that nobody can change an octet of it unseen. */
    private static void requireOneForm(CMSSignedData data, byte[] signed) throws IOException, EvidenceException {
        boolean plain = isSignedData(data)
                && data.getVersion() == 1
                && namesOneDigest(data)
                && data.getCertificates().getMatches(null).size() == 1
                && data.getCRLs().getMatches(null).isEmpty()
                && data.getSignerInfos().getSigners().stream().allMatch(one -> one.getUnsignedAttributes() == null);
        if (!plain || !Arrays.equals(data.getEncoded(ASN1Encoding.DER), signed)) {
            throw new EvidenceException("the signature is not in its one form");
        }
    }

    /** RFC 5652 §5.1: the digests are named outside of what is signed too. */
    static boolean namesOneDigest(CMSSignedData data) {
        Set<AlgorithmIdentifier> named = data.getDigestAlgorithmIDs();
        return named.size() == 1
                && data.getSignerInfos().getSigners().stream()
                        .allMatch(signer -> named.contains(signer.getDigestAlgorithmID()));
    }

    /** RFC 5652 §3, §5.2 and §5.3: what the parser does not look at. */
    static boolean isSignedData(CMSSignedData data) {
        ContentInfo all = data.toASN1Structure();
        return CMSObjectIdentifiers.signedData.equals(all.getContentType())
                && SignedData.getInstance(all.getContent())
                                .getEncapContentInfo()
                                .getContent()
                        instanceof ASN1OctetString
                && data.getSignerInfos().getSigners().stream()
                        .map(SignerInformation::toASN1Structure)
                        .allMatch(signer ->
                                signer.getVersion().hasValue(signer.getSID().isTagged() ? 3 : 1));
    }

    private static X509CertificateHolder certificate(
            Store<X509CertificateHolder> certificates, SignerInformation signer) throws EvidenceException {
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> found = certificates.getMatches(signer.getSID());
        if (found.size() != 1) {
            throw new EvidenceException("the certificate of the signer is not there");
        }
        return found.iterator().next();
    }
}
