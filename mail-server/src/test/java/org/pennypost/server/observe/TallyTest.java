package org.pennypost.server.observe;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What is counted, and for how long it stays. */
class TallyTest {
    @Test
    void knowsWhatTheMachineKnowsToo() {
        Tally tally = new Tally(InstantSource.system());
        tally.gauge("pennypost_apples", "Apples.", () -> 3);
        assertTrue(tally.snapshot().stream()
                .anyMatch(metric -> metric.getMetadata().getName().startsWith("jvm_memory")));
        assertTrue(tally.snapshot().stream()
                .anyMatch(metric -> metric.getMetadata().getName().equals("pennypost_apples")));
    }

    @Test
    void aServerThatHasStoppedIsForgotten() {
        WeakReference<Object> server = forgotten();
        for (int i = 0; i < 100 && server.get() != null; i++) {
            System.gc();
        }
        assertNull(server.get(), "its numbers hold it");
    }

    private static WeakReference<Object> forgotten() {
        Object server = new Object();
        new Tally(InstantSource.system()).gauge("pennypost_apples", "Apples.", server::hashCode);
        return new WeakReference<>(server);
    }
}
