package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AlongsideTest {
    /** As the system says it where this process may have no more threads: a large mailbox is opened all the same. */
    @Test
    void withoutAThreadWhoBeginsDoesTheWork() {
        Alongside<Thread> work = Alongside.begin(Thread::currentThread, task -> {
            throw new OutOfMemoryError("unable to create native thread: of this test");
        });
        assertSame(Thread.currentThread(), work.end());
    }

    @Test
    void whatWentWrongIsThrownAsItWas() {
        IllegalStateException bug = new IllegalStateException("a bug for the test");
        Supplier<Thread> failing = () -> {
            throw bug;
        };
        assertEquals(bug, assertThrows(IllegalStateException.class, Alongside.begin(failing)::end));
    }
}
