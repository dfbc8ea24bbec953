package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.TlsException;

/** Events and keys to test with. */
final class Events {
    static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    static final String MESSAGE = "Subject: hello\r\n\r\nHello.\r\n";

    private static final Peer PEER =
            Peer.inClear("c1", new Peer.Endpoint("192.0.2.7", 40000), new Peer.Endpoint("192.0.2.1", 587));

    private Events() {}

    static Event accepted(int number) {
        return event(Event.Kind.SUBMISSION_ACCEPTED, number);
    }

    static Event event(Event.Kind kind, int number) {
        return new Event(
                kind,
                NOON.plusSeconds(number),
                new Event.Actor(PEER, Optional.of(new Login("fred", "fred", "PLAIN"))),
                Optional.of(new Event.Subject(
                        Hash.of(MESSAGE.getBytes(StandardCharsets.US_ASCII)).toString(),
                        MESSAGE.length(),
                        Map.of("queue-id", "q" + number, "reverse-path", "<fred@example.org>"))));
    }

    static EvidenceKeys keys(Path directory) throws IOException {
        try {
            return EvidenceKeys.in(directory.resolve("keys"), "mail.example.org", "postmaster@example.org", NOON);
        } catch (TlsException e) {
            throw new IOException(e);
        }
    }
}
