package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.QueueId;

/** What operators wish. */
class RequestsTest extends QueueInTime {
    private static final UnaryOperator<String> NOT_NOW = line -> line.startsWith("RCPT") ? "450 4.2.1 not now" : line;

    @Test
    void whatCannotBeDoneHoldsUpNothingElseAndIsSaidOnce() throws Exception {
        try (Warnings warnings = Warnings.of(Requests.class);
                Remote remote = new Remote(NOT_NOW);
                MailQueue queue = open(remote)) {
            QueueId bad = damaged(queue);
            QueueId good = send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of());
            Path wish = new Requests(directory.resolve("queue")).put(Requests.Wish.HOLD, bad);
            for (String word : new String[] {"hold", "release", "hold"}) {
                assertTrue(QueueTool.of(directory.resolve("queue")).wish(word, good), word);
            }
            assertTrue(shown(good).contains("(held)"), shown(good));
            assertTrue(Files.exists(wish), "it is done when it can be");
            assertEquals(1, warnings.all().size(), () -> "" + warnings.all());
        }
    }

    /** So many recipients that its envelope is read each time. */
    private QueueId damaged(MailQueue queue) throws Exception {
        Envelope envelope = envelope(Mails.from("anna@example.org"), MailOptions.NONE);
        for (int i = 0; i < 11; i++) {
            envelope = envelope.and(new Envelope.Recipient(Mails.path("tim" + i + "@example.net")));
        }
        send(queue, envelope, Consignment.Settlement.TOGETHER);
        QueueId id = envelope.id();
        Office.await(() -> shown(id).contains("1 attempt"), () -> shown(id));
        Files.writeString(directory.resolve("queue/envelopes").resolve(id.text()), "nonsense");
        return id;
    }
}
