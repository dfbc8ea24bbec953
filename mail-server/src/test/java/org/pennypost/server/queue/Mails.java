package org.pennypost.server.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.mailbox.StoreException;

/** Messages for tests. */
final class Mails {
    static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");
    static final String TEXT = "Subject: hello\r\n\r\nHow are you?\r\n";

    private static final SplittableRandom RANDOM = new SplittableRandom(7);

    private Mails() {}

    static synchronized QueueId id() {
        return QueueId.next(NOW, octets -> RANDOM.nextBytes(octets));
    }

    static ForwardPath path(String address) {
        return new ForwardPath.Recipient(MailAddress.parse(address, Repertoire.UTF8));
    }

    static ReversePath from(String address) {
        return new ReversePath.Sender(MailAddress.parse(address, Repertoire.UTF8));
    }

    static QueuedMessage message(String... recipients) {
        List<QueuedRecipient> waiting = Arrays.stream(recipients)
                .map(address -> QueuedRecipient.first(new Envelope.Recipient(path(address)), NOW))
                .toList();
        MailOptions options = MailOptions.NONE.size(TEXT.length());
        return new QueuedMessage(id(), NOW, NOW, false, from("anna@example.org"), options, waiting);
    }

    static QueuedMessage add(Spool spool, QueuedMessage message) throws StoreException {
        try (SpoolDraft draft = spool.draft()) {
            draft.write(ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.US_ASCII)));
            spool.add(message, draft);
        }
        return message;
    }
}
