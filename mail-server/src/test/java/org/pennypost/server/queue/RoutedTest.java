package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.config.Role;

/** Mail that the operator routes to a server of his choice. */
class RoutedTest {
    private static final String OURS = "example.org, lists.example.net";

    @TempDir
    Path directory;

    private Names names;

    @BeforeEach
    void names() throws Exception {
        names = new Names();
    }

    @AfterEach
    void noNames() {
        names.close();
    }

    // RFC2033-1-b RFC2033-5-f
    /** Two servers of ours: one has port 25, the other the mailboxes. */
    @Test
    void aDomainIsServedByAServerBehindThisOne() throws Exception {
        try (Office there = Office.of("lists.example.net", other(), "", "[listen]", "lmtp = 2024");
                Office here = office("", "lists.example.net = lmtp localhost:" + there.port(Role.LMTP))) {
            assertTrue(here.deliver("anna@lists.example.net").startsWith("250"));
            String mail = there.mail("Subject: hello");
            assertTrue(mail.startsWith("Return-Path: <carl@elsewhere.example>"), mail);
            assertTrue(mail.contains("with LMTPS"), "STARTTLS where it is offered: " + mail);
            QueueId unknown = here.submit("", "", "nobody@lists.example.net", "anna@lists.example.net");
            here.until(unknown, "refused for <nobody@lists.example.net> by localhost: 550 5.1.1");
            here.until(unknown, "delivered to <anna@lists.example.net> by localhost: 250 2.6.0");
            ParsedReport report = ParsedReport.of(here.mail("Subject: Undelivered mail"));
            assertEquals(1, report.recipients());
            assertEquals("5.1.1", report.recipient(0, "Status"));
            assertEquals(List.of(), names.asked(), "nobody asks the DNS");
        }
    }

    // RFC2033-4.2-b RFC3461-5.2.1-a
    @Test
    void byLmtpEachRecipientHasAnOutcomeOfHisOwn() throws Exception {
        AtomicInteger texts = new AtomicInteger();
        UnaryOperator<String> answers = line -> line.startsWith("LHLO")
                ? "250-lists.example.net\r\n250-PIPELINING\r\n250 DSN"
                : line.equals(".")
                        ? texts.incrementAndGet() == 1
                                ? "250 2.1.5 a\r\n550 5.7.1 no posts of yours\r\n452 4.2.2 full"
                                : "250 2.1.5 c"
                        : line;
        try (Remote remote = new Remote(answers);
                Office office = office("", route("lists.example.net = lmtp 127.0.0.1:", remote))) {
            QueueId id = office.submit(
                    " ENVID=Q1",
                    " NOTIFY=SUCCESS,FAILURE",
                    "a@lists.example.net",
                    "b@lists.example.net",
                    "c@lists.example.net");
            office.until(id, "delivered to <a@lists.example.net> by 127.0.0.1: 250 2.1.5 a");
            office.until(id, "refused for <b@lists.example.net> by 127.0.0.1: 550 5.7.1 no posts of yours");
            office.until(id, "not yet delivered to <c@lists.example.net> by 127.0.0.1: 452 4.2.2 full");
            assertTrue(remote.commands().contains("LHLO mail.example.org"), remote.commands()::toString);
            assertTrue(remote.commands().contains("MAIL FROM:<anna@example.org> ENVID=Q1"));
            assertTrue(remote.commands().stream()
                    .anyMatch(line -> line.startsWith("RCPT TO:<b@lists.example.net> NOTIFY=")));
            assertEquals(1, ParsedReport.of(office.mail("5.7.1")).recipients());
            Office.await(() -> office.queue().show(id).toString().contains("452 4.2.2"), () -> "c does not wait");
            assertTrue(office.queue().wish("flush", id));
            office.until(id, "delivered to <c@lists.example.net> by 127.0.0.1: 250 2.1.5 c");
        }
    }

