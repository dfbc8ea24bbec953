package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.ExitStatus;

/** The commands as a shell starts them, each in a process of its own. */
class MailboxCommandsTest {
    private static final int SMALL = 200;
    private static final long LARGE = 80L * 1024 * 1024;

    @TempDir
    Path directory;

    @Test
    void mailComesInIsCheckedMendedIndexedAndGoesOutAgain() throws Exception {
        addUser();
        Path mbox = Files.writeString(
                directory.resolve("old.mbox"),
                "From a@example.org Sat Jan  3 01:05:34 2004\nSubject: one\nStatus: RO\n\ntext\n\n"
                        + "From b@example.org Sat Jan  3 01:05:34 2004\nSubject: two\n\ntext\n");
        says("imported 2 messages in 1 mailbox", "import", "--user", "Anna", "--into", "Old/Mail", mbox.toString());
        says("Old/Mail", "list", "--user", "anna");
        says("         2           1", "status", "--user", "anna");
        says("all is well", "verify");
        Path maildir = directory.resolve("d/mail/anna/Maildir/.Old.Mail");
        Path seen = only(maildir.resolve("cur"));
        Files.writeString(seen, "more\r\n", StandardOpenOption.APPEND);
        run(ExitStatus.FAILED, "its name says", "verify", "--user", "anna");
        assertEquals(1, count(maildir.resolve("cur")));
        says("repaired", "repair", "--user", "anna");
        says("all is well", "verify", "--user", "anna");
        says("indexed", "reindex", "--user", "anna");
        assertTrue(Files.exists(maildir.resolve("pennypost-cache-imap-fetch")));
        says("exported 2 messages in 1 mailbox", "export", "--user", "anna", "--mailbox", "Old/Mail", "out");
        assertEquals(2, count(directory.resolve("out/.Old.Mail/cur")));
    }

    @Test
    void whatCannotBeIsSaidInOneLine() throws Exception {
        addUser();
        assertEquals(1, run(ExitStatus.USAGE, "--user", "import", "x").lines().count());
        assertEquals(
                1,
                run(ExitStatus.FAILED, "no user nobody", "list", "--user", "nobody")
                        .lines()
                        .count());
        run(ExitStatus.USAGE, "mailbox what?");
        String gone = run(ExitStatus.FAILED, "imported 0 messages", "import", "--user", "anna", "nothing");
        assertTrue(gone.contains("stopped: "), gone);
        Files.writeString(directory.resolve("my.conf"), "[store]\nkind = memory\n");
        String memory = run(ExitStatus.FAILED, "this kind of store", "verify", "--config", "my.conf");
        assertEquals(1, memory.lines().count(), memory);
        try (Child help = Child.start(directory, "mailbox", "import", "--help")) {
            String text = help.rest();
            assertTrue(text.contains("For example") && text.contains("--into"), text);
        }
    }

    /** An mbox of any size goes through a small heap, even as one message. */
    @Test
    void memoryDoesNotGrowWithTheFile() throws Exception {
        addUser();
        Path mbox = directory.resolve("large.mbox");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(mbox))) {
            String start = "From a@example.org Sat Jan  3 01:05:34 2004\nSubject: x\n\n";
            for (int i = 0; i < SMALL; i++) {
                out.write((start + "small\n\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.write(start.getBytes(StandardCharsets.US_ASCII));
            byte[] line = ("x".repeat(99) + "\n").getBytes(StandardCharsets.US_ASCII);
            for (long octets = 0; octets < LARGE; octets += line.length) {
                out.write(line);
            }
        }
        try (Child child = Child.start(
                List.of("-Xmx24m"), directory, "mailbox", "import", "--data", "d", "--user", "anna", mbox.toString())) {
            String said = child.rest();
            assertTrue(said.contains("imported 201 messages"), said);
        }
        try (Child child = Child.start(
                List.of("-Xmx24m"),
                directory,
                List.of("mailbox export --data d --user anna --format mbox out".split(" "))
                        .toArray(new String[0]))) {
            String said = child.rest();
            assertTrue(said.contains("exported 201 messages"), said);
        }
        assertTrue(Files.size(directory.resolve("out/INBOX.mbox")) > LARGE);
    }

    @Test
    void progressIsABarOnATerminalAndLinesElsewhere() throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Gauge lines = new Gauge(new PrintStream(shown, true), false);
        for (int i = 1; i <= 1000; i++) {
            lines.progress("INBOX", i, 1000);
        }
        lines.notice("left out: x");
        assertEquals("INBOX: done\npennypost: left out: x\n", shown.toString(StandardCharsets.UTF_8));
        shown.reset();
        Gauge bar = new Gauge(new PrintStream(shown, true), true);
        long start = System.nanoTime();
        while (shown.size() == 0) {
            bar.progress("INBOX", 500, 1000);
            assertTrue(System.nanoTime() - start < 10_000_000_000L, "drawn within ten seconds");
        }
        assertTrue(shown.toString(StandardCharsets.UTF_8).matches("\rINBOX \\[#{15} {15}\\] 50%"));
        bar.progress("INBOX", 1000, 1000);
        assertTrue(shown.toString(StandardCharsets.UTF_8).endsWith("\rINBOX: done\n"));
    }

    private void addUser() throws Exception {
        try (Child add = Child.start(directory, "user", "add", "anna", "--password-stdin", "--data", "d")
                .type("secret")) {
            assertEquals("added anna\n", add.rest());
        }
    }

    private void says(String expected, String... arguments) throws Exception {
        run(ExitStatus.OK, expected, arguments);
    }

    private String run(int status, String expected, String... arguments) throws Exception {
        String[] all = Stream.concat(Stream.of("mailbox"), Stream.of(arguments)).toArray(String[]::new);
        if (arguments.length > 0) {
            all = Stream.concat(
                            Stream.of("mailbox", arguments[0], "--data", "d"),
                            Stream.of(arguments).skip(1))
                    .toArray(String[]::new);
        }
        try (Child child = Child.start(directory, all)) {
            String said = child.rest();
            assertTrue(said.contains(expected), said);
            assertEquals(status, child.status(), said);
            return said;
        }
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
