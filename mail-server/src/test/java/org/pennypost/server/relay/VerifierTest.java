package org.pennypost.server.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.Keytool;
import org.pennypost.server.tlsreport.AppliedPolicy;
import org.pennypost.server.tlsreport.TlsFault;

/** Whether a host is whom it is taken for. */
class VerifierTest {
    @TempDir
    Path directory;

    // RFC 9525 §6.4
    @Test
    void aServerMayBeKnownByItsNumber() throws Exception {
        X509Certificate shown = certificate("ip:2001:db8::25,ip:192.0.2.25");
        assertEquals(Optional.empty(), fault("2001:db8::25", shown));
        assertEquals(Optional.empty(), fault("2001:DB8:0::0025", shown));
        assertEquals(Optional.empty(), fault("192.0.2.25", shown));
        for (String other : List.of("2001:db8::26", "192.0.2.26", "mx.example.net")) {
            assertEquals(Optional.of(TlsFault.Kind.CERTIFICATE_HOST_MISMATCH), fault(other, shown), other);
        }
    }

    private static Optional<TlsFault.Kind> fault(String host, X509Certificate shown) throws Exception {
        Demand demand = Demand.certificate(host, true, AppliedPolicy.NONE);
        return Verifier.of(List.of(shown)).check(demand, List.of(shown)).map(TlsFault::kind);
    }

    private X509Certificate certificate(String names) throws Exception {
        String key = " -storepass moonlight -storetype PKCS12 -keystore host.p12 -alias host";
        Keytool.run(
                directory,
                "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=host -validity 90 -ext san=" + names + key);
        Keytool.run(directory, "-exportcert -file host.crt" + key);
        try (InputStream octets = Files.newInputStream(directory.resolve("host.crt"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(octets);
        }
    }
}
