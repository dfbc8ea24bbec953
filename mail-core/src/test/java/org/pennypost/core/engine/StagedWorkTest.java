package org.pennypost.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

class StagedWorkTest {
    private static final StoreException REFUSAL = new StoreException(Reason.UNAVAILABLE, "not kept");

    private final List<String> done = new ArrayList<>();
    private final Later later = new Later();

    @Test
    void noThreadIsKeptBetweenTheHalves() throws StoreException {
        Call call = call(new Staged());
        run(call);
        assertEquals(List.of("begun"), done);
        later.settle(Optional.empty());
        assertEquals(List.of("begun", "settled", "ended"), done);
        assertSame(Step.hangUp(), call.resume());
    }

    @Test
    void whatIsSettledAlreadyIsEndedAtOnce() {
        later.settle(Optional.empty());
        run(call(new Staged()));
        assertEquals(List.of("begun", "settled", "ended"), done);
    }

    @Test
    void whatFollowsARefusalIsLeftToTheWorkers() {
        Call call = call(new Staged());
        run(call);
        later.settle(Optional.of(REFUSAL));
        assertEquals(List.of("begun", "[", "refused", "ended", "]"), done);
        assertSame(REFUSAL, assertThrows(StoreException.class, call::resume));
    }

    @Test
    void aFirstHalfThatIsRefusedIsAllOfIt() {
        Call call = call(new Staged() {
            @Override
            public Pending begin() throws StoreException {
                throw REFUSAL;
            }
        });
        run(call);
        assertEquals(List.of("ended"), done);
        assertSame(REFUSAL, assertThrows(StoreException.class, call::resume));
    }

    @Test
    void aBugInAHalfIsTold() {
        Call first = call(new Staged() {
            @Override
            public Pending begin() {
                throw new UnsupportedOperationException("a bug, for a test");
            }
        });
        run(first);
        assertThrows(IllegalStateException.class, first::resume);
        Call second = call(new Staged() {
            @Override
            public Integer settled() {
                throw new UnsupportedOperationException("a bug, for a test");
            }
        });
        run(second);
        later.settle(Optional.empty());
        assertThrows(IllegalStateException.class, second::resume);
        assertEquals(List.of("ended", "begun", "ended"), done);
    }

    @Test
    void whoDoesNotCareForHalvesRunsBoth() throws StoreException {
        later.settle(Optional.empty());
        assertEquals(7, new Staged().run());
        assertEquals(List.of("begun", "settled"), done);
    }

    @Test
    void whoDoesNotCareForHalvesIsRefusedToo() {
        later.settle(Optional.of(REFUSAL));
        assertSame(REFUSAL, assertThrows(StoreException.class, () -> new Staged().run()));
        assertEquals(List.of("begun", "refused"), done);
    }

    @Test
    void otherWorkIsDoneAtOnce() {
        Call call = call(() -> 7);
        run(call);
        assertEquals(List.of("ended"), done);
    }

    private void run(Call call) {
        call.run(
                task -> {
                    done.add("[");
                    task.run();
                    done.add("]");
                },
                () -> done.add("ended"));
    }

    private static Call call(Work<Integer> work) {
        return new Call((Step.Await<?>) Step.await(work, seven -> Step.hangUp()), Duration.ZERO);
    }

    private class Staged implements StagedWork<Integer> {
        @Override
        public Pending begin() throws StoreException {
            done.add("begun");
            return later;
        }

        @Override
        public Integer settled() {
            done.add("settled");
            return 7;
        }

        @Override
        public Integer refused(StoreException why) throws StoreException {
            done.add("refused");
            throw why;
        }
    }

    /** Settled when the test says so. */
    private static final class Later implements Pending {
        private Optional<StoreException> refusal = Optional.empty();
        private Optional<Runnable> told = Optional.empty();
        private boolean settled;

        @Override
        public void await() throws StoreException {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }

        @Override
        public void whenSettled(Runnable then) {
            if (settled) {
                then.run();
            } else {
                told = Optional.of(then);
            }
        }

        void settle(Optional<StoreException> how) {
            refusal = how;
            settled = true;
            told.ifPresent(Runnable::run);
        }
    }
}
