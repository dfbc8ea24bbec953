package org.pennypost.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    @TempDir
    Path directory;

    /** What is signed by the old ones could not be verified by the new ones. */
    @Test
    void keysOfAnAuthorityThatCannotBeLookedAtAreNotMadeAnew() throws Exception {
        EvidenceKeys.in(directory, "mail.example.org", "postmaster@example.org", NOW);
        byte[] signer = Files.readAllBytes(directory.resolve("signer.pem"));
        Path authority = directory.resolve("authority.pem");
        Files.delete(authority);
        Files.createSymbolicLink(authority, authority.getFileName()); // leads to itself

        assertThrows(
                TlsException.class,
                () -> EvidenceKeys.in(directory, "mail.example.org", "postmaster@example.org", NOW));
        assertArrayEquals(signer, Files.readAllBytes(directory.resolve("signer.pem")));
    }
}
