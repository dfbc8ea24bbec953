package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.config.Role;

/** Mail that travels from a server of ours to others, and what comes back. */
class TravelTest {
    @TempDir
    Path directory;

    private Names names;

    @BeforeEach
    void names() throws Exception {
        names = new Names().with("example.net", "MX 10 mx.example.net").with("mx.example.net", "A 127.0.0.1");
    }

    @AfterEach
    void noNames() {
        names.close();
    }

    // RFC5321-3.6.2-b RFC5321-4.5.4.1-i RFC5321-4.5.2-c RFC5321-4.5.5-b
    @Test
    void whatAUserSendsGoesToTheHostThatTheDnsNames() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office = open(remote)) {
            QueueId id = office.submit("", "", "tim@example.net", "tom@example.net");
            String message = remote.message();
            assertTrue(remote.commands().stream().anyMatch(line -> line.startsWith("MAIL FROM:<anna@example.org>")));
            assertTrue(message.startsWith("Received: from client.example.org"), message);
            assertTrue(message.contains("\r\nDKIM-Signature: v=1; a=ed25519-sha256;"), message);
            assertTrue(message.endsWith("How are you?\r\n..leading dot\r\n"), message);
            office.until(id, "delivered to <tom@example.net> by mx.example.net: 250 2.0.0 taken");
            Office.await(() -> office.queue().show(id).isEmpty(), () -> "it stays in the queue");
            assertEquals(1, remote.commands().stream().filter("DATA"::equals).count(), "once for both");
        }
    }

    // RFC5321-7.9-a RFC5321-3.6.2-a
    @Test
    void strangersMayNotSendThroughUs() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office = open(remote)) {
            assertEquals("550 5.7.1 Relaying denied", office.deliver("tim@example.net"));
            assertEquals("550 5.7.1 Relaying denied", office.deliver("\"tim@example.net\"@example.com"));
            assertTrue(office.deliver("anna@example.org").startsWith("250"));
        }
    }

    // RFC5321-2.4-e RFC5321-3.6.3-e RFC5321-3.6.3-f RFC5321-4.4-n RFC5321-4.5.3.1.8-e RFC5321-6.4-a
    @Test
    void whatIsPassedOnIsPassedOnAsItCame() throws Exception {
        String odd = "subject:odd\r\nReturn-Path: <eve@thief.example>\r\nX-Odd:  two  blanks \r\nDate: never\r\n"
                + "To: who (knows\r\n\r\n \ttext \t\r\nDate: not this\r\n";
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office = open("away: tim@example.net\n", remote)) {
            assertTrue(office.deliver("carl@elsewhere.example", "away@example.org", odd)
                    .startsWith("250"));
            String message = remote.message();
            assertTrue(message.startsWith("Received: from elsewhere.example"), message);
            assertEquals(odd, message.substring(message.indexOf("subject:odd")));
            String trace = message.substring(0, message.indexOf("subject:odd")).replaceAll("\r\n[ \t]+", " ");
            assertEquals(
                    List.of("Received"),
                    trace.lines().map(line -> line.replaceFirst(":.*", "")).toList());
        }
    }

    // RFC5321-4.5.5-d
    @Test
    void nobodysMailIsForwardedAsNobodys() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office = open("away: tim@example.net\n", remote)) {
            assertTrue(office.deliver("", "away@example.org").startsWith("250"));
            remote.message();
            assertTrue(remote.commands().contains("MAIL FROM:<>"), "" + remote.commands());
        }
    }

    // RFC5321-3.9.1-a RFC5321-3.9-a
    @Test
    void ourOwnAddressesForwardForEverybodyWithTheSameReversePath() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office = open("away: tim@example.net\nboth: anna, tim@example.net\n", remote)) {
            assertTrue(office.deliver("away@example.org").startsWith("250"));
            assertTrue(remote.message().contains("Subject: hello"));
            assertTrue(
                    remote.commands().stream().anyMatch(line -> line.startsWith("MAIL FROM:<carl@elsewhere.example>")));
            assertTrue(office.deliver("both@example.org").startsWith("250"));
            assertTrue(remote.message().contains("Subject: hello"));
            office.mail("Return-Path: <carl@elsewhere.example>");
        }
    }

    // RFC5321-3.6.3-g RFC3464-2-d
    // RFC5321-3.6.3-a RFC5321-3.6.3-b RFC5321-3.6.3-d RFC5321-4.1.1.4-h RFC5321-4.2.5-d RFC5321-4.4-q RFC5321-4.4-s
    // RFC5321-4.4-t RFC5321-4.4-u RFC5321-4.4-v RFC5321-4.4-w RFC5321-4.5.5-a RFC5321-6.1-b RFC5321-6.1-c RFC5321-6.1-d
    // RFC3464-2-a RFC3464-2-f RFC3464-2.1-a RFC3464-2.1-b RFC3464-2.2.1-a RFC3464-2.2.1-c RFC3464-2.2.2-a
    // RFC5321-3.3-g
    // RFC3464-2.2.2-b
    // RFC3464-2.3-a RFC3464-2.3.1-a RFC3464-2.3.2-a RFC3464-2.3.3-a RFC3464-2.3.4-a RFC3464-2.3.6-a RFC3464-2.3.6-b
    // RFC3461-5.2.2-f RFC3461-5.2.6-c RFC3461-5.2.8-a RFC3461-6.1-a RFC3461-6.2-a RFC3461-6.2-b RFC3461-6.3-a
    // RFC3461-6.3-c RFC3461-6.3-d RFC3461-6.3-f RFC3464-2.3.2-b
    @Test
    void aRefusedRecipientComesBackAsAReport() throws Exception {
        UnaryOperator<String> answers =
                line -> line.startsWith("RCPT TO:<nobody") ? "550 5.1.1 no such user here" : line;
        try (Remote remote = new Remote(answers);
                Office office = open(remote)) {
            QueueId id = office.submit(
                    " ENVID=QQ314159 RET=FULL",
                    " ORCPT=rfc822;Bob+40example.com",
                    "nobody@example.net",
                    "nobody2@example.net",
                    "tim@example.net");
            assertTrue(remote.message().contains("Subject: hello"));
            String report = office.mail("Subject: Undelivered mail");
            ParsedReport parsed = ParsedReport.of(report);
            assertEquals("QQ314159", parsed.message("Original-Envelope-Id"));
            assertEquals("dns; mail.example.org", parsed.message("Reporting-MTA"));
            assertEquals(2, parsed.recipients());
            assertEquals("rfc822;Bob@example.com", parsed.recipient(0, "Original-Recipient"));
            assertEquals("rfc822;nobody@example.net", parsed.recipient(0, "Final-Recipient"));
            assertEquals("failed", parsed.recipient(0, "Action"));
            assertEquals("5.1.1", parsed.recipient(0, "Status"));
            assertEquals("smtp; 550 5.1.1 no such user here", parsed.recipient(0, "Diagnostic-Code"));
            assertEquals("dns; mx.example.net", parsed.recipient(0, "Remote-MTA"));
            assertTrue(parsed.returned().contains("How are you?"), "RET=FULL");
            assertTrue(report.startsWith("Return-Path: <>"), "from the null reverse-path");
            office.until(id, "told the sender in ");
        }
    }

    // RFC3461-5.2.2-b RFC3461-5.2.2-d RFC3461-5.2.3-a RFC3461-5.2.6-b RFC3461-4.3-b RFC3461-6.2-c RFC3464-2.3.3-b
    @Test
    void neverMeansNeverAndSuccessIsToldOfWhereNobodyElseWill() throws Exception {
        UnaryOperator<String> answers = line -> line.startsWith("RCPT TO:<nobody") ? "550 5.1.1 no" : line;
        try (Remote remote = new Remote(answers);
                Office office = open(remote)) {
            QueueId silent = office.submit("", " NOTIFY=NEVER", "nobody@example.net");
            office.until(silent, "refused for <nobody@example.net>");
            office.submit("", " NOTIFY=SUCCESS", "tim@example.net");
            assertEquals(
                    "relayed",
                    ParsedReport.of(office.mail("Subject: Relayed mail")).recipient(0, "Action"));
            office.submit("", " NOTIFY=SUCCESS", "anna@example.org");
            ParsedReport delivered = ParsedReport.of(office.mail("Subject: Delivered mail"));
            assertEquals("delivered", delivered.recipient(0, "Action"));
            assertFalse(delivered.returned().contains("How are you?"), "the header is enough");
            assertTrue(office.story(silent).stream().noneMatch(line -> line.contains("told the sender")));
        }
    }

    // RFC5321-4.5.4.1-a RFC5321-4.5.4.1-j RFC5321-4.2.1-f
    @Test
    void notNowMeansLaterAndOperatorsCanHoldAndFlushAndRemove() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        UnaryOperator<String> answers =
                line -> line.startsWith("RCPT") && attempts.incrementAndGet() == 1 ? "450 4.2.1 come back" : line;
        try (Remote remote = new Remote(answers);
                Office office = open(remote)) {
            QueueId id = office.submit("", "", "tim@example.net");
            office.until(id, "not yet delivered to <tim@example.net> by mx.example.net: 450 4.2.1 come back");
            Office.await(() -> office.queue().show(id).toString().contains("450 4.2.1"), () -> "no answer kept");
            assertTrue(office.queue().wish("hold", id));
            assertTrue(office.queue().show(id).get(0).endsWith("(held)"));
            assertTrue(office.queue().wish("flush", id));
            assertTrue(office.queue().show(id).get(0).endsWith("(held)"), "held is held");
            assertFalse(remote.hasMessage());
            assertTrue(office.queue().wish("release", id));
            assertTrue(remote.message().contains("Subject: hello"));
            QueueId later = office.submit(" HOLDFOR=3600", "", "tim@example.net", "anna@example.org");
            office.until(later, "queued for 2 recipients");
            assertTrue(office.queue().wish("remove", later));
            assertEquals(List.of(), office.queue().show(later));
        }
    }

    // RFC5321-2.1-b
    // RFC5321-5.1-a RFC5321-5.1-d RFC5321-5.1-e RFC5321-5.1-f RFC5321-5.1-i RFC5321-5.1-j RFC5321-5.1-k RFC5321-5.1-n
    // RFC5321-5.1-o RFC5321-5.1-p RFC7505-3-a RFC7505-4.1-c
    @Test
    void theNextHostIsTriedWhereOneCannotBeReachedAndWhatCannotBeIsToldAtOnce() throws Exception {
        names.with("two.example", "MX 20 mx.example.net", "MX 10 dead.example")
                .with("dead.example", "A 127.0.0.77")
                .with("nomail.example", "MX 0")
                .with("alias.example", "CNAME example.net")
                .with("bare.example", "A 127.0.0.1")
                .with("us.example", "MX 10 mail.example.org", "MX 20 mx.example.net");
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office = open(remote)) {
            office.submit("", "", "tim@two.example");
            assertTrue(remote.message().contains("Subject: hello"));
            office.submit("", "", "tim@alias.example");
            assertTrue(remote.message().contains("Subject: hello"));
            office.submit("", "", "tim@bare.example");
            assertTrue(remote.message().contains("Subject: hello"));
            office.submit("", "", "tim@[127.0.0.1]");
            assertTrue(remote.message().contains("Subject: hello"));
            for (String[] pair :
                    new String[][] {{"nomail.example", "5.1.10"}, {"nowhere.example", "5.1.2"}, {"us.example", "5.4.6"}
                    }) {
                office.submit("", "", "tim@" + pair[0]);
                ParsedReport report = ParsedReport.of(office.mail("Final-Recipient: rfc822;tim@" + pair[0]));
                assertEquals(pair[1], report.recipient(0, "Status"));
            }
            names.with("broken.example", "FAILS");
            QueueId id = office.submit("", "", "tim@broken.example");
            office.until(id, "not yet delivered to <tim@broken.example>");
        }
    }

    // RFC2852-7-b
    @Test
    void aHostThatWatchesNoClockIsNotFollowedByAnother() throws Exception {
        names.with("two.example", "MX 10 first.example", "MX 20 mx.example.net").with("first.example", "A 127.0.0.1");
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office office = open(remote)) {
            office.submit(" BY=3600;R", "", "tim@two.example");
            ParsedReport report = ParsedReport.of(office.mail("Subject: Undelivered mail"));
            assertEquals("5.3.3", report.recipient(0, "Status"));
            assertEquals(1, remote.connections());
        }
    }

    // RFC5321-5.1-i RFC5321-5.1-j
    @Test
    void aHostThatPutsAMessageOffIsFollowedByAnother() throws Exception {
        names.with("two.example", "MX 10 first.example", "MX 20 mx.example.net")
                .with("first.example", "A 127.0.0.1")
                .with("half.example", "MX 10 first.example", "MX 20 dead.example")
                .with("dead.example", "A 127.0.0.77")
                .with("pair.example", "A 127.0.0.1", "A 127.0.0.1");
        AtomicInteger senders = new AtomicInteger();
        UnaryOperator<String> answers = line -> {
            if (line.startsWith("MAIL")) {
                return senders.incrementAndGet() == 1 ? "452 4.3.1 full" : line;
            }
            if (line.startsWith("RCPT") && senders.get() == 1) {
                return "503 5.5.1 MAIL first";
            }
            return line.matches("RCPT TO:<tim@(half|pair).*") ? "450 4.2.1 come back" : line;
        };
        try (Remote remote = new Remote(answers);
                Office office = open(remote)) {
            QueueId passed = office.submit("", "", "tim@two.example");
            assertTrue(remote.message().contains("Subject: hello"));
            office.until(passed, "delivered to <tim@two.example> by mx.example.net: 250");
            QueueId kept = office.submit("", "", "tim@half.example");
            office.until(kept, "not yet delivered to <tim@half.example> by first.example: 450 4.2.1 come back");
            int before = senders.get();
            QueueId once = office.submit("", "", "tim@pair.example");
            office.until(once, "not yet delivered to <tim@pair.example> by pair.example: 450 4.2.1 come back");
            assertEquals(before + 1, senders.get(), "the same host is not asked twice");
        }
    }

    // RFC5321-3.8-d
    @Test
    void serversThatLieOrCloseEarlyLoseNothing() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        UnaryOperator<String> answers = line -> switch (turn.get()) {
            case 0 -> line.equals("CONNECT") ? "CLOSE" : line;
            case 1 -> line.equals("CONNECT") ? "hello, who are you?" : line;
            case 2 -> line.equals(".") ? "CLOSE" : line;
            case 3 -> line.startsWith("MAIL") ? "421 4.3.2 going down" : line;
            case 4 -> line.equals("CONNECT") ? "554 5.7.1 go away" : line;
            default -> line;
        };
        try (Remote remote = new Remote(answers);
                Office office = open(remote)) {
            QueueId id = office.submit("", "", "tim@example.net");
            for (int i = 0; i < 5; i++) {
                int attempts = i + 1;
                Office.await(
                        () -> office.queue().show(id).toString().contains(", " + attempts + " attempt"),
                        () -> attempts + ": " + office.story(id));
                turn.set(attempts);
                assertTrue(office.queue().wish("flush", id));
            }
            assertTrue(remote.message().contains("Subject: hello"));
            office.until(id, "250 2.0.0 taken");
        }
    }

    @Test
    void theQueueGoesOnWhenTheServerStartsAgain() throws Exception {
        QueueId id;
        int port;
        try (Remote remote = new Remote(line -> line.startsWith("MAIL") ? "451 4.3.0 not now" : line);
                Office office = open(remote)) {
            port = remote.port();
            id = office.submit("", "", "tim@example.net");
            office.until(id, "not yet delivered");
            Office.await(() -> office.queue().show(id).toString().contains("451"), () -> "not kept");
        }
        assertTrue(QueueTool.of(directory.resolve("d/queue")).wish("flush", id), "without a server, too");
        try (Remote remote = new Remote("127.0.0.1", port, UnaryOperator.identity());
                Office office = open(remote)) {
            assertTrue(remote.message().contains("Subject: hello"));
            office.until(id, "250 2.0.0 taken");
        }
    }

    @Test
    void whatIsOnItsWayWhenWeStopIsNotSentTwice() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        UnaryOperator<String> slow = command -> {
            if (command.equals(".")) {
                sent.countDown();
                awaitFor(stopping);
            }
            return command;
        };
        try (Remote remote = new Remote(slow)) {
            Office office = open(remote);
            QueueId id = office.submit("", "", "tim@example.net");
            awaitFor(sent);
            CompletableFuture<Void> stop = CompletableFuture.runAsync(office::close);
            Office.await(() -> !office.listens(), () -> "it goes on");
            stopping.countDown();
            stop.get(30, TimeUnit.SECONDS);
            assertTrue(remote.message().contains("Subject: hello"));
            assertTrue(office.story(id).toString().contains("250 2.0.0 taken"), () -> "" + remote.commands());
        }
    }

    private static void awaitFor(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWeCutWhenWeStopCostsNoAttempt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        UnaryOperator<String> stalling = command -> {
            if (command.startsWith("MAIL")) {
                asked.countDown();
                awaitFor(never);
            }
            return command;
        };
        int port;
        QueueId id;
        try (Remote remote = new Remote(stalling)) {
            port = remote.port();
            try (Office office = open(remote)) {
                id = office.submit("", "", "tim@example.net");
                awaitFor(asked);
            }
        } finally {
            never.countDown();
        }
        try (Remote remote = new Remote("127.0.0.1", port, UnaryOperator.identity());
                Office office = open(remote)) {
            assertTrue(remote.message().contains("Subject: hello"));
            office.until(id, "250 2.0.0 taken");
            assertFalse(office.story(id).toString().contains("not yet"), "it was not the other side that failed");
        }
    }

    // RFC5321-4.2.1-f
    @Test
    void twoServersOfOursTalkOverTlsWithAnyCertificate() throws Exception {
        names.with("branch.example", "MX 10 mx.example.net");
        try (Office there = Office.of("branch.example", other(), "", "enabled = off");
                Office here = open("", there.port(Role.SMTP))) {
            QueueId id = here.submit("", " NOTIFY=SUCCESS", "anna@branch.example", "nobody@branch.example");
            String mail = there.mail("Subject: hello");
            assertTrue(mail.contains("with ESMTPS"), mail);
            assertTrue(mail.contains("id " + id), mail);
            here.until(id, "delivered to <anna@branch.example> by mx.example.net: 250 2.6.0");
            here.until(id, "refused for <nobody@branch.example> by mx.example.net: 550 5.1.1");
        }
    }

    @Test
    void aServerThatReportsItselfIsAskedTo() throws Exception {
        names.with("branch.example", "MX 10 mx.example.net").with("example.org", "FAILS"); // so that it waits
        try (Office there = Office.of("branch.example", other(), "", "name-server = 127.0.0.1:" + names.port());
                Office here = open("", there.port(Role.SMTP))) {
            here.submit(" ENVID=again", " NOTIFY=SUCCESS", "anna@branch.example");
            there.mail("Subject: hello");
            Office.await(
                    () -> lines(there).stream().anyMatch(line -> line.contains("<>  <anna@example.org>")),
                    () -> "they report nothing: " + lines(there));
            Office.await(() -> lines(here).isEmpty(), () -> "we report: " + lines(here));
        }
    }

    @Test
    void aSmarthostGetsAllOfItAfterALogin() throws Exception {
        Files.writeString(directory.resolve("secret"), "tanstaaf\n");
        try (Office there = Office.of("branch.example", other(), "", "enabled = off");
                Office here = Office.open(
                        directory,
                        "",
                        "host = 127.0.0.1",
                        "port = " + there.port(Role.SUBMISSION),
                        "tls = offered",
                        "user = anna",
                        "password-file = secret")) {
            QueueId id = here.submit("", "", "anna@branch.example");
            String mail = there.mail("Subject: hello");
            assertTrue(mail.contains("with ESMTPSA"), mail);
            here.until(id, "delivered to <anna@branch.example>");
        }
        try (Office there = Office.of("branch.example", other(), "", "enabled = off");
                Office here = Office.open(
                        directory, "", "host = 127.0.0.1", "port = " + there.port(Role.SUBMISSION), "tls = required")) {
            QueueId id = here.submit("", "", "anna@branch.example");
            here.until(id, "not yet delivered to <anna@branch.example>");
            assertFalse(
                    here.story(id).toString().contains(" by 127.0.0.1: 250"), "whom nobody vouches for gets nothing");
        }
    }

    @Test
    void withoutASmarthostNobodyHearsItsPassword() throws Exception {
        Files.writeString(directory.resolve("secret"), "tanstaaf\n");
        UnaryOperator<String> asking = line -> line.startsWith("EHLO") ? "250-mx.example.net\r\n250 AUTH PLAIN" : line;
        try (Remote remote = new Remote(asking);
                Office office = Office.open(
                        directory,
                        "",
                        "name-server = 127.0.0.1:" + names.port(),
                        "port = " + remote.port(),
                        "user = anna",
                        "password-file = secret")) {
            office.submit("", "", "tim@example.net");
            remote.message();
            assertFalse(remote.commands().toString().contains("AUTH"), remote.commands()::toString);
        }
    }

    // RFC4954-14-a
    // RFC 8314 §3.3
    @Test
    void aSmarthostBehindTlsGetsItIfItsCertificateIsGood() throws Exception {
        Files.writeString(directory.resolve("secret"), "tanstaaf\n");
        try (Office there = Office.of("branch.example", other(), "", "enabled = off")) {
            String[] settings = {
                "host = LocalHost",
                "port = " + there.port(Role.SMTPS),
                "tls = implicit",
                "user = anna",
                "password-file = secret",
                "addresses = ipv4"
            };
            QueueId id;
            try (Office here = Office.open(directory, "", settings)) {
                id = here.submit("", "", "anna@branch.example");
                here.until(id, "not yet delivered to <anna@branch.example>");
                assertTrue(here.story(id).toString().contains("certificate"), "whom nobody vouches for gets nothing");
            }
            String[] trusting = Arrays.copyOf(settings, settings.length + 1);
            trusting[settings.length] = "authorities = " + directory.resolve("other/d/tls/ca.pem");
            try (Office here = Office.open(directory, "", trusting)) {
                here.submit("", "", "anna@branch.example");
                assertTrue(there.mail("Subject: hello").contains("with ESMTPSA"));
            }
        }
    }

    // RFC1985-5.1-b RFC1985-5.1-d
    @Test
    void whoAsksForItsMailGetsIt() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        UnaryOperator<String> answers =
                line -> line.startsWith("RCPT") && attempts.incrementAndGet() == 1 ? "450 4.2.1 come back" : line;
        try (Remote remote = new Remote(answers);
                Office office = open(remote)) {
            QueueId id = office.submit("", "", "tim@example.net");
            office.until(id, "450 4.2.1 come back");
            Office.await(() -> office.queue().show(id).toString().contains("450"), () -> "no answer kept");
            assertEquals("253 2.0.0 1 pending messages started", office.etrn("example.net"));
            assertTrue(remote.message().contains("Subject: hello"));
            office.until(id, "250 2.0.0 taken");
            assertEquals("251 2.0.0 No messages waiting", office.etrn("@example.net"));
            assertTrue(office.etrn("#local").startsWith("459 "));
        }
    }

    private static List<String> lines(Office office) throws Exception {
        List<String> lines = new ArrayList<>();
        office.queue().each(message -> lines.add(message.sender() + "  " + message.recipient()));
        return lines;
    }

    private Path other() throws Exception {
        return Files.createDirectories(directory.resolve("other"));
    }

    private Office open(String aliases, int port) throws Exception {
        return Office.open(directory, aliases, "name-server = 127.0.0.1:" + names.port(), "port = " + port);
    }

    private Office open(Remote remote) throws Exception {
        return open("", remote);
    }

    private Office open(String aliases, Remote remote) throws Exception {
        return Office.open(directory, aliases, "name-server = 127.0.0.1:" + names.port(), "port = " + remote.port());
    }
}
