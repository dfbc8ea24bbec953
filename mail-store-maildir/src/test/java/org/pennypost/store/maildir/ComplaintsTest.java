package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE; // nanoseconds of no beginning, which may overflow
    private final Complaints complaints = new Complaints(() -> now, lines::add);

    @Test
    void aFullDiskIsOneLineAMinute() {
        for (int i = 0; i < 121; i++) {
            complaints.about("cannot write: full", new IOException("full"));
            now += TimeUnit.SECONDS.toNanos(1);
        }
        assertEquals(
                List.of(
                        "cannot write: full",
                        "cannot write: full (since the last line 59 more)",
                        "cannot write: full (since the last line 59 more)"),
                lines);
    }

    @Test
    void whatOthersRemoveAndWhatIsClosedIsNoComplaint() {
        complaints.about("gone", new NoSuchFileException("x"));
        complaints.about("closed", new ClosedByInterruptException());
        assertEquals(List.of(), lines);
    }
}
