package org.pennypost.server.authentication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.server.config.AuthenticationSettings;
import org.pennypost.server.dkim.ArcResult;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.dkim.SignatureCheck;
import org.pennypost.server.dkim.SigningKeys;
import org.pennypost.server.dmarc.DmarcCheck;
import org.pennypost.server.dmarc.PublicSuffixes;
import org.pennypost.server.spf.SpfResult;

/** From the wire to the mailbox: what readers are told, what is refused, and what is signed. */
class ExaminedMailTest {
    private static final String HONEST = "From: Bob <bob@honest.example>\r\nSubject: hello\r\n\r\nHow are you?\r\n";

    @TempDir
    static Path made;

    @TempDir
    Path directory;

    private NameServer names;

    /** Keys take their time. */
    @BeforeAll
    static void keys() throws IOException {
        SigningKeys.in(made, "autumn");
    }

    @BeforeEach
    void zone() throws IOException {
        names = new NameServer()
                .with(
                        "honest.example TXT v=spf1 ip4:127.0.0.1 -all",
                        "_dmarc.honest.example TXT v=DMARC1; p=reject",
                        "bank.example TXT v=spf1 ip4:192.0.2.1 -all",
                        "_dmarc.bank.example TXT v=DMARC1; p=reject; sp=quarantine",
                        "thief.example TXT v=spf1 +all",
                        "slow.example SILENT",
                        "_dmarc.slow.example SILENT",
                        "_dmarc.broken.example FAILS",
                        "_dmarc.shaken.example TXT v=DMARC1; p=reject",
                        "lame.shaken.example FAILS");
    }

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    // RFC 8601 §2.2, §5
    @Test
    void readersAreToldWhatWasFoundAndNothingElse() throws Exception {
        try (PostOffice office = open("mark")) {
            String forged = "Authentication-Results: mail.example.org; dmarc=pass header.from=bank.example\r\n"
                    + "authentication-results :\r\n (\\)c) \"MAIL.example.ORG\" (x) 1; spf=pass\r\n"
                    + "Authentication-Results:\r\n"
                    + "Authentication-Results: mx.elsewhere.example; none\r\n"
                    + "Pennypost-Suspicion: yes\r\n";
            assertEquals("250", office.deliver("bob@honest.example", forged + HONEST));
            String mail = office.mail();
            String found = "Authentication-Results: mail.example.org;\r\n\tspf=pass smtp.mailfrom=bob@honest.example;"
                    + "\r\n\tdkim=none;\r\n\tdmarc=pass (p=reject) header.from=honest.example\r\nReceived: from";
            assertTrue(mail.contains("\r\n" + found), mail);
            assertTrue(mail.endsWith("Authentication-Results: mx.elsewhere.example; none\r\n" + HONEST), mail);
            assertEquals(2, mail.split("(?i)\nAuthentication-Results", -1).length - 1, mail);
            assertFalse(mail.contains("Suspicion"), mail);
            assertFalse(office.junk());
        }
    }

    // RFC 7489 §6.6.2, §6.3
    @Test
    void whoForgesAnAuthorIsRefusedIfTheOwnerWantsIt() throws Exception {
        try (PostOffice office = open("refuse")) {
            String reply = office.deliverForReply("eve@thief.example", from("ceo@bank.example"));
            assertTrue(reply.startsWith("550 5.7.26 "), reply);
            assertEquals("250", office.deliver("eve@thief.example", from("ceo@sub.bank.example")));
            String mail = office.mail();
            assertTrue(mail.contains("spf=pass smtp.mailfrom=eve@thief.example"), mail);
            assertTrue(mail.contains("dmarc=fail (p=quarantine) header.from=sub.bank.example"), mail);
            assertTrue(office.junk());
        }
    }

    /** RFC 5321 §6.2: he has sent nothing. */
    @Test
    void whoseAddressIsForgedHearsNothingOfSuccess() throws Exception {
        try (PostOffice office = open("mark")) {
            assertEquals("250", office.deliverAndTell("ceo@bank.example", from("ceo@bank.example")));
            assertTrue(office.mail().contains("spf=fail smtp.mailfrom=ceo@bank.example"));
            try (Stream<Path> waiting = Files.list(directory.resolve("d/queue/envelopes"))) {
                assertEquals(List.of(), waiting.toList(), "it has not even waited for a report");
            }
        }
    }

