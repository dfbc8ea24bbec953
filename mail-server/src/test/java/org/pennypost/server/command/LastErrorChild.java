package org.pennypost.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.engine.Lasting;

/** A process without memory: first a thread of ours goes on, then one that is not ours ends. */
final class LastErrorChild {
    private static final int PIECE = 64 * 1024;
    private static final List<byte[]> HELD = new ArrayList<>();

    private LastErrorChild() {}

    public static void main(String[] arguments) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(new LastError());
        System.Logger log = System.getLogger(LastErrorChild.class.getName());
        AtomicInteger turns = new AtomicInteger();
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        Runnable turn = new Lasting(log, "the hoard").of(() -> {
            if (turns.incrementAndGet() < 3) {
                List<byte[]> mine = new ArrayList<>();
                hoard(mine);
            } else {
                System.out.println("the third turn");
                thread.shutdown();
            }
        });
        thread.scheduleWithFixedDelay(turn, 1, 1, TimeUnit.MILLISECONDS);
        thread.awaitTermination(1, TimeUnit.MINUTES);
        Thread last = new Thread(() -> hoard(HELD), "mail-io-7");
        last.start();
        last.join();
        new CountDownLatch(1).await(1, TimeUnit.MINUTES); // what would go on without that thread
    }

    private static void hoard(List<byte[]> into) {
        while (true) {
            into.add(new byte[PIECE]);
        }
    }
}
