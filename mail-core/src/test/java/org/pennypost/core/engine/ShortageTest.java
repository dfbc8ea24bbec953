package org.pennypost.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShortageTest {
    @Test
    void moreHeapHelpsWhereItIsTheHeapThatIsFull() {
        Throwable full = new IllegalStateException(new OutOfMemoryError("Java heap space"));
        assertTrue(Shortage.in(full).orElseThrow().contains("-Xmx"));
    }

    /** As the JDK says it where the system has no more of them. */
    @Test
    void moreHeapDoesNotHelpWhereThreadsAreMissing() {
        OutOfMemoryError none = new OutOfMemoryError(
                "unable to create native thread: possibly out of memory or process/resource limits reached");
        String told = Shortage.in(none).orElseThrow();
        assertTrue(told.contains("no more threads"), told);
        assertFalse(told.contains("-Xmx"), told);
    }

    @Test
    void otherTroubleIsNone() {
        assertEquals(Optional.empty(), Shortage.in(new IOException(new StackOverflowError())));
    }
}
