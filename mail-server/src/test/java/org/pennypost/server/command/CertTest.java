package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.ExitStatus;

class CertTest {
    @TempDir
    Path directory;

    @Test
    void showRenewAndTrustSayWhatAClientNeeds() throws Exception {
        assertFails("is not there yet", "cert", "show", "--data", "d");
        Path server = directory.resolve("d/tls/server.pem");
        assertTrue(says("cert", "renew", "--data", "d").contains("made the server's certificate"));
        String before = Files.readString(server);
        String shown = says("cert", "show", "--data", "d");
        for (String part : List.of("localhost, 127.0.0.1", "396 days left", "EC, 256 bits", "TLSA 3 1 1 ", "ca.pem")) {
            assertTrue(shown.contains(part), shown);
        }
        assertTrue(says("cert", "renew", "--data", "d").contains("renewed the server's certificate"));
        assertNotEquals(before, Files.readString(server));
        assertEquals(line("DANE", shown), line("DANE", says("cert", "show", "--data", "d")), "the key stays");
        String trusted = says("cert", "trust", "--data", "d");
        assertTrue(trusted.contains("Thunderbird"));
        assertTrue(trusted.endsWith(Files.readString(directory.resolve("d/tls/ca.pem"))), trusted);
    }

    @Test
    void ownCertificatesAreShownAndRenewedElsewhere() throws Exception {
        says("cert", "renew", "--data", "d");
        Files.write(
                directory.resolve("my.conf"),
                List.of("[tls]", "certificate = d/tls/server.pem", "key = d/tls/server-key.pem"));
        assertTrue(says("cert", "show", "--config", "my.conf").contains("as they do if it is a public CA"));
        assertFails("renew it where you have it from", "cert", "renew", "--config", "my.conf");
        assertFails("clients trust that already", "cert", "trust", "--config", "my.conf");
        Files.writeString(directory.resolve("d/tls/server-key.pem"), "");
        assertFails("holds no private key", "cert", "show", "--config", "my.conf");
    }

    private String says(String... command) throws Exception {
        try (Child child = Child.start(directory, command)) {
            String said = child.rest();
            assertEquals(ExitStatus.OK, child.status(), said);
            return said;
        }
    }

    private void assertFails(String part, String... command) throws Exception {
        try (Child child = Child.start(directory, command)) {
            String said = child.rest();
            assertEquals(ExitStatus.FAILED, child.status(), said);
            assertTrue(said.contains(part) && said.lines().count() == 1, said);
        }
    }

    private static String line(String beginning, String text) {
        return text.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }
}
