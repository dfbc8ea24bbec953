package org.pennypost.server.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.Keytool;
import org.pennypost.server.dns.Association;
import org.pennypost.server.tlsreport.AppliedPolicy;
import org.pennypost.server.tlsreport.TlsFault;

/** Whether what a host shows is what its TLSA records name. */
class DaneTest {
    private static final String HOST = "mx.example.net";

    @TempDir
    Path directory;

    // RFC 7671 §5.2.2
    @Test
    void anAuthorityThatTheDnsHasAsAWholeNeedNotBeShown() throws Exception {
        authority("ca", "-validity 900");
        authority("other", "-validity 900");
        X509Certificate leaf = leaf("ca", HOST, "-validity 90");
        Association whole = Association.of(2, 0, 0, certificate("ca").getEncoded());
        assertEquals(Optional.empty(), fault(whole, leaf));
        assertEquals(Optional.empty(), fault(whole, leaf, certificate("ca")));
        Association another = Association.of(2, 0, 0, certificate("other").getEncoded());
        assertEquals(Optional.of(TlsFault.Kind.CERTIFICATE_NOT_TRUSTED), fault(another, leaf));
        X509Certificate elsewhere = leaf("ca", "mx.example.com", "-validity 90");
        assertEquals(Optional.of(TlsFault.Kind.CERTIFICATE_HOST_MISMATCH), fault(whole, elsewhere));
    }

    /** Somebody may call himself as the authority is called. */
    @Test
    void theNameOfAnAuthorityIsNotEnough() throws Exception {
        authority("ca", "-validity 900");
        X509Certificate real = certificate("ca");
        Files.delete(directory.resolve("ca.p12"));
        authority("ca", "-validity 900");
        Association whole = Association.of(2, 0, 0, real.getEncoded());
        assertEquals(Optional.of(TlsFault.Kind.VALIDATION_FAILURE), fault(whole, leaf("ca", HOST, "-validity 90")));
    }

    // RFC 8460 §4.3.1
    @Test
    void whatHasEndedProvesNothingUnlessItIsNamedItself() throws Exception {
        authority("ca", "-validity 900");
        authority("old", "-startdate -400d -validity 300");
        X509Certificate ended = leaf("ca", HOST, "-startdate -90d -validity 30");
        Association authority = Association.of(2, 0, 0, certificate("ca").getEncoded());
        assertEquals(Optional.of(TlsFault.Kind.CERTIFICATE_EXPIRED), fault(authority, ended, certificate("ca")));
        Association old = Association.of(2, 0, 0, certificate("old").getEncoded());
        X509Certificate late = leaf("old", HOST, "-validity 90");
        assertEquals(Optional.of(TlsFault.Kind.CERTIFICATE_EXPIRED), fault(old, late, certificate("old")));
        Association own = Association.of(3, 0, 0, ended.getEncoded());
        assertEquals(Optional.empty(), fault(own, ended)); // RFC 7672 §3.1.1
    }

    // RFC 6698 §4.1
    @Test
    void whatIsMalformedIsOfNoUse() throws Exception {
        authority("ca", "-validity 900");
        byte[] whole = certificate("ca").getEncoded();
        assertTrue(Association.of(3, 1, 1, new byte[32]).usable());
        assertTrue(Association.of(3, 1, 2, new byte[64]).usable());
        assertTrue(Association.of(2, 0, 0, whole).usable());
        assertFalse(Association.of(3, 1, 1, new byte[20]).usable());
        assertFalse(Association.of(3, 1, 2, new byte[32]).usable());
        assertFalse(Association.of(2, 0, 0, new byte[32]).usable());
        assertFalse(Association.of(3, 0, 0, Files.readAllBytes(pem(whole))).usable(), "text is no certificate there");
        assertFalse(
                Association.of(2, 0, 0, Arrays.copyOf(whole, whole.length + 1)).usable());
    }

    // RFC 6698 §2.1.3
    /** Else one such record would keep all mail back, instead of having it go as where nothing is of use. */
    @Test
    void aKeyThatIsNoneIsOfNoUse() throws Exception {
        for (String kind : List.of("RSA", "EC", "Ed25519", "Ed448")) {
            byte[] key = KeyPairGenerator.getInstance(kind)
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            assertTrue(Association.of(3, 1, 0, key).usable(), kind);
            assertFalse(
                    Association.of(3, 1, 0, Arrays.copyOf(key, key.length - 1)).usable(), kind);
            assertFalse(
                    Association.of(2, 1, 0, Arrays.copyOf(key, key.length + 1)).usable(), kind);
        }
        assertFalse(Association.of(3, 1, 0, new byte[32]).usable(), "a digest in the wrong place");
        assertFalse(Association.of(3, 1, 0, new byte[0]).usable());
        authority("ca", "-validity 900");
        X509Certificate leaf = leaf("ca", HOST, "-validity 90");
        Association own = Association.of(3, 1, 0, leaf.getPublicKey().getEncoded());
        assertTrue(own.usable());
        assertEquals(Optional.empty(), fault(own, leaf));
    }

    private Path pem(byte[] certificate) throws Exception {
        String text = Base64.getMimeEncoder().encodeToString(certificate);
        return Files.writeString(
                directory.resolve("pem"), "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }

    private static Optional<TlsFault.Kind> fault(Association association, X509Certificate... chain) {
        Demand demand = new Demand(
                Demand.Level.DANE, true, List.of(association), Set.of(HOST, "example.net"), AppliedPolicy.NONE);
        return Dane.check(demand, List.of(chain)).map(TlsFault::kind);
    }

    private void authority(String name, String life) throws Exception {
        keytool("-genkeypair -keyalg EC -groupname secp256r1 -dname CN=" + name + " -ext bc:c " + life + store(name));
        keytool("-exportcert -file " + name + ".crt" + store(name));
    }

    private X509Certificate leaf(String authority, String host, String life) throws Exception {
        String key = " -storepass moonlight -storetype PKCS12 -keystore " + host + ".p12 -alias host";
        Files.deleteIfExists(directory.resolve(host + ".p12"));
        keytool("-genkeypair -keyalg EC -groupname secp256r1 -dname CN=" + host + key);
        keytool("-certreq -file host.csr" + key);
        keytool("-gencert -infile host.csr -outfile host.crt -ext san=dns:" + host + " " + life + store(authority));
        return certificate("host");
    }

    private static String store(String name) {
        return " -storepass moonlight -storetype PKCS12 -keystore " + name + ".p12 -alias " + name;
    }

    private void keytool(String arguments) throws Exception {
        Keytool.run(directory, arguments);
    }

    private X509Certificate certificate(String name) throws Exception {
        try (InputStream octets = Files.newInputStream(directory.resolve(name + ".crt"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(octets);
        }
    }
}
