package org.pennypost.smtp.client;

import java.nio.ByteBuffer;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.DotStuffing;

/**
 * Sends a message: in one chunk (RFC 3030 §2), or as text that a lone dot ends (RFC 5321 §4.1.1.4, §4.5.2).
 *
 * <p>Deviates from RFC 5321 §4.5.3.1.6: a line that came longer than 1000 octets leaves as it came, because a break in
 * it would break what its author signed. Deviates from RFC 5321 §4.4: a Return-Path that an author has written stays,
 * for the same reason; whoever delivers removes it.
 */
final class Body {
    private static final int PIECE = 64 * 1024;
    private static final int ROOM = 8;

    private final ClientDialect client;
    private final Content content;

    Body(ClientDialect client, Content content) {
        this.client = client;
        this.content = content;
    }

    /** All of it in one chunk, octet by octet. */
    Step chunk(Step.Next then) {
        Payload command = ClientDialect.line("BDAT " + content.size() + " LAST");
        return Step.say(command, () -> Step.say(whole(), then));
    }

    /** As text; straight from the store if nothing in it has to be doubled. */
    Step text(Step.Next then) {
        return Step.await(
                this::isPlain,
                plain -> plain ? Step.say(whole(), () -> Step.say(ClientDialect.line("."), then)) : stuffed(then));
    }

    private Payload whole() {
        return new Payload.Slice(content, 0, content.size());
    }

    private boolean isPlain() throws StoreException {
        if (!content.dotFree()) {
            return false;
        }
        ByteBuffer end = ByteBuffer.allocate(2);
        try (Content.Reader reader = content.open()) {
            reader.read(Math.max(0, content.size() - 2), end);
        }
        return end.position() == 2 && end.get(0) == '\r' && end.get(1) == '\n';
    }

    private Step stuffed(Step.Next then) {
        return Step.await(() -> client.held().hold(content.open()), reader -> new Stuffing(reader, then).piece(0));
    }

    private final class Stuffing {
        private final Content.Reader reader;
        private final Step.Next then;
        private final DotStuffing.Encoder encoder = new DotStuffing.Encoder();

        Stuffing(Content.Reader reader, Step.Next then) {
            this.reader = reader;
            this.then = then;
        }

        Step piece(long offset) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            return Step.await(
                    () -> reader.read(offset, piece),
                    count -> count > 0 ? Step.say(stuff(piece.flip()), () -> piece(offset + count)) : end());
        }

        private Payload stuff(ByteBuffer piece) {
            return new Payload.Octets(encoder.stuff(piece, 0));
        }

        private Step end() {
            ByteBuffer end = ByteBuffer.allocate(ROOM);
            encoder.finish(end);
            return Step.say(
                    new Payload.Octets(end.flip()),
                    () -> Step.await(
                            () -> {
                                client.held().release(reader);
                                return true;
                            },
                            closed -> then.step()));
        }
    }
}
