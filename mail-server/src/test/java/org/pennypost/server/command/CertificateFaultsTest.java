package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsIdentity;

class CertificateFaultsTest {
    private final Instant now = Instant.now();

    @TempDir
    Path directory;

    private TlsIdentity identity;

    @BeforeEach
    void certify() throws Exception {
        identity = CertificateStore.open(directory, List.of("mail.example.org", "imap.example.net"), Clock.systemUTC())
                .server();
    }

    @Test
    void whatIsValidForTheHostIsRight() {
        assertEquals(List.of(), faults("mail.example.org", now));
        assertEquals(List.of(), faults("IMAP.example.net", now));
    }

    @Test
    void anotherHostIsAFault() {
        String fault = String.join("\n", faults("mx.example.org", now));
        assertTrue(fault.startsWith("no certificate is for mx.example.org, the host in [server], but for "), fault);
    }

    @Test
    void anotherTimeIsAFault() {
        assertEquals(
                "the certificate of CN=mail.example.org has expired on "
                        + identity.certificate()
                                .getNotAfter()
                                .toInstant()
                                .toString()
                                .substring(0, 10)
                        + "; put a new one in its place",
                String.join("\n", faults("mail.example.org", now.plus(Duration.ofDays(500)))));
        assertEquals(
                1, faults("mail.example.org", now.minus(Duration.ofDays(500))).size());
    }

    private List<String> faults(String host, Instant when) {
        return CertificateFaults.of(List.of(identity), host, when);
    }
}
