package org.pennypost.server.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Turns;

class HeapTurnsTest {
    private final Turns turns = new HeapTurns(100);
    private final List<String> come = new ArrayList<>();

    @Test
    void whatHasRoomIsDoneSideBySide() {
        ask("a", 50);
        ask("b", 50);
        assertEquals(List.of("a", "b"), come);
    }

    @Test
    void whoFindsNoRoomWaitsAndNobodyOvertakesHim() {
        Turns.Turn a = ask("a", 60);
        ask("b", 60);
        ask("c", 10);
        assertEquals(List.of("a"), come);
        a.close();
        a.close();
        assertEquals(List.of("a", "b", "c"), come);
    }

    @Test
    void whatIsLargerThanTheRoomHasItForItself() {
        Turns.Turn a = ask("a", 1_000);
        Turns.Turn b = ask("b", 1);
        assertEquals(List.of("a"), come);
        a.close();
        assertEquals(List.of("a", "b"), come);
        ask("c", 1_000);
        assertEquals(List.of("a", "b"), come);
        b.close();
        assertEquals(List.of("a", "b", "c"), come);
    }

    @Test
    void whoGoesBeforeHisTurnLetsTheNextOneHaveIt() {
        Turns.Turn a = ask("a", 100);
        ask("b", 100).close();
        ask("c", 100);
        assertEquals(List.of("a", "b"), come, "it is over, but it has come to its end");
        a.close();
        assertEquals(List.of("a", "b", "c"), come);
    }

    /** Where turns are taken memory is short, and anything may fail. */
    @Test
    void whoFailsWhenHisTurnComesKeepsNobodyElseFromIt() {
        Turns.Turn a = ask("a", 100);
        Turns.Turn b = turns.ask(50);
        b.whenSettled(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        ask("c", 50);
        Turns.Turn gone = turns.ask(100);
        gone.whenSettled(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThrows(OutOfMemoryError.class, a::close);
        assertEquals(List.of("a", "c"), come);
        ask("d", 50);
        b.close();
        assertThrows(OutOfMemoryError.class, gone::close);
        assertEquals(List.of("a", "c", "d"), come);
    }

    @Test
    void whoMayBlockWaitsHimself() throws Exception {
        Turns.Turn a = ask("a", 100);
        Turns.Turn b = turns.ask(100);
        Thread waiter = new Thread(b::await);
        waiter.start();
        a.close();
        waiter.join();
    }

    private Turns.Turn ask(String name, long octets) {
        Turns.Turn turn = turns.ask(octets);
        turn.whenSettled(() -> come.add(name));
        return turn;
    }
}
