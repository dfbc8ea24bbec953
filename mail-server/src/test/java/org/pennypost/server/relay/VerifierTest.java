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

/** Whether a certificate is that of the host which the operator has named. */
class VerifierTest {
    @TempDir
    Path directory;

    // RFC 9525 §6.4
    @Test
    void aServerMayBeKnownByItsNumber() throws Exception {
        X509Certificate shown = certificate(" -ext san=ip:2001:db8::25,ip:192.0.2.25");
        for (String right : List.of("2001:db8::25", "2001:DB8:0::0025", "192.0.2.25")) {
            assertEquals(Optional.empty(), fault(shown, right), right);
        }
        for (String other : List.of("2001:db8::26", "192.0.2.26", "mx.example.net")) {
            assertEquals(Optional.of(TlsFault.Kind.CERTIFICATE_HOST_MISMATCH), fault(shown, other), other);
        }
    }

    // RFC4954-14-b RFC4954-14-c: in any case, by any of its names, and by none that only its subject has
    @Test
    void aCertificateIsForTheNamesThatItHas() throws Exception {
        X509Certificate certificate = certificate(" -ext san=dns:smtp.example.net,dns:*.example.org");
        for (String right : List.of("smtp.example.net", "SMTP.Example.NET", "a.example.org")) {
            assertEquals(Optional.empty(), fault(certificate, right), right);
        }
        for (String wrong : List.of("example.org", "a.b.example.org", "mx.example.net", "subject.example")) {
            assertEquals(Optional.of(TlsFault.Kind.CERTIFICATE_HOST_MISMATCH), fault(certificate, wrong), wrong);
        }
    }

    // RFC4954-14-a
    @Test
    void whoShowsNothingOrWhatNobodyVouchesForIsNotTrusted() throws Exception {
        X509Certificate certificate = certificate(" -ext san=dns:smtp.example.net");
        Demand demand = Demand.certificate("smtp.example.net", true, AppliedPolicy.NONE);
        Verifier verifier = Verifier.of(List.of());
        for (List<X509Certificate> chain : List.of(List.<X509Certificate>of(), List.of(certificate))) {
            assertEquals(
                    Optional.of(TlsFault.Kind.CERTIFICATE_NOT_TRUSTED),
                    verifier.check(demand, chain).map(TlsFault::kind));
        }
    }

    private static Optional<TlsFault.Kind> fault(X509Certificate certificate, String name) throws Exception {
        return Verifier.of(List.of(certificate))
                .check(Demand.certificate(name, true, AppliedPolicy.NONE), List.of(certificate))
                .map(TlsFault::kind);
    }

    private X509Certificate certificate(String extensions) throws Exception {
        String key = " -storepass moonlight -storetype PKCS12 -keystore host.p12 -alias host";
        Keytool.run(
                directory,
                "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=subject.example -validity 90" + extensions
                        + key);
        Keytool.run(directory, "-exportcert -file host.crt" + key);
        try (InputStream octets = Files.newInputStream(directory.resolve("host.crt"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(octets);
        }
    }
}
