package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several certificates, chosen by the name that a client asks for (RFC 6066 §3). */
class ServerNameTest {

    private static final TlsIdentity FIRST = identity("mail.example.org", false);
    private static final TlsIdentity FIRST_RSA = identity("mail.example.org", true);
    private static final TlsIdentity WILD = identity("*.example.net", true);

    @ParameterizedTest
    @MethodSource("org.pennypost.tls.Pairing#all")
    void theCertificateWithTheNameIsShown(Pairing pairing) throws Exception {
        List<TlsIdentity> all = List.of(FIRST, FIRST_RSA, WILD);
        assertShown(FIRST, pairing, all, "mail.example.org");
        assertShown(WILD, pairing, all, "MX.example.net");
        assertShown(FIRST, pairing, all, "a.b.example.net"); // RFC 9525 §6.3: one label only
        assertShown(FIRST, pairing, all, "unknown.example");
        assertShown(FIRST, pairing, all, "127.0.0.1"); // RFC 6066 §3: no name at all
        assertShown(WILD, pairing, List.of(WILD, FIRST), "127.0.0.1"); // the first, EC or not
    }

    /** To a client that believes this certificate only, whatever its name. */
    private static void assertShown(TlsIdentity expected, Pairing pairing, List<TlsIdentity> identities, String host)
            throws Exception {
        SSLEngine engine = pairing.clientContext()
                .trusting(List.of(expected.certificate()))
                .build()
                .clientEngine(host, 993);
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(""); // null would change nothing
        engine.setSSLParameters(parameters);
        TlsContext server = pairing.serverContext().identities(identities).build();
        Wire.uncut(TlsLayer.over(engine), server.serverLayer()).runWell();
        assertEquals(expected.certificate(), engine.getSession().getPeerCertificates()[0], host);
    }

    private static TlsIdentity identity(String name, boolean rsa) {
        try {
            return rsa ? SelfSigned.rsa(name, Instant.now()) : SelfSigned.identity(name, Instant.now());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
