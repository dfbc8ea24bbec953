package org.pennypost.imap.talk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.reading.OpenContent;
import org.pennypost.imap.syntax.ResponseWriter;

/**
 * FETCH responses that are ready to be said: text in memory, and between it parts of messages that are only named
 * ({@link Payload.Slice}) or made while they are said. Confined to one thread at a time.
 */
final class FetchAnswer {
    private static final Payload NOTHING = Payload.ascii("");
    /** A part that is no longer than this is copied, which is cheaper than sending it from its file by itself. */
    static final int INLINE = 64 * 1024;
    /** And one that no file has as it is sent, no longer than this. */
    private static final int INLINE_WITHOUT_FILE = 128 * 1024;

    /** More than this about all its messages is not copied: who asks for parts a thousand times gets them from the file. */
    private static final int COPIED = 1024 * 1024;

    private final ResponseWriter out;
    private final Held held;
    private final Set<AutoCloseable> open = new LinkedHashSet<>();
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long taken;

    /** Something to say. */
    @FunctionalInterface
    interface Piece {
        Step say(Step.Next then) throws StoreException;
    }

    /** @param held keeps messages open until their parts have been said */
    FetchAnswer(ResponseWriter out, Held held) {
        this.out = out;
        this.held = held;
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
        boolean copied = (extent.length() <= INLINE
                        || extent.length() <= INLINE_WITHOUT_FILE
                                && source.content().file().isEmpty())
                && copies(extent.length());
        if (copied) {
            out.octets(source.read(extent));
        } else {
            source.check(extent);
            OpenContent content = keep(source.openContent());
            Payload slice = new Payload.Slice(content, extent.offset(), extent.length());
            // what follows is asked for when the slice has been said, and the one behind that when it has left
            piece(then -> Step.say(
                    slice,
                    () -> Step.say(NOTHING, () -> {
                        release(content);
                        return then.step();
                    })));
        }
    }

    /** Whether so much more may be copied. */
    boolean copies(long octets) {
        return size() + octets <= COPIED;
    }

    /** Keeps something open that a piece needs. */
    <T extends AutoCloseable> T keep(T needed) {
        open.add(needed);
        return held.hold(needed);
    }

    /** The piece has been said. */
    void release(AutoCloseable needed) {
        open.remove(needed);
        held.release(needed);
    }

    /** It will not be said. */
    void drop() {
        open.forEach(held::release);
        open.clear();
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
