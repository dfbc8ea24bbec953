package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the certificate of an RSA key the suites that RFC 9051 §11.1 names are served. */
class RsaSuiteTest {
    // RFC9051-11.1-c
    @ParameterizedTest
    @CsvSource({
        "JDK, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "JDK, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "BOUNCY_CASTLE, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "BOUNCY_CASTLE, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
    })
    void isServed(TlsProvider provider, String suite) throws Exception {
        TlsIdentity rsa = SelfSigned.rsa(Pairing.HOST, Instant.now());
        TlsPolicy only = TlsPolicy.recommended().withProtocols("TLSv1.2").withCipherSuites(suite);
        Wire wire = Wire.uncut(
                        TlsContext.builder()
                                .provider(TlsProvider.JDK)
                                .policy(only)
                                .trusting(rsa.chain())
                                .build()
                                .clientLayer(Pairing.HOST, 1),
                        TlsContext.builder()
                                .provider(provider)
                                .identity(rsa)
                                .build()
                                .serverLayer())
                .runWell();
        assertEquals(suite, wire.server.layer.facts().cipherSuite());
    }
}
