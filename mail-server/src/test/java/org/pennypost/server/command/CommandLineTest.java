package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.ExitStatus;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    Path directory;

    @Test
    void theHelpTeaches() throws Exception {
        try (Child child = Child.start(directory, "--help")) {
            String help = child.rest();
            for (String word : List.of("serve", "user", "demo", "--data", "--config", "For example", "Exit status")) {
                assertTrue(help.contains(word), word);
            }
            assertEquals(ExitStatus.OK, child.status());
        }
    }

    /** What is longer is broken where nobody meant it to be. */
    @Test
    void whatStandsBelowTheHelpFitsATerminal() {
        Deque<CommandLine> left = new ArrayDeque<>(List.of(new CommandLine(new Pennypost())));
        while (!left.isEmpty()) {
            CommandLine command = left.pop();
            left.addAll(command.getSubcommands().values());
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                assertTrue(line.replace("%n", "").length() < 80, line);
            }
        }
    }

    /** Lines are broken where a sentence may end, and so within {@code ./name}. */
    @Test
    void noNameIsBrokenAtADot() {
        Deque<CommandLine> left = new ArrayDeque<>(List.of(new CommandLine(new Pennypost())));
        while (!left.isEmpty()) {
            CommandLine command = left.pop();
            left.addAll(command.getSubcommands().values());
            for (String line : command.getUsageMessage().split("\\R")) {
                assertFalse(line.matches(" *[./][a-z].*|.*[ (][./]+"), line);
            }
        }
    }

    @Test
    void whereNothingIsKeptNothingIsWellAndNothingIsMade() throws Exception {
        List<List<String>> lines = List.of(
                List.of("backup", "b"),
                List.of("mailbox", "verify"),
                List.of("mailbox", "status"),
                List.of("user", "list"),
                List.of("queue", "list"));
        for (List<String> line : lines) {
            List<String> all = new ArrayList<>(line);
            all.addAll(List.of("--data", "mistyped"));
            try (Child child = Child.start(directory, all.toArray(String[]::new))) {
                String said = child.rest();
                assertEquals(
                        "pennypost: no server has kept anything in "
                                + directory.toRealPath().resolve("mistyped")
                                + "; are --config or --data those of the server?\n",
                        said);
                assertEquals(ExitStatus.INPUT_OUTPUT, child.status());
            }
        }
        assertFalse(Files.exists(directory.resolve("mistyped")));
        assertFalse(Files.exists(directory.resolve("b")));
    }

    @Test
    void whatIsWrongWithAFileIsToldInWords() throws Exception {
        try (Child child = Child.start(directory, "backup", "list", "nowhere")) {
            assertEquals("pennypost: there are no backups in nowhere\n", child.rest());
            assertEquals(ExitStatus.INPUT_OUTPUT, child.status());
        }
    }

    @Test
    void aSecondServerOnTheSameDataHearsThatThereIsOne() throws Exception {
        configure("smtp = 0");
        try (Child first = Child.start(directory, "serve", "--config", "my.conf")) {
            first.lineWith("Listening");
            try (Child second = Child.start(directory, "serve", "--config", "my.conf")) {
                String said = second.rest();
                assertTrue(said.contains("a server runs on "), said);
                assertFalse(said.contains("keep = off"), said);
                assertEquals(ExitStatus.UNAVAILABLE, second.status());
            }
            first.terminate();
            assertEquals(ExitStatus.OK, first.status());
        }
    }

    @Test
    void aWrongCommandIsCorrected() throws Exception {
        try (Child child = Child.start(directory, "sevre")) {
            assertTrue(child.rest().contains("serve"));
            assertEquals(ExitStatus.USAGE, child.status());
        }
    }

    @Test
    void whereTheDataIsMayStandInFrontOrBehindAndIsReadFromTheConfiguration() throws Exception {
        Files.write(directory.resolve("my.conf"), List.of("[server]", "data = d"));
        List<List<String>> lines = List.of(
                List.of("user", "add", "anna", "--password-stdin", "--config", "my.conf"),
                List.of("--config", "my.conf", "user", "add", "bert", "--password-stdin"),
                List.of("--data=d", "user", "add", "carl", "--password-stdin"));
        for (List<String> line : lines) {
            try (Child add = Child.start(directory, line.toArray(String[]::new)).type("secret")) {
                String said = add.rest();
                assertEquals(ExitStatus.OK, add.status(), said);
            }
        }
        try (Child list = Child.start(directory, "user", "list", "--config", "my.conf")) {
            assertEquals("anna\nbert\ncarl\n", list.rest());
        }
        try (Child queue = Child.start(directory, "--config", "my.conf", "queue", "list")) {
            assertEquals("nothing waits\n", queue.rest());
            assertEquals(ExitStatus.OK, queue.status());
        }
        try (Child wrong = Child.start(directory, "usr", "add")) {
            assertTrue(wrong.rest().startsWith("pennypost: there is no command 'usr'\n"));
            assertEquals(ExitStatus.USAGE, wrong.status());
        }
        try (Child wrong = Child.start(directory, "user", "add", "--nonsense")) {
            assertTrue(wrong.rest().contains("Try 'pennypost user add --help'"));
            assertEquals(ExitStatus.USAGE, wrong.status());
        }
    }

    @Test
    void usersAreManagedFromScripts() throws Exception {
        try (Child add = Child.start(directory, "user", "add", "anna", "--password-stdin", "--data", "d")
                .type("secret")) {
            assertEquals("added anna\n", add.rest());
            assertEquals(ExitStatus.OK, add.status());
        }
        try (Child again = Child.start(directory, "user", "add", "anna", "--password-stdin", "--data", "d")
                .type("x")) {
            assertTrue(again.rest().contains("already"));
            assertEquals(ExitStatus.FAILED, again.status());
        }
        try (Child list = Child.start(directory, "user", "list", "--data", "d")) {
            assertEquals("anna\n", list.rest());
        }
        try (Child quota = Child.start(directory, "user", "quota", "anna", "2G,50C", "--data", "d")) {
            assertEquals("the quota of anna is 2G,50C\n", quota.rest());
        }
        try (Child list = Child.start(directory, "user", "list", "--long", "--data", "d")) {
            assertEquals(
                    "name login protocols quota\nanna enabled all 2G,50C\n",
                    list.rest().replaceAll(" +", " "));
        }
        try (Child list = Child.start(directory, "user", "list", "--long", "--plain", "--data", "d")) {
            assertEquals("anna\tenabled\tall\t2G,50C\n", list.rest());
        }
        try (Child bad = Child.start(directory, "user", "add", "../x", "--password-stdin", "--data", "d")
                .type("x")) {
            bad.rest();
            assertEquals(ExitStatus.USAGE, bad.status());
        }
        assertFalse(Files.readString(directory.resolve("d/users")).contains("secret"));
    }

    // RFC5802-2.2-b
    @Test
    void aPasswordThatNobodyCouldLogInWithIsRefused() throws Exception {
        for (String password : List.of("x\u0007", "\u00ad", "x\u0378")) { // a bell, nothing, and no character at all
            try (Child add = Child.start(directory, "user", "add", "anna", "--password-stdin", "--data", "d")
                    .type(password)) {
                assertTrue(add.rest().contains("cannot be part of a password"));
                assertEquals(ExitStatus.FAILED, add.status());
            }
        }
    }

    @Test
    void theStoryOfAMessageIsTold() throws Exception {
        Path journal = Files.createDirectories(directory.resolve("d/journal")).resolve("messages.log");
        Files.write(
                journal,
                List.of(
                        "2026-12-01T12:00:00Z\t01kz3v9q8m4f7kq2\tstored",
                        "2026-12-01T12:00:01Z\t01kz3v9q8m4f7kq4\tfrom <a@far.example>"));
        try (Child trace = Child.start(directory, "trace", "01KZ3V9Q8M4F7KQ2", "--data", "d")) {
            assertEquals("2026-12-01T12:00:00Z  stored\n", trace.rest());
            assertEquals(ExitStatus.OK, trace.status());
        }
        try (Child trace = Child.start(directory, "trace", "a@far.example", "--data", "d")) {
            assertEquals("2026-12-01T12:00:01Z  01kz3v9q8m4f7kq4  from <a@far.example>\n", trace.rest());
            assertEquals(ExitStatus.OK, trace.status());
        }
        try (Child unknown = Child.start(directory, "trace", "01kz3v9q8m4f7kq3", "--data", "d")) {
            unknown.rest();
            assertEquals(ExitStatus.FAILED, unknown.status());
        }
        try (Child none = Child.start(directory, "trace", "x", "--data", "d")) {
            none.rest();
            assertEquals(ExitStatus.USAGE, none.status());
        }
    }

    @Test
    void aBrokenConfigurationIsRefusedWithAllItsErrors() throws Exception {
        Files.write(directory.resolve("my.conf"), List.of("[listen]", "smtp = x", "pop9 = 1"));
        try (Child child = Child.start(directory, "serve", "--config", "my.conf", "--data", "d")) {
            String said = child.rest();
            assertTrue(said.contains("my.conf:2:") && said.contains("my.conf:3:"), said);
            assertEquals(2, said.lines().count());
            assertEquals(ExitStatus.CONFIGURATION, child.status());
        }
        assertFalse(Files.exists(directory.resolve("d")));
    }

    @Test
    void aTakenPortIsNamedInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            configure("smtp = " + taken.getLocalPort());
            try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
                String said = child.rest();
                List<String> complaints = said.lines()
                        .filter(line -> line.startsWith("pennypost:"))
                        .toList();
                assertEquals(1, complaints.size(), said);
                assertTrue(complaints.get(0).contains("port " + taken.getLocalPort() + " (smtp)"), said);
                assertEquals(ExitStatus.UNAVAILABLE, child.status());
            }
        }
    }

    @Test
    void theFirstStartSaysWhatAPersonNeedsAndSigtermEndsItInGoodOrder() throws Exception {
        configure("smtp = 0");
        String password;
        try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
            int port = port(child.lineWith("Listening"));
            String account = child.lineWith("Account");
            password = account.substring(account.lastIndexOf(' ') + 1);
            child.lineWith("Incoming");
            child.lineWith("Outgoing");
            child.lineWith("User name");
            try (Socket client = new Socket("127.0.0.1", port)) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                assertTrue(in.readLine().startsWith("220 "));
                child.terminate();
                assertTrue(in.readLine().startsWith("421 "), "RFC 5321 §3.8");
                assertEquals(-1, in.read());
            }
            assertEquals(ExitStatus.OK, child.status());
            assertFalse(child.rest().contains(password));
        }
        try (Child child = Child.start(directory, "serve", "--config", "my.conf")) {
            child.lineWith("Listening");
            child.terminate();
            assertFalse(child.rest().contains("Account"));
            assertEquals(ExitStatus.OK, child.status());
        }
    }

    /** A server in memory with one port. */
    private void configure(String smtp) throws IOException {
        Files.write(
                directory.resolve("my.conf"),
                List.of(
                        "[store]",
                        "kind = memory",
                        "[listen]",
                        "address = 127.0.0.1",
                        smtp,
                        "submission = off",
                        "smtps = off",
                        "pop2 = off",
                        "pop3 = off",
                        "pop3s = off",
                        "imap = off",
                        "imaps = off"));
    }

    private static int port(String line) {
        return Integer.parseInt(line.replaceAll(".*SMTP ([0-9]+).*", "$1"));
    }
}
