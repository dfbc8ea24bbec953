package org.pennypost.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

class PartedWorkTest {
    private final List<Integer> done = new ArrayList<>();

    @Test
    void whoDoesNotCareForPartsRunsThemInOrder() throws StoreException {
        assertEquals(List.of(0, 1, 2), work(3).run());
        assertEquals(List.of(0, 1, 2), done);
    }

    @Test
    void outcomesKeepTheirOrderWhoeverDidThePartsWhenever() throws StoreException {
        PartedWork<Integer> work = work(8);
        Call call = call(work);
        List<Runnable> parts = call.parts();
        for (int i = parts.size() - 1; i >= 0; i--) {
            CompletableFuture.runAsync(parts.get(i)).join();
        }
        call.run();
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), work.run());
        assertEquals(8, done.size());
    }

    @Test
    void refusalOfAPartIsThatOfTheWork() {
        StoreException refused = new StoreException(Reason.EXPUNGED, "gone");
        PartedWork<Integer> work = new PartedWork<>(List.<Work<Integer>>of(() -> 1, () -> {
            throw refused;
        }));
        call(work).parts().forEach(Runnable::run);
        assertSame(refused, assertThrows(StoreException.class, work::run));
    }

    @Test
    void bugInAPartIsTold() {
        PartedWork<Integer> work = new PartedWork<>(List.<Work<Integer>>of(() -> Integer.parseInt("x")));
        call(work).parts().forEach(Runnable::run);
        assertThrows(IllegalStateException.class, work::run);
    }

    @Test
    void otherWorkHasNoParts() {
        assertEquals(
                List.of(), new Call((Step.Await<?>) Step.await(() -> 1, one -> Step.done()), Duration.ZERO).parts());
    }

    private PartedWork<Integer> work(int parts) {
        return new PartedWork<>(IntStream.range(0, parts)
                .mapToObj(i -> (Work<Integer>) () -> {
                    done.add(i);
                    return i;
                })
                .toList());
    }

    private static Call call(PartedWork<Integer> work) {
        return new Call((Step.Await<?>) Step.await(work, outcomes -> Step.done()), Duration.ZERO);
    }
}
