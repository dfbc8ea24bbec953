package org.pennypost.tls.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** Time-stamps of RFC 3161: what is asked of an authority, and whether what it answered holds. */
public final class TimeStamps {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DEEPEST = 8;

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
     * @return the response, checked and in the one form in which stamps are kept
     * @throws IOException if the authority cannot be reached or its stamp does not hold
     */
    public static byte[] stamp(byte[] octets, Authority authority, List<X509Certificate> trusted) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        byte[] response;
        try {
            TimeStampRequest request =
                    generator.generate(TSPAlgorithms.SHA256, Hash.of(octets).octets(), new BigInteger(64, RANDOM));
            TimeStampResponse answer = new TimeStampResponse(authority.answer(request.getEncoded()));
            answer.validate(request); // RFC 3161 §2.2: granted, the nonce, the imprint
            TimeStampToken token = token(answer);
            response = StampForm.of(token.toCMSSignedData(), path(token, trusted));
        } catch (TSPException | CMSException | RuntimeException e) {
            throw new EvidenceException("the time-stamp authority's answer does not hold: " + e.getMessage(), e);
        }
        verified(response, octets, trusted);
        return response;
    }

    /**
     * The time that a stamp witnesses.
     *
     * @throws EvidenceException if it is not a stamp of these octets, or not by somebody trusted
     */
    public static Instant verified(byte[] response, byte[] octets, List<X509Certificate> trusted)
            throws EvidenceException {
        try {
            TimeStampToken token = token(new TimeStampResponse(response));
            if (!Hash.from(token.getTimeStampInfo().getMessageImprintDigest()).equals(Hash.of(octets))) {
                throw new EvidenceException("the time-stamp is of something else");
            }
            List<X509CertificateHolder> path = path(token, trusted);
            token.validate(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(Signing.VERIFIER)
                    .build(path.get(0))); // RFC 3161 §2.3: its purpose too
            if (!StampForm.holds(response, token.toCMSSignedData(), path)) {
                throw new EvidenceException("the time-stamp was changed where its signature does not reach");
            }
            return token.getTimeStampInfo().getGenTime().toInstant();
        } catch (EvidenceException e) {
            throw e;
        } catch (TSPException
                | OperatorCreationException
                | CertificateException
                | CMSException
                | IOException
                | RuntimeException e) { // the parser throws all kinds on damaged octets
            throw new EvidenceException("the time-stamp does not hold: " + e.getMessage(), e);
        }
    }

    private static TimeStampToken token(TimeStampResponse response) throws EvidenceException {
        TimeStampToken token = response.getTimeStampToken();
        if (token == null) {
            throw new EvidenceException("the time-stamp was refused: " + response.getStatusString());
        }
        return token;
    }

    /** The signer's certificate, and those between him and somebody trusted, as far as they came along. */
    private static List<X509CertificateHolder> path(TimeStampToken token, List<X509Certificate> trusted)
            throws EvidenceException {
        List<X509CertificateHolder> path = new ArrayList<>();
        Optional<X509CertificateHolder> link =
                all(token).stream().filter(one -> token.getSID().match(one)).findFirst();
        while (link.isPresent() && path.size() < DEEPEST) {
            X509CertificateHolder here = link.get();
            path.add(here);
            if (trusted.stream().map(TimeStamps::holder).anyMatch(one -> one.equals(here) || issued(here, one))) {
                return path;
            }
            link = all(token).stream()
                    .filter(one -> !path.contains(one) && issued(here, one))
                    .findFirst();
        }
        throw new EvidenceException("the time-stamp is by nobody who is trusted: "
                + path.stream()
                        .map(one -> one.getSubject().toString())
                        .findFirst()
                        .orElse("without certificate"));
    }

    private static List<X509CertificateHolder> all(TimeStampToken token) {
        return List.copyOf(token.getCertificates().getMatches(null));
    }

    /** RFC 5280 §6.1.3, §6.1.4: signed by, and by one who may. */
    private static boolean issued(X509CertificateHolder certificate, X509CertificateHolder issuer) {
        try {
            BasicConstraints constraints = BasicConstraints.fromExtensions(issuer.getExtensions());
            return certificate.getIssuer().equals(issuer.getSubject())
                    && constraints != null
                    && constraints.isCA()
                    && certificate.isSignatureValid(new JcaContentVerifierProviderBuilder()
                            .setProvider(Signing.VERIFIER)
                            .build(issuer));
        } catch (CertException | CertificateException | OperatorCreationException | RuntimeException damaged) {
            return false;
        }
    }

    private static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate);
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }
}