    @Test
    void initiallyItIsJunkAndNotRefused() throws Exception {
        try (PostOffice office = open("mark")) {
            assertEquals("250", office.deliver("eve@thief.example", from("ceo@bank.example")));
            assertTrue(office.mail().contains("dmarc=fail (p=reject) header.from=bank.example"));
            assertTrue(office.junk());
        }
    }

    // RFC 7489 §7.2: each message counts, also one that is refused
    @Test
    void whatCameInANameIsNotedForItsOwnerIfHeWantsToHearOfIt() throws Exception {
        names.with("_dmarc.told.example TXT v=DMARC1; p=reject; sp=none; adkim=s; rua=mailto:d@told.example");
        try (PostOffice office = open("refuse", "dmarc-reports = on")) {
            String reply = office.deliverForReply("eve@thief.example", from("ceo@told.example"));
            assertTrue(reply.startsWith("550 5.7.26 "), reply);
            office.deliver("eve@thief.example", from("ceo@bank.example"));
            Path day = directory
                    .resolve("d/dmarc-reports")
                    .resolve(LocalDate.now(ZoneOffset.UTC).toString());
            assertEquals(
                    "<domain>told.example</domain><adkim>s</adkim><aspf>r</aspf><p>reject</p><sp>none</sp>"
                            + "<pct>100</pct><fo>0</fo>\t<source_ip>127.0.0.1</source_ip>\t<policy_evaluated>"
                            + "<disposition>reject</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated>"
                            + "</row><identifiers><envelope_from>thief.example</envelope_from>"
                            + "<header_from>told.example</header_from></identifiers><auth_results><spf>"
                            + "<domain>thief.example</domain><scope>mfrom</scope><result>pass</result></spf>"
                            + "</auth_results>\n",
                    Files.readString(day.resolve("told.example.log")));
            assertFalse(Files.exists(day.resolve("bank.example.log")), "its owner does not ask");
        }
    }

    @Test
    void itMayJustBeNoted() throws Exception {
        try (PostOffice office = open("note")) {
            assertEquals("250", office.deliver("eve@thief.example", from("ceo@bank.example")));
            assertTrue(office.mail().contains("dmarc=fail (p=reject) header.from=bank.example"));
            assertFalse(office.junk());
        }
    }

    // RFC 7489 §6.6.1: two authors are none
    @Test
    void mailWithoutOneAuthorIsSuspicious() throws Exception {
        try (PostOffice office = open("mark")) {
            assertEquals(
                    "250", office.deliver("eve@thief.example", "From: a@honest.example\r\n" + from("b@bank.example")));
            String mail = office.mail();
            assertTrue(mail.contains("dmarc=permerror (not one author domain)\r\n"), mail);
            assertTrue(office.junk());
        }
    }

    @Test
    void nothingCanHideBelowAHeaderWithoutEnd() throws Exception {
        try (PostOffice office = open("note")) {
            String field = "X-Filler: " + "x".repeat(900) + "\r\n";
            String forged = "Authentication-Results: mail.example.org; dmarc=pass header.from=bank.example\r\n";
            String reply = office.deliverForReply("bob@honest.example", field.repeat(300) + forged + HONEST);
            assertTrue(reply.startsWith("550 5.7.1 "), reply);
            assertEquals("250", office.deliver("bob@honest.example", field.repeat(200) + forged + HONEST));
            assertFalse(office.mail().contains("bank.example"));
        }
    }

    // RFC 7489 §6.6.2: what cannot be told now is not held against a message
    @Test
    void aNameServerThatFailsHurtsNobody() throws Exception {
        try (PostOffice office = open("refuse")) {
            assertEquals("250", office.deliver("bob@honest.example", from("x@broken.example")));
            String mail = office.mail();
            assertTrue(mail.contains("dmarc=temperror (no answer from the DNS) header.from=broken.example"), mail);
            assertFalse(office.junk());
        }
    }

    /** Else whoever names a part of a domain whose name server is down would forge its mail. */
    @Test
    void whoMakesALookUpFailDoesNotGetPast() throws Exception {
        try (PostOffice office = open("mark")) {
            String reply = office.deliverForReply("bob@lame.shaken.example", from("boss@shaken.example"));
            assertTrue(reply.startsWith("450 4.7.1"), reply);
        }
    }

    @Test
    void whereNothingIsMarkedNothingHasToComeAgain() throws Exception {
        try (PostOffice office = open("note")) {
            assertEquals("250", office.deliver("bob@lame.shaken.example", from("boss@shaken.example")));
        }
    }

