package org.pennypost.pop.talk;

import java.nio.ByteBuffer;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.engine.Work;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.DotStuffing;

/**
 * A message as a multi-line response, RFC 1939 §3: what {@code RETR} sends.
 *
 * <p>A small message is read, stuffed and ended in one call. A large one goes from its file as it is if no line begins
 * with a dot, else in chunks; no more than a chunk is ever in memory.
 */
final class MessageText {
    private static final int CHUNK = 64 * 1024;

    private final Held held;
    private final Payload heading;

    /** @param heading what is said before the message */
    MessageText(Held held, Payload heading) {
        this.held = held;
        this.heading = heading;
    }

    /** The steps that send the message that {@code open} finds. */
    Step send(Work<Content> open) {
        return Step.await(() -> prepare(open.run()), prepared -> prepared);
    }

    private Step prepare(Content content) throws StoreException {
        if (content.size() > CHUNK && content.dotFree()) {
            Payload slice = new Payload.Slice(content, 0, content.size());
            Payload end = Payload.ascii(endsWithLine(content) ? ".\r\n" : "\r\n.\r\n");
            return Step.say(heading, () -> Step.say(slice, () -> Step.say(end)));
        }
        Content.Reader reader = held.hold(content.open());
        Stuffing stuffing = new Stuffing(reader, content.size());
        Payload first = stuffing.nextChunk();
        if (stuffing.finished) {
            held.release(reader);
        }
        return Step.say(heading, () -> Step.say(first, stuffing::rest));
    }

    private static boolean endsWithLine(Content content) throws StoreException {
        ByteBuffer tail = ByteBuffer.allocate(2);
        try (Content.Reader reader = content.open()) {
            reader.read(content.size() - 2, tail);
        }
        return tail.position() == 2 && tail.get(0) == '\r' && tail.get(1) == '\n';
    }

    /** Reads, stuffs and says chunk by chunk. */
    private final class Stuffing {
        private final Content.Reader reader;
        private final DotStuffing.Encoder encoder = new DotStuffing.Encoder();
        private final ByteBuffer plain;
        private long offset;
        private boolean finished;

        Stuffing(Content.Reader reader, long size) {
            this.reader = reader;
            // one octet more than the message has: a read that does not fill it has met the end
            this.plain = ByteBuffer.allocate((int) Math.min(CHUNK, size + 1));
        }

        Step rest() {
            if (finished) {
                return Step.done();
            }
            return Step.await(this::nextChunk, chunk -> {
                if (finished) {
                    held.release(reader);
                }
                return Step.say(chunk, this::rest);
            });
        }

        Payload nextChunk() throws StoreException {
            plain.clear();
            int count = reader.read(offset, plain);
            finished = plain.hasRemaining();
            offset += Math.max(count, 0);
            plain.flip();
            ByteBuffer stuffed = ByteBuffer.allocate(plain.remaining() + plain.remaining() / 2 + 16);
            encoder.encode(plain, stuffed);
            if (plain.hasRemaining()) {
                ByteBuffer larger = ByteBuffer.allocate(stuffed.position() + 2 * plain.remaining() + 16);
                stuffed = larger.put(stuffed.flip());
                encoder.encode(plain, stuffed);
            }
            if (finished) {
                encoder.finish(stuffed);
            }
            return new Payload.Octets(stuffed.flip());
        }
    }
}
