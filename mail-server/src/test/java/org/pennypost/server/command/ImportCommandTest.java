package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Mails;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Role;

/** The import from another server as a shell starts it. */
class ImportCommandTest {
    @TempDir
    Path directory;

    @Test
    void anAccountIsPulledAndThenOnlyWhatIsNew() throws Exception {
        try (Child add = Child.start(directory, "user", "add", "anna", "--password-stdin", "--data", "d")
                .type("secret")) {
            assertEquals("added anna\n", add.rest());
        }
        Files.writeString(directory.resolve("password"), "tanstaaf\n");
        MemoryStore there = new MemoryStore();
        try (MailServer old = MailServer.builder()
                .maildir(directory.resolve("old"))
                .store(there)
                .user("tim", "tanstaaf")
                .serving(Role.IMAPS)
                .start()) {
            Mails.append(there.account("tim"), "Subject: one\r\n\r\nx\r\n", Flag.SEEN);
            String url = "imaps://tim@localhost:"
                    + old.address(Role.IMAPS).orElseThrow().getPort() + "/";
            String authority = old.authority().orElseThrow().toString();
            says(ExitStatus.OK, "imported 1 message in 1 mailbox", url, "--ca", authority);
            Mails.append(there.account("tim"), "Subject: two\r\n\r\nx\r\n");
            says(ExitStatus.OK, "imported 1 message in 1 mailbox", url, "--ca", authority);
            String untrusted = says(ExitStatus.FAILED, "imported 0 messages", url);
            assertTrue(untrusted.contains("stopped: ") && untrusted.contains("goes on from here"), untrusted);
            says(ExitStatus.USAGE, "leave the password out", url.replace("tim@", "tim:tanstaaf@"));
        }
    }

    /** A script that moves many users looks at the status, and not at what was said. */
    @Test
    void mailThatWasLeftOutIsToldByTheStatus() throws Exception {
        try (Child add = Child.start(directory, "user", "add", "anna", "--password-stdin", "--data", "d")
                .type("secret")) {
            assertEquals("added anna\n", add.rest());
        }
        Path from = Files.createDirectory(directory.resolve("from"));
        Files.writeString(from.resolve("one.eml"), "Subject: one\n\nx\n");
        Files.writeString(from.resolve("notes.txt"), "no mail\n");
        says(ExitStatus.OK, "imported 1 message in 1 mailbox", from.toString());
        Files.createSymbolicLink(from.resolve("two.eml"), from.resolve("one.eml"));
        String said = says(ExitStatus.DATA, "imported 1 message in 1 mailbox", from.toString());
        assertTrue(said.contains("left out: ") && said.contains("two.eml is a symbolic link"), said);
    }

    private String says(int status, String expected, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 7];
        System.arraycopy(
                new String[] {"import", "--data", "d", "--user", "anna", "--password-file", "password"}, 0, all, 0, 7);
        System.arraycopy(arguments, 0, all, 7, arguments.length);
        try (Child child = Child.start(directory, all)) {
            String said = child.rest();
            assertTrue(said.contains(expected), said);
            assertEquals(status, child.status(), said);
            return said;
        }
    }
}
