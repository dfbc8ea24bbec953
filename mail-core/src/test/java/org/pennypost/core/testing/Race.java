package org.pennypost.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does several things at the same time. */
final class Race {
    private static final int PATIENCE_SECONDS = 60;

    private Race() {}

    /**
     * Begins all at once, each in a thread of its own, and waits for the end of all.
     *
     * @return what they answered, in the order given
     * @throws AssertionError if one fails or does not end, as in a deadlock
     */
    static <T> List<T> run(List<? extends Callable<T>> runners) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(runners.size());
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (Callable<T> runner : runners) {
            FutureTask<T> task = new FutureTask<>(() -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return runner.call();
            });
            tasks.add(task);
            Thread thread = new Thread(task, "race " + tasks.size());
            thread.setDaemon(true);
            thread.start();
        }
        List<T> answers = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            try {
                answers.add(task.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException | TimeoutException failed) {
                throw new AssertionError("a runner failed", failed);
            }
        }
        return answers;
    }
}
