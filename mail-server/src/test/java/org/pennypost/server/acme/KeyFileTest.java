package org.pennypost.server.acme;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path directory;

    /** The key of an account with a certificate authority is the account. */
    @Test
    void aKeyThatCannotBeLookedAtIsNotMadeAnew() throws Exception {
        Path key = directory.resolve("account.pem");
        Files.createSymbolicLink(key, key.getFileName()); // leads to itself

        assertThrows(IOException.class, () -> new KeyFile(key).pair());
        assertTrue(Files.isSymbolicLink(key));
    }
}