    // RFC5321-7.9-a
    @Test
    void aRouteLetsNobodySendWhoMayNotOtherwise() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office =
                        office("away: tim@partner.example\n", route("partner.example = smtp 127.0.0.1:", remote))) {
            assertEquals("550 5.7.1 Relaying denied", office.deliver("tim@partner.example"));
            assertEquals("550 5.1.1 No such mailbox here", office.deliver("nobody@lists.example.net"));
            office.submit("", "", "tom@partner.example");
            assertTrue(remote.message().contains("Subject: hello"));
            assertTrue(office.deliver("away@example.org").startsWith("250"));
            remote.message();
            assertTrue(remote.commands().contains("RCPT TO:<tim@partner.example>"), remote.commands()::toString);
            assertEquals(List.of(), names.asked());
        }
    }

    @Test
    void anAddressIsRoutedAndItsNeighboursAreNot() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office =
                        office("both: anna, fax@example.org\n", route("fax@example.org = smtp 127.0.0.1:", remote))) {
            assertTrue(office.deliver("Fax+49@example.org").startsWith("250"));
            remote.message();
            assertTrue(remote.commands().contains("RCPT TO:<Fax+49@example.org>"), remote.commands()::toString);
            assertTrue(office.deliver("both@example.org").startsWith("250"));
            remote.message();
            office.mail("Subject: hello");
            QueueId held = office.submit(" HOLDFOR=1", " NOTIFY=SUCCESS", "fax@example.org");
            office.until(held, "delivered to <fax@example.org> by 127.0.0.1");
            assertEquals(
                    "relayed",
                    ParsedReport.of(office.mail("Subject: Relayed mail")).recipient(0, "Action"));
        }
    }

    @Test
    void aBackupKeepsMailUntilItsServerAsks() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        UnaryOperator<String> answers =
                line -> line.equals("CONNECT") && attempts.incrementAndGet() == 1 ? "421 4.3.2 not now" : line;
        try (Remote remote = new Remote(answers);
                Office office = office("", route("lists.example.net = smtp 127.0.0.1:", remote))) {
            assertTrue(office.deliver("tim@lists.example.net").startsWith("250"));
            Office.await(() -> !lines(office).isEmpty(), () -> "it does not wait");
            Office.await(() -> lines(office).toString().contains("421"), () -> "" + lines(office));
            assertEquals("253 2.0.0 1 pending messages started", office.etrn("lists.example.net"));
            assertTrue(remote.message().contains("Subject: hello"));
        }
    }

    @Test
    void thePasswordForTheSmarthostIsNotForOthers() throws Exception {
        Files.writeString(directory.resolve("secret"), "tanstaaf\n");
        UnaryOperator<String> asking = line -> line.startsWith("EHLO") ? "250-mx.example.net\r\n250 AUTH PLAIN" : line;
        try (Remote remote = new Remote(asking);
                Office office = Office.open(
                        directory,
                        "",
                        "host = smart.example",
                        "user = anna",
                        "password-file = secret",
                        "[routes]",
                        route("partner.example = smtp 127.0.0.1:", remote))) {
            office.submit("", "", "tim@partner.example");
            remote.message();
            assertFalse(remote.commands().toString().contains("AUTH"), remote.commands()::toString);
        }
    }

    @Test
    void aRouteLogsInWhereItLeadsAndNowhereElse() throws Exception {
        Files.writeString(directory.resolve("secret"), "moonlight\n");
        UnaryOperator<String> asking = line -> line.startsWith("EHLO") ? "250-mx.example.net\r\n250 AUTH PLAIN" : line;
        try (Remote provider =
                        new Remote(asking.andThen(line -> line.startsWith("AUTH") ? "235 2.7.0 ok" : line)::apply);
                Remote other = new Remote(asking);
                Office office = Office.open(
                        directory,
                        "",
                        "[routes]",
                        route("partner.example = smtp 127.0.0.1:", provider) + " off user=tim password-file=secret",
                        route("secure.example = smtp 127.0.0.1:", provider) + " user=tim password-file=secret",
                        route("other.example = smtp 127.0.0.1:", other))) {
            office.submit("", "", "tim@partner.example");
            provider.message();
            String secret = Base64.getEncoder().encodeToString("\0tim\0moonlight".getBytes(StandardCharsets.US_ASCII));
            assertTrue(provider.commands().contains("AUTH PLAIN " + secret), provider.commands()::toString);
            office.submit("", "", "tom@other.example");
            other.message();
            assertFalse(other.commands().toString().contains("AUTH"), other.commands()::toString);
            QueueId waiting = office.submit("", "", "tom@secure.example");
            office.until(waiting, "not yet delivered to <tom@secure.example> by 127.0.0.1");
            assertTrue(office.story(waiting).toString().contains("no TLS, and nothing is sent without it"));
        }
    }

    /** RFC 9422 §4.1: MAILMAX; what waits behind the last message has another connection at once. */
    @Test
    void aServerThatTakesOneMessageAtATimeGetsAllOfThemNow() throws Exception {
        UnaryOperator<String> answers =
                line -> line.startsWith("EHLO") ? "250-mx.example.net\r\n250 LIMITS MAILMAX=1" : line;
        try (Remote remote = new Remote(answers);
                Office office = Office.open(
                        directory,
                        "",
                        "[queue]",
                        "connections-per-destination = 1",
                        "[routes]",
                        route("partner.example = smtp 127.0.0.1:", remote))) {
            for (int i = 0; i < 4; i++) {
                office.submit("", "", "tim@partner.example");
            }
            for (int i = 0; i < 4; i++) {
                remote.message();
            }
            assertEquals(4, remote.connections());
        }
    }

    @Test
    void whatIsToBeSecureGoesToNobodyElse() throws Exception {
        try (Office there = Office.of("lists.example.net", other(), "", "[listen]", "lmtp = 2024")) {
            String line = "lists.example.net = lmtp localhost:" + there.port(Role.LMTP) + " required";
            try (Office here = office("", line)) {
                QueueId id = here.submit("", "", "anna@lists.example.net");
                here.until(id, "not yet delivered to <anna@lists.example.net> by localhost");
                assertTrue(here.story(id).toString().contains("certificate"), "whom nobody vouches for gets nothing");
            }
            String authorities = "authorities = " + directory.resolve("other/d/tls/ca.pem");
            try (Office here = Office.of(OURS, directory, "", authorities, "[routes]", line)) {
                QueueId id = here.submit("", "", "anna@lists.example.net");
                here.until(id, "delivered to <anna@lists.example.net> by localhost");
            }
        }
    }

    private static List<String> lines(Office office) throws Exception {
        List<String> lines = new ArrayList<>();
        office.queue().each(message -> lines.add(message.recipient() + " " + message.answer()));
        return lines;
    }

    private static String route(String line, Remote remote) {
        return line + remote.port();
    }

    private Path other() throws Exception {
        return Files.createDirectories(directory.resolve("other"));
    }

    private Office office(String aliases, String route) throws Exception {
        return Office.of(OURS, directory, aliases, "name-server = 127.0.0.1:" + names.port(), "[routes]", route);
    }
}
