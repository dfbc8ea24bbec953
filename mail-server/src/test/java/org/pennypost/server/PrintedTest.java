package org.pennypost.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintedTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(said, true, UTF_8);

    @Test
    void fileThatIsCutShortIsAFailure() throws IOException {
        Path file = Files.createFile(directory.resolve("ca.pem"));
        assertEquals(ExitStatus.INPUT_OUTPUT, Printed.status(ExitStatus.OK, full(), file, err));
        assertEquals(
                "pennypost: the output could not be written; is the disk full?",
                said.toString(UTF_8).strip());
    }

    @Test
    void whoClosesAPipeHasSeenEnough() {
        assertEquals(ExitStatus.FAILED, Printed.status(ExitStatus.FAILED, full(), directory.resolve("pipe"), err));
        assertEquals("", said.toString(UTF_8));
    }

    @Test
    void whatWasWrittenKeepsItsStatus() throws IOException {
        Path file = Files.createFile(directory.resolve("list"));
        PrintStream out = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        out.println("anna");
        assertEquals(ExitStatus.OK, Printed.status(ExitStatus.OK, out, file, err));
    }

    private static PrintStream full() {
        OutputStream disk = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        PrintStream out = new PrintStream(disk, false, UTF_8);
        out.println("anna");
        return out;
    }
}
