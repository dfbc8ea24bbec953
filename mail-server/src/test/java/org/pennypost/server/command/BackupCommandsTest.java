package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.ExitStatus;

/** The commands as a shell starts them, one of them killed in the middle. */
class BackupCommandsTest {
    private static final int MANY = 200;

    @TempDir
    Path directory;

    @Test
    void aBackupThatIsKilledLeavesTheOlderOneAndIsMadeGoodByTheNext() throws Exception {
        try (Child add = Child.start(directory, "user", "add", "anna", "--password-stdin", "--data", "d")
                .type("secret")) {
            assertEquals("added anna\n", add.rest());
        }
        bring(1);
        says("made ", "backup", "b", "--data", "d");
        bring(MANY);
        try (Child killed = Child.start(directory, "backup", "b", "--data", "d")) {
            long before = objects();
            while (objects() < before + 20 && killed.isAlive()) {
                Thread.onSpinWait();
            }
            killed.kill();
            killed.rest();
        }
        assertEquals(1, says("", "backup", "list", "b").lines().count());
        says("all is well in 1 backup", "backup", "verify", "b");
        says("made ", "backup", "b", "--data", "d");
        says("all is well in 2 backups", "backup", "verify", "b");
        says("restored ", "restore", "b", "--data", "new");
        says(" " + (MANY + 1) + " ", "mailbox", "status", "--data", "new", "--user", "anna");
        says("all is well", "mailbox", "verify", "--data", "new");
        try (Child again = Child.start(directory, "restore", "b", "--data", "new")) {
            assertTrue(again.rest().contains("is not empty"));
            assertEquals(ExitStatus.INPUT_OUTPUT, again.status());
        }
    }

    private void bring(int messages) throws Exception {
        Path mbox = directory.resolve("some.mbox");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(mbox))) {
            for (int i = 0; i < messages; i++) {
                out.write(("From a@example.org Sat Jan  3 01:05:34 2004\nSubject: " + i + "\n\n"
                                + (i + " ").repeat(10_000) + "\n\n")
                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
        says("imported ", "import", "--data", "d", "--user", "anna", mbox.toString());
    }

    private long objects() {
        String[] names = directory.resolve("b/objects").toFile().list();
        return names == null ? 0 : names.length;
    }

    private String says(String expected, String... arguments) throws Exception {
        try (Child child = Child.start(directory, arguments)) {
            String said = child.rest();
            assertTrue(said.contains(expected), said);
            assertEquals(ExitStatus.OK, child.status(), said);
            return said;
        }
    }
}
