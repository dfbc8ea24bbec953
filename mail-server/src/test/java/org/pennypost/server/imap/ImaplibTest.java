package org.pennypost.server.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.imap.ServedImap.Way;

/**
 * Python's imaplib, where Python is installed, with what few clients know: PARTIAL, UIDONLY, UIDBATCHES, CONTEXT,
 * MULTISEARCH, FILTERS, LANGUAGE and URLAUTH.
 */
class ImaplibTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    @Test
    void extensionsWorkThroughItsEyes() throws Exception {
        Optional<Path> python = Programs.find("python3");
        assumeTrue(python.isPresent(), "python3 is not installed");
        Path program = Path.of(ImaplibTest.class.getResource("extensions.py").toURI());
        Path log = directory.resolve("log");
        try (ServedImap site = ServedImap.start(directory)) {
            Process process = new ProcessBuilder(
                            python.get().toString(),
                            program.toString(),
                            Integer.toString(site.port(Way.CLEAR)),
                            ServedImap.USER,
                            ServedImap.PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroy();
            String said = Files.readString(log);
            assertTrue(ended, said);
            assertEquals(0, process.exitValue(), said);
            assertTrue(said.matches("\\d+ checks\\s*"), said);
        }
    }
}