    /** Forgers cannot crowd the examination out, nor honest mail be lost. */
    @Test
    void whoComesInACrowdHasToComeAgain() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        MailAuthentication rules = MailAuthentication.of(
                new AuthenticationSettings(AuthenticationSettings.Policy.MARK, List.of(), true, false, false, "s"),
                directory,
                names.resolver(),
                LocalAddresses.of(List.of(), name -> Optional.empty(), "x"),
                new Surroundings("mail.example.org", Instant::now, octets -> {}),
                MessageLog.NONE);
        try (rules) {
            CountDownLatch begun = new CountDownLatch(32);
            SpfResult spf = new SpfResult(SpfResult.Verdict.NONE, "", "");
            DmarcCheck check = DmarcCheck.of("", PublicSuffixes.builtIn(), names.resolver());
            Findings none = new Findings(spf, List.of(), ArcResult.NONE, check.result(spf, List.of(), () -> 0));
            List<Future<Optional<Findings>>> crowd = IntStream.range(0, 32)
                    .mapToObj(i -> threads.submit(() -> rules.bounded(dns -> {
                        begun.countDown();
                        await(go);
                        return none;
                    })))
                    .toList();
            assertTrue(begun.await(30, TimeUnit.SECONDS));
            assertEquals(Optional.empty(), rules.bounded(dns -> none));
            go.countDown();
            for (Future<Optional<Findings>> one : crowd) {
                assertEquals(Optional.of(none), one.get());
            }
            assertEquals(Optional.of(none), rules.bounded(dns -> none));
        } finally {
            go.countDown();
            threads.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void largeMailComesThroughUnchanged() throws Exception {
        try (PostOffice office = open("mark")) {
            String large = HONEST + "0123456789 abcdefghijklmnopqrstuvwxyz\r\n".repeat(20_000);
            assertEquals("250", office.deliver("bob@honest.example", large));
            assertTrue(office.mail().endsWith(large));
            try (var left = Files.list(directory.resolve("d/examined"))) {
                assertEquals(0, left.count());
            }
        }
    }

    // RFC 6376 §5, RFC 8601 §5
    @Test
    void whatOurUsersSendIsSigned() throws Exception {
        try (PostOffice office = open("mark")) {
            office.submit(
                    "Authentication-Results: mail.example.org; dmarc=pass\r\n" + from("anna@example.org"),
                    "carl@elsewhere.example");
            String mail = office.mail();
            assertFalse(mail.contains("Authentication-Results"), mail);
            SigningKeys.in(directory.resolve("d"), "autumn")
                    .records("example.org")
                    .forEach(record -> names.with(record.name() + " TXT " + record.text()));
            byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
            Header header = Header.parse(ByteBuffer.wrap(octets), MessageLimits.DEFAULTS);
            SignatureCheck check = SignatureCheck.of(header, "example.org");
            int start = header.octets().remaining();
            check.body(ByteBuffer.wrap(octets, start, octets.length - start));
            List<DkimResult> results = check.signatures(names.resolver(), Instant.now());
            assertEquals(2, results.size(), mail);
            assertTrue(results.stream().allMatch(DkimResult::passed), results + mail);
        }
    }

    @Test
    void whatStaysHereIsNotSigned() throws Exception {
        try (PostOffice office = open("mark")) {
            office.submit("Authentication-Results: mail.example.org; dmarc=pass\r\n" + from("anna@example.org"));
            String mail = office.mail();
            assertFalse(mail.contains("Authentication-Results"), mail);
            assertFalse(mail.contains("DKIM-Signature"), mail);
        }
    }

    // RFC 6376 §5.1: nobody signs for others
    @Test
    void whatIsNotFromUsIsNotSigned() throws Exception {
        try (PostOffice office = open("mark")) {
            assertEquals("250", office.deliver("bob@honest.example", from("anna@example.org")));
            assertFalse(office.mail().contains("DKIM-Signature"));
        }
    }

    private static String from(String author) {
        return "From: " + author + "\r\nSubject: Two\r\n\r\nText\r\n";
    }

    private PostOffice open(String policy, String... more) throws Exception {
        Path keys = Files.createDirectories(directory.resolve("d/dkim"));
        for (String name : List.of("autumn.rsa.pem", "autumn.ed25519.pem", "autumn.ed25519.pub.pem")) {
            Files.copy(made.resolve("dkim").resolve(name), keys.resolve(name));
        }
        return PostOffice.open(
                directory,
                "name-server = 127.0.0.1:" + names.port(),
                "[authentication]",
                "policy = " + policy,
                "selector = autumn",
                "examine-loopback = on",
                String.join("\n", more));
    }
}
