package org.pennypost.imap.talk;

import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.ResponseWriter;

/** Says many short responses, some dozen kilobytes at a time, each made when it is wanted. */
final class Lines {
    /** How many octets are gathered before they are said. */
    static final int GATHERED = 32 * 1024;

    private final ResponseWriter out;
    private final int count;
    private final Line line;
    private final Step.Next then;
    private int at;

    /** Writes one of the responses. */
    @FunctionalInterface
    interface Line {
        /** @param index which one, counted from 0 */
        void write(int index, ResponseWriter out);
    }

    private Lines(Talk talk, int count, Line line, Step.Next then) {
        this.out = ResponseWriter.with(talk.text(), Math.min(GATHERED + 1024, 64 + count * 32));
        this.count = count;
        this.line = line;
        this.then = then;
    }

    /** Says {@code count} responses and goes on. */
    static Step say(Talk talk, int count, Line line, Step.Next then) throws StoreException {
        return count == 0 ? then.step() : new Lines(talk, count, line, then).next();
    }

    private Step next() {
        while (at < count && out.size() < GATHERED) {
            line.write(at++, out);
        }
        return Step.say(out.take(), at < count ? this::next : then);
    }
}
