package org.pennypost.pop.talk;

import java.nio.ByteBuffer;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.engine.Work;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.reading.OpenContent;
import org.pennypost.core.text.DotStuffing;

/**
 * A message as a multi-line response, RFC 1939 §3: what RETR and TOP send.
 *
 * <p>A small message is read behind the heading into the buffer that leaves, and stuffed there: nothing is copied. A
 * large one goes from its file as it is if no line begins with a dot, else in chunks that are stuffed the same way; no
 * more than a chunk is ever in memory.
 */
final class MessageText {
    private static final System.Logger LOG = System.getLogger(MessageText.class.getName());
    static final int CHUNK = 64 * 1024;
    /** A message up to this size is read whole: that is cheaper than to look for dots first. */
    private static final int SMALL = 128 * 1024;
    /** What {@link DotStuffing.Encoder#finish} may add. */
    private static final int END = 5;
    /** Room for the dots of most messages; one that has more is moved. */
    private static final int DOTS = 16;

    private final Held held;
    private final Payload.Octets heading;
    private final boolean utf8;

    private MessageText(Held held, Payload.Octets heading, boolean utf8) {
        this.held = held;
        this.heading = heading;
        this.utf8 = utf8;
    }

    /** In the language of the conversation, and with an ASCII header unless UTF8 was said. */
    static MessageText of(Pop3Dialect dialect) {
        Payload heading = dialect.language().say(Pop3Reply.TEXT_FOLLOWS);
        return new MessageText(dialect.held(), (Payload.Octets) heading, dialect.utf8());
    }

    /** The steps that send the message that {@code open} finds. */
    Step send(Work<Content> open) {
        return Step.await(
                () -> {
                    Content content = open.run();
                    return content.size() <= SMALL ? small(content) : large(readable(content));
                },
                step -> step);
    }

    /** The same for the beginning of it, RFC 1939 §7 TOP. The lines are those of what is sent, RFC 6858 §4. */
    Step sendTop(Work<Content> open, long lines) {
        return Step.await(() -> chunks(MessageTop.of(readable(open.run()), lines)), step -> step);
    }

    private Step small(Content content) throws StoreException {
        ByteBuffer octets = heading.octets().duplicate();
        int start = octets.remaining();
        ByteBuffer whole = ByteBuffer.allocate(start + (int) content.size() + DOTS + END);
        whole.put(octets).limit(start + (int) content.size());
        try (Content.Reader reader = content.open()) {
            while (whole.hasRemaining() && reader.read(whole.position() - start, whole) > 0) {
                // until it is full
            }
        }
        if (whole.hasRemaining()) {
            throw damaged();
        }
        whole.flip().position(start);
        if (!utf8 && !Surrogate.hasAsciiHeader(whole)) {
            return chunks(Surrogate.of(content));
        }
        DotStuffing.Encoder encoder = new DotStuffing.Encoder();
        return Step.say(ended(encoder, encoder.stuff(whole, END), 0));
    }

    private Step large(Content content) throws StoreException {
        if (!content.dotFree()) {
            return chunks(content);
        }
        // it stays open until it has left, whoever removes it meanwhile
        OpenContent open = held.hold(OpenContent.of(content));
        try {
            Payload end = Payload.ascii(endsWithLine(open) ? ".\r\n" : "\r\n.\r\n");
            Payload slice = new Payload.Slice(open, 0, open.size());
            return Step.say(
                    heading,
                    () -> Step.say(
                            slice,
                            () -> Step.say(end, () -> {
                                held.release(open);
                                return Step.done();
                            })));
        } catch (StoreException refused) {
            held.release(open);
            throw refused;
        }
    }

    /** Opens the content at once: what cannot be opened is refused before anything is said. */
    private Step chunks(Content content) throws StoreException {
        Chunks chunks = new Chunks(held.hold(content.open()), content.size());
        Payload first = chunks.next();
        return Step.say(heading, () -> chunks.say(first));
    }

    private Content readable(Content content) throws StoreException {
        return utf8 ? content : Surrogate.of(content);
    }

    /** The stuffed text from {@code start} on, and the end of it behind. */
    private static Payload ended(DotStuffing.Encoder encoder, ByteBuffer stuffed, int start) {
        int behind = stuffed.limit();
        stuffed.limit(behind + END).position(behind);
        encoder.finish(stuffed);
        return new Payload.Octets(stuffed.flip().position(start));
    }

    private static boolean endsWithLine(Content content) throws StoreException {
        ByteBuffer tail = ByteBuffer.allocate(2);
        try (Content.Reader reader = content.open()) {
            reader.read(content.size() - 2, tail);
        }
        if (tail.hasRemaining()) {
            throw damaged();
        }
        return tail.get(0) == '\r' && tail.get(1) == '\n';
    }

    /** A part of a message that looked whole would be believed: the client would remove the rest with it. */
    private static StoreException damaged() {
        return new StoreException(StoreException.Reason.CORRUPTION, "a message is shorter than its size");
    }

    /** Reads, stuffs and says chunk by chunk. */
    private final class Chunks {
        private final Content.Reader reader;
        private final long size;
        private final DotStuffing.Encoder encoder = new DotStuffing.Encoder();
        private long offset;

        Chunks(Content.Reader reader, long size) {
            this.reader = reader;
            this.size = size;
        }

        Step say(Payload chunk) {
            return Step.say(chunk, () -> offset < size ? Step.await(this::next, this::say, this::end) : Step.done());
        }

        /** In the middle of a message a reply would be a line of it. */
        private Step end(StoreException refused) {
            LOG.log(System.Logger.Level.WARNING, "a message cannot be read to its end", refused);
            return Step.hangUp();
        }

        Payload next() throws StoreException {
            int wanted = (int) Math.min(CHUNK, size - offset);
            ByteBuffer chunk = ByteBuffer.allocate(wanted + DOTS + END).limit(wanted);
            while (chunk.hasRemaining() && reader.read(offset + chunk.position(), chunk) > 0) {
                // until it is full
            }
            if (chunk.hasRemaining()) {
                throw damaged();
            }
            offset += wanted;
            ByteBuffer stuffed = encoder.stuff(chunk.flip(), END);
            if (offset < size) {
                return new Payload.Octets(stuffed);
            }
            held.release(reader);
            return ended(encoder, stuffed, stuffed.position());
        }
    }
}
