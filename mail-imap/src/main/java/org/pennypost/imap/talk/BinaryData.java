package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.MimeFields;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.message.TransferEncoding;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.imap.syntax.FetchItem;
import org.pennypost.imap.syntax.FetchResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;

/**
 * Writes BINARY and BINARY.SIZE: RFC 9051 §6.4.5 and §7.5.2 (RFC 3516). A part is decoded once to learn its size and
 * whether it holds NUL, and once more to send it, because it may be larger than memory.
 */
final class BinaryData {
    private static final System.Logger LOG = System.getLogger(BinaryData.class.getName());

    private final FetchAnswer answer;
    private final FetchResponse fetch;
    private final boolean leavesOnly;

    /** RFC 9051 §6.4.5: with IMAP4rev2 {@code leavesOnly}; RFC 3516 §4.2 has all parts. */
    BinaryData(FetchAnswer answer, FetchResponse fetch, boolean leavesOnly) {
        this.answer = answer;
        this.fetch = fetch;
        this.leavesOnly = leavesOnly;
    }

    /** What is to be decoded. */
    private record Part(Extent body, MimeFields fields, TransferEncoding encoding) {}

    /** What a part is like when it is decoded. */
    private record Measure(long size, boolean hasNul) {}

    /** Writes the item; answers what keeps us from it, if anything does. */
    Optional<ResponseCode> write(FetchItem.Binary item, MessageSource source) throws StoreException {
        Optional<MimePart> found = find(item.part(), source);
        if (found.isEmpty() && !item.part().isEmpty()) {
            fetch.nil(item);
            return Optional.empty();
        }
        Optional<ResponseCode> refusal = refusal(found);
        if (refusal.isEmpty()) {
            write(item, part(found, source), source);
        }
        return refusal;
    }

    /** Writes the size; answers what keeps us from it, if anything does. */
    Optional<ResponseCode> writeSize(FetchItem.BinarySize item, MessageSource source) throws StoreException {
        Optional<MimePart> found = find(item.part(), source);
        if (found.isEmpty() && !item.part().isEmpty()) {
            fetch.binarySize(item, 0);
            return Optional.empty();
        }
        Optional<ResponseCode> refusal = refusal(found);
        if (refusal.isEmpty()) {
            fetch.binarySize(item, measure(part(found, source), source).size());
        }
        return refusal;
    }

    private void write(FetchItem.Binary item, Part part, MessageSource source) throws StoreException {
        Measure measure = measure(part, source);
        Extent wanted = item.partial().of(new Extent(0, measure.size()));
        if (measure.hasNul()) {
            fetch.literal8(item, wanted.length());
        } else {
            fetch.literal(item, wanted.length());
        }
        if (wanted.length() <= FetchAnswer.INLINE && answer.copies(wanted.length())) {
            Window window = new Window(part, source, wanted);
            while (!window.done()) {
                answer.out().octets(window.next());
            }
        } else {
            MessageSource kept = answer.keep(source.again());
            answer.piece(then -> stream(new Window(part, kept, wanted), kept, then));
        }
    }

    /** Sends a large part while it is decoded, from the message that was open when its size was announced. */
    private Step stream(Window window, MessageSource source, Step.Next then) {
        return Step.await(
                window::next,
                octets -> Step.say(new Payload.Octets(octets), () -> {
                    if (!window.done()) {
                        return stream(window, source, then);
                    }
                    answer.release(source);
                    return then.step();
                }),
                refused -> {
                    // within a literal nothing else can be said
                    LOG.log(System.Logger.Level.WARNING, "a part of a message cannot be read to its end", refused);
                    return Step.hangUp();
                });
    }

    /** RFC 9051 §6.4.5 and §7.1 UNKNOWN-CTE. */
    private Optional<ResponseCode> refusal(Optional<MimePart> found) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!(found.get() instanceof MimePart.Leaf leaf)) {
            return leavesOnly ? Optional.of(Word.CANNOT) : Optional.empty();
        }
        boolean known = TransferEncoding.of(leaf.fields().encoding()).isPresent();
        return known ? Optional.empty() : Optional.of(Word.UNKNOWN_CTE);
    }

    private static Optional<MimePart> find(List<Integer> path, MessageSource source) throws StoreException {
        return path.isEmpty() ? Optional.empty() : source.structure().part(path);
    }

    /** The part; what holds others, and without a part number the message, as it is (RFC 2045 §6.4). */
    private static Part part(Optional<MimePart> found, MessageSource source) {
        if (found.isPresent() && found.get() instanceof MimePart.Leaf leaf) {
            TransferEncoding encoding =
                    TransferEncoding.of(leaf.fields().encoding()).orElseThrow();
            return new Part(leaf.body(), leaf.fields(), encoding);
        }
        Extent octets = found.map(MimePart::body).orElse(source.whole());
        return new Part(octets, MimeFields.NONE, TransferEncoding.BINARY);
    }

    private static Measure measure(Part part, MessageSource source) throws StoreException {
        DecodedBody body = new DecodedBody(source, part.body(), part.fields(), part.encoding());
        long size = 0;
        boolean hasNul = false;
        while (!body.ended()) {
            ByteBuffer octets = body.next();
            size += octets.remaining();
            for (int i = octets.position(); i < octets.limit() && !hasNul; i++) {
                hasNul = octets.get(i) == 0;
            }
        }
        return new Measure(size, hasNul);
    }

    /** The octets of a decoded part that are wanted, chunk by chunk. */
    private static final class Window {
        private final DecodedBody body;
        private long skip;
        private long left;

        Window(Part part, MessageSource source, Extent wanted) {
            body = new DecodedBody(source, part.body(), part.fields(), part.encoding());
            skip = wanted.offset();
            left = wanted.length();
        }

        boolean done() {
            return left == 0;
        }

        ByteBuffer next() throws StoreException {
            ByteBuffer octets = body.next();
            if (body.ended() && octets.remaining() < skip + left) {
                throw new StoreException(StoreException.Reason.CORRUPTION, "a message has changed while it was read");
            }
            int passed = (int) Math.min(skip, octets.remaining());
            int taken = (int) Math.min(left, octets.remaining() - passed);
            skip -= passed;
            left -= taken;
            return octets.slice(octets.position() + passed, taken);
        }
    }
}
