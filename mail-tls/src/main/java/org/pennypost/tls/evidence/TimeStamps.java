package org.pennypost.tls.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** Time-stamps of RFC 3161: what is asked of an authority, and whether what it answered holds. */
public final class TimeStamps {
    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeStamps() {}

    /** Answers requests; RFC 3161 §2.4. May block. */
    @FunctionalInterface
    public interface Authority {
        /** The response, in DER, to a request in DER. */
        byte[] answer(byte[] request) throws IOException;
    }

    /**
     * Has octets stamped.
     *
     * @param trusted the authorities whose stamps count
     * @return the response in DER, checked
     * @throws IOException if the authority cannot be reached or its stamp does not hold
     */
    public static byte[] stamp(byte[] octets, Authority authority, List<X509Certificate> trusted) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        try {
            TimeStampRequest request =
                    generator.generate(TSPAlgorithms.SHA256, Hash.of(octets).octets(), new BigInteger(64, RANDOM));
            byte[] answer = authority.answer(request.getEncoded());
            new TimeStampResponse(answer).validate(request);
            verified(answer, octets, trusted);
            return answer;
        } catch (org.bouncycastle.tsp.TSPException | RuntimeException e) {
            throw new EvidenceException(
                    "the time-stamp authority answers with what does not hold: " + e.getMessage(), e);
        }
    }

    /**
     * The time that a stamp witnesses.
     *
     * @throws EvidenceException if it is not a stamp of these octets, or not by somebody trusted
     */
    public static Instant verified(byte[] response, byte[] octets, List<X509Certificate> trusted)
            throws EvidenceException {
        try {
            TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
            if (token == null) {
                throw new EvidenceException("the time-stamp was refused");
            }
            if (!Hash.from(token.getTimeStampInfo().getMessageImprintDigest()).equals(Hash.of(octets))) {
                throw new EvidenceException("the time-stamp is of something else");
            }
            X509CertificateHolder signer = signer(token);
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer)); // RFC 3161 §2.3: purpose, and alone
            requireTrust(signer, token, trusted);
            return token.getTimeStampInfo().getGenTime().toInstant();
        } catch (EvidenceException e) {
            throw e;
        } catch (Exception e) { // the parser throws nearly everything on damaged octets
            throw new EvidenceException("the time-stamp does not hold: " + e.getMessage(), e);
        }
    }

    private static X509CertificateHolder signer(TimeStampToken token) throws EvidenceException {
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> found = token.getCertificates().getMatches(token.getSID());
        if (found.size() != 1) {
            throw new EvidenceException("the time-stamp comes without its certificate");
        }
        return found.iterator().next();
    }

    /** The signer is trusted, or was certified by somebody who is, directly or through those that came along. */
    private static void requireTrust(X509CertificateHolder signer, TimeStampToken token, List<X509Certificate> trusted)
            throws Exception {
        X509CertificateHolder link = signer;
        for (int depth = 0; depth < 8; depth++) {
            for (X509Certificate anchor : trusted) {
                if (java.util.Arrays.equals(anchor.getEncoded(), link.getEncoded()) || issued(link, anchor)) {
                    return;
                }
            }
            X509CertificateHolder issuer = issuer(link, token);
            if (issuer == null) {
                break;
            }
            link = issuer;
        }
        throw new EvidenceException("the time-stamp is by nobody who is trusted: " + signer.getSubject());
    }

    private static X509CertificateHolder issuer(X509CertificateHolder link, TimeStampToken token) throws Exception {
        for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
            Extension ca = one.getExtension(Extension.basicConstraints);
            if (one.getSubject().equals(link.getIssuer())
                    && !one.equals(link)
                    && ca != null
                    && link.isSignatureValid(
                            new org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder().build(one))) {
                return one;
            }
        }
        return null;
    }

    private static boolean issued(X509CertificateHolder certificate, X509Certificate authority) throws Exception {
        try {
            Signing.requireIssued(certificate, authority);
            return true;
        } catch (EvidenceException other) {
            return false;
        }
    }

    static boolean stamps(X509Certificate certificate) {
        try {
            return certificate.getExtendedKeyUsage() != null
                    && certificate.getExtendedKeyUsage().contains(KeyPurposeId.id_kp_timeStamping.getId());
        } catch (java.security.cert.CertificateParsingException e) {
            return false;
        }
    }
}
