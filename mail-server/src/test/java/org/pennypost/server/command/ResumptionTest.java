package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL comes back with the session that the program gave it. */
class ResumptionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aSessionIsResumedByItsName(String version) throws Exception {
        OpensslCommand.assumeInstalled();
        String off = "smtp = off\nsubmission = off\npop2 = off\npop3 = off\npop3s = off\nimap = off\nimaps = off\n";
        Files.writeString(
                directory.resolve("my.conf"),
                "[store]\nkind = memory\n[listen]\naddress = 127.0.0.1\nsmtps = 0\n" + off);
        try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
            String port = child.lineWith("Listening").replaceAll(".*SMTPS ([0-9]+).*", "$1");
            String first = openssl(port, version + " -sess_out session.pem");
            assertTrue(first.contains("New, TLSv1."), first);
            assertFalse(first.contains("0040 - "), "a long ticket: " + first);
            String second = openssl(port, version + " -sess_in session.pem");
            assertTrue(second.contains("Reused, TLSv1."), second);
            assertTrue(second.contains("\n220 "), second);
        }
    }

    private String openssl(String port, String more) throws Exception {
        return OpensslCommand.run(
                directory, "QUIT\n", "s_client -connect 127.0.0.1:" + port + " -crlf -ign_eof " + more);
    }
}
