package org.pennypost.server.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Login;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.Event;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.EvidenceLog;

class ReceiptsTest {
    private static final Peer.Endpoint HERE = new Peer.Endpoint("127.0.0.1", 1);
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    private final List<String> mails = new ArrayList<>();
    private EvidenceKeys keys;
    private EvidenceLog log;

    @BeforeEach
    void open() throws Exception {
        keys = EvidenceKeys.in(directory.resolve("keys"), "localhost", "postmaster@localhost", Instant.now());
        log = EvidenceLog.open(directory, keys);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @Test
    void tellTheSenderOfAcceptanceDeliveryAndTheFirstRetrieval() throws Exception {
        Receipts receipts = receipts();
        log.note(event(
                Event.Kind.DELIVERED, "", Map.of("queue-id", "q1", "account", "bob", "uid-validity", "1", "uid", "7")));
        log.record(accepted("ann", "q1", "<ann@localhost>", Map.of()));
        receipts.tell(log);
        assertEquals(List.of("accepted", "delivered"), kinds());
        log.note(event(
                Event.Kind.MOVED,
                "bob",
                Map.of(
                        "account",
                        "bob",
                        "uid-validity",
                        "1",
                        "uid",
                        "6:7",
                        "target-account",
                        "bob",
                        "target-uid-validity",
                        "2",
                        "target-uid",
                        "1:2")));
        log.note(event(Event.Kind.RETRIEVED, "bob", Map.of("account", "bob", "uid-validity", "2", "uid", "1")));
        receipts.tell(log);
        assertEquals(2, mails.size());
        log.note(event(Event.Kind.RETRIEVED, "bob", Map.of("account", "bob", "uid-validity", "2", "uid", "1:9")));
        log.note(event(Event.Kind.RETRIEVED, "bob", Map.of("account", "bob", "uid-validity", "2", "uid", "2")));
        receipts.tell(log);
        assertEquals(List.of("accepted", "delivered", "retrieved"), kinds());
        for (String mail : mails) {
            assertTrue(mail.startsWith("<> to <ann@localhost>\n"), mail);
            assertTrue(mail.contains("Auto-Submitted: auto-replied\r\n"), mail);
            assertTrue(mail.contains("In-Reply-To: <one@localhost>\r\n"), mail);
        }
    }

    @Test
    void followWhatGoesOnFromTheQueueUnderOtherNames() throws Exception {
        Receipts receipts = receipts();
        log.note(event(Event.Kind.FORWARDED, "", Map.of("queue-id", "q2", "from-queue-id", "q1"))); // it was quick
        log.record(accepted("ann", "q1", "<ann@localhost>", Map.of()));
        receipts.tell(log);
        assertEquals(List.of("accepted"), kinds());
        log.record(event(Event.Kind.DELIVERED, "", fromQueue("q3", "q2", "7")));
        receipts().tell(log); // after a restart
        log.record(event(Event.Kind.DELIVERED, "", fromQueue("q4", "q1", "8")));
        log.record(event(Event.Kind.DELIVERED, "", fromQueue("q6", "q5", "9")));
        log.record(event(Event.Kind.RETRIEVED, "bob", Map.of("account", "bob", "uid-validity", "1", "uid", "7:9")));
        receipts().tell(log);
        assertEquals(List.of("accepted", "delivered", "delivered", "retrieved", "retrieved"), kinds());
    }

    private static Map<String, String> fromQueue(String id, String before, String uid) {
        return Map.of("queue-id", id, "from-queue-id", before, "account", "bob", "uid-validity", "1", "uid", uid);
    }

    @Test
    void areNotForThoseWhoDidNotAskNorForProgramsNorForNobody() throws Exception {
        Receipts receipts = receipts();
        log.record(accepted("bob", "q1", "<bob@localhost>", Map.of()));
        log.record(accepted("ann", "q2", "<>", Map.of()));
        log.record(accepted("ann", "q3", "<ann@localhost>", Map.of("auto-submitted", "auto-replied")));
        receipts.tell(log);
        assertEquals(List.of(), kinds());
    }

    @Test
    void goOnAfterARestartWhereTheyEnded() throws Exception {
        Receipts before = receipts();
        log.record(accepted("ann", "q1", "<ann@localhost>", Map.of()));
        before.tell(log);
        log.record(accepted("ann", "q2", "<ann@localhost>", Map.of()));
        Receipts after = receipts();
        after.tell(log);
        after.tell(log);
        assertEquals(List.of("accepted", "accepted"), kinds());
        assertTrue(mails.get(1).contains("Subject: Receipt: accepted"), mails.get(1));
    }

    @Test
    void areVerifiedByOpenssl() throws Exception {
        Receipts receipts = receipts();
        log.record(accepted("ann", "q1", "<ann@localhost>", Map.of()));
        receipts.tell(log);
        String mail = mails.get(0).substring(mails.get(0).indexOf('\n') + 1);
        Files.writeString(directory.resolve("receipt"), mail, US_ASCII);
        Files.writeString(directory.resolve("ca.pem"), EvidenceKeys.pem(List.of(keys.authority())));
        assertEquals(0, openssl("receipt"));
        String text = Files.readString(directory.resolve("text"), US_ASCII);
        String body = text.substring(text.indexOf("\r\n\r\n") + 4);
        String said = new String(Base64.getMimeDecoder().decode(body), UTF_8);
        assertTrue(said.contains("was accepted") && said.contains("queue-id: q1\r\n"), said);
        int at = mail.indexOf("base64\r\n\r\n") + 20;
        char other = mail.charAt(at) == 'A' ? 'B' : 'A';
        Files.writeString(
                directory.resolve("forged"), mail.substring(0, at) + other + mail.substring(at + 1), US_ASCII);
        assertTrue(openssl("forged") != 0, "a changed receipt does not verify");
    }

    private int openssl(String mail) throws Exception {
        Process process = new ProcessBuilder(
                        "openssl", "cms", "-verify", "-in", mail, "-CAfile", "ca.pem", "-out", "text")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private Receipts receipts() throws Exception {
        Receipts receipts =
                Receipts.of(directory, Set.of("ann"), new ReceiptLetter(keys, "postmaster@localhost"), log.size());
        Delivery delivery = WholeMessageDelivery.to((envelope, message) -> mails.add(envelope.reversePath() + " to "
                + envelope.recipients().get(0).path() + "\n" + US_ASCII.decode(message)));
        receipts.by(new Post(
                delivery, new Surroundings("localhost", InstantSource.system(), new SecureRandom()::nextBytes)));
        return receipts;
    }

    private List<String> kinds() {
        return mails.stream()
                .map(mail -> mail.substring(mail.indexOf("Receipt: ") + 9)
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static Event accepted(String user, String id, String from, Map<String, String> more) {
        Map<String, String> facts = new HashMap<>(more);
        facts.putAll(Map.of("queue-id", id, "reverse-path", from, "message-id", "<one@localhost>"));
        return event(Event.Kind.SUBMISSION_ACCEPTED, user, facts);
    }

    private static Event event(Event.Kind kind, String user, Map<String, String> facts) {
        Optional<Login> login = user.isEmpty() ? Optional.empty() : Optional.of(new Login(user, user, "PLAIN"));
        return new Event(
                kind,
                Instant.now(),
                new Event.Actor(Peer.inClear("c1", HERE, HERE), login),
                Optional.of(new Event.Subject("", 0, facts)));
    }
}
