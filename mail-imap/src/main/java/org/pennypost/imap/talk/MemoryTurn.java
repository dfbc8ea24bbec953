package org.pennypost.imap.talk;

import java.util.Optional;
import org.pennypost.core.engine.Pending;
import org.pennypost.core.engine.StagedWork;
import org.pennypost.core.engine.Step;
import org.pennypost.core.engine.Turns;
import org.pennypost.core.mailbox.StoreException;

/**
 * The turn of a SORT or THREAD of many messages, from before it gathers them until little is left of them: a few at
 * the same time, of one user even, would take the memory of all others. Nobody waits for a small one, nor for a client
 * that reads its answer slowly.
 */
final class MemoryTurn {
    /** Less than this needs no turn; there are not so many connections that it could do harm. */
    private static final long SMALL = 2 * 1024 * 1024;

    private final Talk talk;
    /** Empty if it needs none, or not any more. */
    private Optional<Turns.Turn> turn;

    private MemoryTurn(Talk talk, Optional<Turns.Turn> turn) {
        this.talk = talk;
        this.turn = turn;
    }

    /** Goes on when the turn of a command has come that needs about so many octets. */
    static Step take(Talk talk, long octets, Step.Then<MemoryTurn> then) throws StoreException {
        if (octets < SMALL) {
            return then.step(new MemoryTurn(talk, Optional.empty()));
        }
        return Step.await(new Asking(talk, octets), turn -> then.step(new MemoryTurn(talk, Optional.of(turn))));
    }

    /**
     * The answer is ready, and the command goes on.
     *
     * @param left how many octets it takes until it has been said; if these are few, it is the turn of others at once
     */
    Step ready(long left, Step.Next next) throws StoreException {
        return left < SMALL ? over(next) : next.step();
    }

    /** It is the turn of others, and this command goes on. They begin in this call, which no lock is held around. */
    Step over(Step.Next next) throws StoreException {
        if (turn.isEmpty()) {
            return next.step();
        }
        Turns.Turn ended = turn.get();
        turn = Optional.empty();
        return Step.await(
                () -> {
                    talk.held().release(ended);
                    return true;
                },
                released -> next.step());
    }

    /** The same for a command that cannot be done. */
    Step refused(StoreException why) throws StoreException {
        return over(() -> {
            throw why;
        });
    }

    private static final class Asking implements StagedWork<Turns.Turn> {
        private final Talk talk;
        private final long octets;
        private Optional<Turns.Turn> asked = Optional.empty();

        Asking(Talk talk, long octets) {
            this.talk = talk;
            this.octets = octets;
        }

        @Override
        public Pending begin() {
            Turns.Turn turn = talk.held().hold(talk.setup().turns().ask(octets));
            asked = Optional.of(turn);
            return turn;
        }

        @Override
        public Turns.Turn settled() {
            return asked.orElseThrow();
        }

        @Override
        public Turns.Turn refused(StoreException why) throws StoreException {
            throw why;
        }
    }
}
