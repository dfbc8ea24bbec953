package org.pennypost.tls.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.pennypost.tls.EvidenceKeys;

/**
 * A time-stamp authority on this machine: RFC 3161 with a key of its own. It shows the form and guards against a signing
 * key that is stolen later; it says nothing that this machine's clock and operator do not say. Thread-safe.
 */
public final class BuiltInAuthority implements TimeStamps.Authority {
    /** A policy that promises no more than this class does; below the arc for UUIDs (ITU-T X.667). */
    static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("2.25.233519614012380417");

    private static final int ACCURACY_SECONDS = 1;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EvidenceKeys keys;
    private final InstantSource clock;

    private BuiltInAuthority(EvidenceKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** An authority that stamps by this clock. */
    public static BuiltInAuthority with(EvidenceKeys keys, InstantSource clock) {
        return new BuiltInAuthority(keys, clock);
    }

    @Override
    public byte[] answer(byte[] request) throws IOException {
        X509Certificate certificate = keys.stamper().certificate();
        try {
            DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build("SHA256withECDSA", keys.stamper().key(), certificate),
                    digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    POLICY);
            tokens.addCertificates(new JcaCertStore(List.of(certificate, keys.authority())));
            tokens.setAccuracySeconds(ACCURACY_SECONDS);
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(new TimeStampRequest(request), new BigInteger(127, RANDOM), Date.from(clock.instant()))
                    .getEncoded();
        } catch (Exception e) { // of four libraries, none of which an operator can do anything about
            throw new EvidenceException("the built-in time-stamp authority failed: " + e.getMessage(), e);
        }
    }
}
