package org.pennypost.server.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Record;

/** A message is followed by its queue id and by where its copies lie. */
class StoryTest {
    private static final Peer.Endpoint HERE = new Peer.Endpoint("127.0.0.1", 1);

    @TempDir
    Path directory;

    @Test
    void followsACopyThroughMailboxes() throws Exception {
        EvidenceKeys keys =
                EvidenceKeys.in(directory.resolve("keys"), "localhost", "postmaster@localhost", Instant.now());
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(delivered("q1", "anna", "5"));
            log.record(accepted("q1", "<one@example.org>"));
            log.record(delivered("q2", "anna", "6"));
            log.record(event(Event.Kind.RETRIEVED, place("anna", "INBOX", "1", "4:5")));
            log.record(event(Event.Kind.RETRIEVED, place("berta", "INBOX", "1", "5")));
            log.record(event(
                    Event.Kind.MOVED,
                    Map.of(
                            "account",
                            "anna",
                            "mailbox",
                            "INBOX",
                            "uid-validity",
                            "1",
                            "uid",
                            "3,5",
                            "target-account",
                            "anna",
                            "target-mailbox",
                            "Box",
                            "target-uid-validity",
                            "2",
                            "target-uid",
                            "8:9")));
            log.record(event(Event.Kind.EXPUNGED, place("anna", "Box", "2", "8")));
            log.record(event(Event.Kind.EXPUNGED, place("anna", "Box", "2", "9")));
        }
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            List<Long> indexes = List.of(0L, 1L, 3L, 5L, 7L);
            assertEquals(
                    indexes, Story.of(reader, "q1").stream().map(Record::index).toList());
            assertEquals(
                    indexes,
                    Story.of(reader, "<one@example.org>").stream()
                            .map(Record::index)
                            .toList());
            assertTrue(Story.of(reader, "q3").isEmpty());
        }
    }

    @Test
    void followsWhatGotOtherQueueIds() throws Exception {
        EvidenceKeys keys =
                EvidenceKeys.in(directory.resolve("keys"), "localhost", "postmaster@localhost", Instant.now());
        try (EvidenceLog log = EvidenceLog.open(directory, keys)) {
            log.record(accepted("q1", "<one@example.org>"));
            log.record(accepted("q9", "<other@example.org>"));
            log.record(event(Event.Kind.FORWARDED, Map.of("queue-id", "q2", "from-queue-id", "q1")));
            log.record(event(
                    Event.Kind.DELIVERED,
                    Map.of(
                            "queue-id",
                            "q3",
                            "from-queue-id",
                            "q2",
                            "account",
                            "anna",
                            "uid-validity",
                            "1",
                            "uid",
                            "5")));
            log.record(event(Event.Kind.RETRIEVED, place("anna", "INBOX", "1", "5")));
            log.record(event(Event.Kind.RELAYED, Map.of("queue-id", "q2")));
        }
        try (EvidenceReader reader = EvidenceReader.open(directory, keys.authority())) {
            for (String id : List.of("q1", "q2", "q3", "one@example.org")) {
                assertEquals(
                        List.of(0L, 2L, 3L, 4L, 5L),
                        Story.of(reader, id).stream().map(Record::index).toList(),
                        id);
            }
        }
    }

    private static Event delivered(String id, String account, String uid) {
        return event(
                Event.Kind.DELIVERED,
                Map.of("queue-id", id, "account", account, "mailbox", "INBOX", "uid-validity", "1", "uid", uid));
    }

    private static Event accepted(String id, String messageId) {
        return event(Event.Kind.SUBMISSION_ACCEPTED, Map.of("queue-id", id, "message-id", messageId));
    }

    private static Map<String, String> place(String account, String mailbox, String validity, String uids) {
        return Map.of("account", account, "mailbox", mailbox, "uid-validity", validity, "uid", uids);
    }

    private static Event event(Event.Kind kind, Map<String, String> facts) {
        return new Event(
                kind,
                Instant.EPOCH,
                new Event.Actor(Peer.inClear("c1", HERE, HERE), Optional.of(new Login("anna", "anna", "PLAIN"))),
                Optional.of(new Event.Subject("", 0, facts)));
    }
}
