package org.pennypost.imap.talk;

import java.util.ArrayDeque;
import java.util.Deque;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.imap.syntax.ResponseWriter;

/**
 * FETCH responses that are ready to be said: text in memory, and between it parts of messages that are only named
 * ({@link Payload.Slice}) or made while they are said. Confined to one thread at a time.
 */
final class FetchAnswer {
    /** A part that is no longer than this is copied, which is cheaper than sending it from its file by itself. */
    static final int INLINE = 64 * 1024;
    /** And one that no file has as it is sent, no longer than this. */
    private static final int INLINE_WITHOUT_FILE = 128 * 1024;

    private final ResponseWriter out;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long taken;

    /** Something to say. */
    @FunctionalInterface
    interface Piece {
        Step say(Step.Next then) throws StoreException;
    }

    FetchAnswer(ResponseWriter out) {
        this.out = out;
    }

    /** Where responses are written. */
    ResponseWriter out() {
        return out;
    }

    /** How many octets it holds in memory. */
    long size() {
        return taken + out.size();
    }

    /** Where it has got to. */
    record Mark(int pieces, int octets) {}

    Mark mark() {
        return new Mark(pieces.size(), out.size());
    }

    /** Takes back what was written since; false if more than text has been added. */
    boolean backTo(Mark mark) {
        boolean possible = pieces.size() == mark.pieces();
        if (possible) {
            out.backTo(mark.octets());
        }
        return possible;
    }

    /** Adds a part of a message, whose length has been announced. */
    void part(MessageSource source, Extent extent) throws StoreException {
        boolean copied = extent.length() <= INLINE
                || extent.length() <= INLINE_WITHOUT_FILE
                        && source.content().file().isEmpty();
        if (copied) {
            out.octets(source.read(extent));
        } else {
            source.check(extent);
            Payload slice = new Payload.Slice(source.content(), extent.offset(), extent.length());
            piece(then -> Step.say(slice, then));
        }
    }

    /** Adds something that is made while it is said. */
    void piece(Piece piece) {
        if (out.size() > 0) {
            taken += out.size();
            Payload text = out.take();
            pieces.add(then -> Step.say(text, then));
        }
        pieces.add(piece);
    }

    /** Says it all. */
    Step say(Step.Next then) throws StoreException {
        if (!pieces.isEmpty()) {
            return pieces.poll().say(() -> say(then));
        }
        return out.size() > 0 ? Step.say(out.take(), then) : then.step();
    }
}
