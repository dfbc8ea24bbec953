package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes a server not ready. */
class ObservationTest {
    @Test
    void aFullDiskIsSaid() {
        Optional<String> full = Optional.of("the disk of the data directory is full");
        assertEquals(full, Observation.wantOfRoom(0));
        assertEquals(full, Observation.wantOfRoom((1 << 20) - 1));
        assertEquals(Optional.empty(), Observation.wantOfRoom(1 << 20));
    }
}
