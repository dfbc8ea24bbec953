package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL sees the OCSP response that goes with the certificate. */
class StaplingTest {
    private static final String OFF =
            "submission = off\nsmtps = off\npop2 = off\npop3 = off\npop3s = off\nimap = off\nimaps = 0\n";

    @TempDir
    Path directory;

    @BeforeEach
    void makeCertificates() throws Exception {
        OpensslCommand.assumeInstalled();
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=ca");
        openssl(
                "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out csr.pem -subj /CN=localhost");
        openssl("x509 -req -in csr.pem -CA ca.pem -CAkey ca.key -set_serial 4660 -out leaf.pem");
        Files.writeString(
                directory.resolve("chain.pem"),
                Files.readString(directory.resolve("leaf.pem")) + Files.readString(directory.resolve("ca.pem")));
        Files.writeString(directory.resolve("index"), "V\t491231235959Z\t\t1234\tunknown\t/CN=localhost\n");
    }

    @Test
    void aResponseInAFileGoesWithTheCertificate() throws Exception {
        String answer = "-CA ca.pem -rsigner ca.pem -rkey ca.key";
        openssl("ocsp -index index -issuer ca.pem -cert leaf.pem -ndays 7 -respout server.ocsp " + answer);
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            String seen = statusSeen(version);
            assertTrue(seen.contains("OCSP Response Status: successful (0x0)"), seen);
            assertTrue(seen.contains("Cert Status: good"), seen);
            assertTrue(seen.contains("Serial Number: 1234"), seen);
        }
    }

    @Test
    void withoutAUsableResponseTheHandshakeGoesOn() throws Exception {
        String seen = statusSeen("-tls1_3");
        assertTrue(seen.contains("OCSP response: no response sent"), seen);
        assertTrue(seen.contains("* OK"), seen);
        Files.writeString(directory.resolve("server.ocsp"), "none of this is DER");
        assertTrue(statusSeen("-tls1_2").contains("OCSP response: no response sent"));
    }

    private String statusSeen(String version) throws Exception {
        Files.writeString(
                directory.resolve("my.conf"),
                "[store]\nkind = memory\n[tls]\ncertificate = chain.pem\nkey = key.pem\nstapling = file\n"
                        + "ocsp-response = server.ocsp\n[listen]\naddress = 127.0.0.1\nsmtp = off\n" + OFF);
        try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
            String port = child.lineWith("Listening").replaceAll(".*IMAPS ([0-9]+).*", "$1");
            return openssl("s_client -connect 127.0.0.1:" + port + " -crlf -ign_eof -status -CAfile ca.pem " + version);
        }
    }

    private String openssl(String arguments) throws Exception {
        return OpensslCommand.run(directory, "a LOGOUT\n", arguments);
    }
}
