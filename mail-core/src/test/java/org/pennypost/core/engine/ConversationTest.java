package org.pennypost.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** What a driver sees of a conversation; what a client sees is in the dialogues. */
class ConversationTest {
    private final Toy toy = new Toy();
    private final Engine engine = toy.accept(Peers.local(), () -> {});

    @Test
    void greetingIsTheFirstEffect() {
        assertEquals("HELLO\r\n", sent(engine.next()));
        assertTrue(engine.next().isEmpty());
        assertTrue(engine.wantsInput());
    }

    @Test
    void inputIsRefusedWhileSomethingElseComesFirst() {
        assertFalse(engine.wantsInput(), "the greeting comes first");
        assertThrows(IllegalStateException.class, () -> receive("NOOP\r\n"));
        engine.next();
        receive("ECHO a\r\n");
        assertFalse(engine.wantsInput(), "undigested octets come first");
        Call call = run(engine.next());
        assertFalse(engine.wantsInput(), "the call comes first");
        assertTrue(engine.next().isEmpty());
        call.run();
        engine.completed(call);
        assertFalse(engine.wantsInput(), "the answer comes first");
        assertEquals("OK a\r\n", sent(engine.next()));
        assertTrue(engine.next().isEmpty());
        assertTrue(engine.wantsInput());
    }

    @Test
    void anotherCallIsNotTakenForTheOneInProgress() {
        engine.next();
        receive("ECHO a\r\n");
        run(engine.next());
        Call other = new Call((Step.Await<?>) Step.await(() -> 1, one -> Step.done()), Duration.ZERO);
        assertThrows(IllegalStateException.class, () -> engine.completed(other));
    }

    @Test
    void longAnswerIsMadeOneSendAtATime() {
        engine.next();
        receive("COUNT 1000000\r\n");
        for (int sends = 0; sends < 50; sends++) {
            Optional<Effect> effect = engine.next();
            assertTrue(sent(effect).length() <= Toy.LIMITS.gather());
            assertTrue(sent(effect).length() > Toy.LIMITS.gather() / 2, "small answers are gathered");
        }
    }

    // RFC 2920 §3.2: replies to commands that came together are sent together.
    @Test
    void repliesToAPipelineAreGathered() {
        engine.next();
        receive("NOOP\r\nNOOP\r\nECHO a\r\nNOOP\r\n");
        Call call = run(engine.next());
        call.run();
        engine.completed(call);
        assertEquals("OK\r\nOK\r\nOK a\r\nOK\r\n", sent(engine.next()));
    }

    /** The last command of a pipeline may take long: what is known before is said before. */
    @Test
    void repliesBeforeALastCallAreNotHeldBack() {
        engine.next();
        receive("NOOP\r\nECHO a\r\n");
        assertEquals("OK\r\n", sent(engine.next()));
        run(engine.next());
    }

    @Test
    void directBuffersAreTaken() {
        engine.next();
        engine.receive(ByteBuffer.allocateDirect(6)
                .put("NOOP\r\n".getBytes(StandardCharsets.US_ASCII))
                .flip());
        assertEquals("OK\r\n", sent(engine.next()));
    }

    @Test
    void whatIsHeldIsClosedBeforeTheConnection() {
        engine.next();
        receive("QUIT\r\n");
        assertEquals("BYE\r\n", sent(engine.next()));
        Call closing = run(engine.next());
        assertEquals(0, toy.closed.get());
        closing.run();
        engine.completed(closing);
        assertEquals(1, toy.closed.get());
        assertInstanceOf(Effect.Close.class, engine.next().orElseThrow());
        assertTrue(engine.next().isEmpty());
        assertFalse(engine.wantsInput());
    }

    @Test
    void lostConnectionWaitsForItsCallAndSaysNothing() {
        engine.next();
        receive("ECHO a\r\nNOOP\r\n");
        Call call = run(engine.next());
        engine.ended(Ending.LOST);
        assertTrue(engine.next().isEmpty(), "the call may still use what is held");
        call.run();
        engine.completed(call);
        Call closing = run(engine.next());
        closing.run();
        engine.completed(closing);
        assertInstanceOf(Effect.Close.class, engine.next().orElseThrow());
    }

    @Test
    void lostConnectionForgetsACallThatNobodyHasSeen() {
        engine.next();
        receive("NOOP\r\nECHO a\r\n");
        assertEquals("OK\r\n", sent(engine.next()));
        engine.ended(Ending.LOST);
        Call closing = run(engine.next());
        closing.run();
        engine.completed(closing);
        assertEquals(1, toy.closed.get());
        assertInstanceOf(Effect.Close.class, engine.next().orElseThrow());
    }

    @Test
    void aPauseIsTheDriversToWaitFor() {
        LoopbackDriver driver = new LoopbackDriver(toy, Peers.local());
        driver.pump();
        driver.receive(ByteBuffer.wrap("NOOP\r\nPAUSE 7\r\nPAUSE 2\r\n".getBytes(StandardCharsets.US_ASCII)));
        String said = new String(driver.takeSent(), StandardCharsets.US_ASCII);
        assertEquals("HELLO\r\nOK\r\nOK waited\r\nOK waited\r\n", said);
        assertEquals(Duration.ofSeconds(9), driver.waited());
    }

    @Test
    void endedInputIsAnsweredFirst() {
        LoopbackDriver driver = new LoopbackDriver(toy, Peers.local());
        driver.pump();
        driver.engine().receive(ByteBuffer.wrap("NOOP\r\nECHO a\r\nNO".getBytes(StandardCharsets.US_ASCII)));
        driver.end(Ending.INPUT_CLOSED);
        String said = new String(driver.takeSent(), StandardCharsets.US_ASCII);
        assertEquals("HELLO\r\nOK\r\nOK a\r\nEND INPUT_CLOSED\r\n", said);
        assertTrue(driver.closed());
        assertEquals(1, toy.closed.get());
    }

    @Test
    void whatIsHeldTooLateIsClosedAtOnce() {
        Held held = new Held();
        int[] closed = {0};
        AutoCloseable thing = () -> closed[0]++;
        held.release(held.hold(thing));
        assertEquals(1, closed[0]);
        held.hold(thing);
        held.closeAll();
        held.hold(thing);
        assertEquals(3, closed[0]);
        assertTrue(held.isEmpty());
    }

    private void receive(String octets) {
        engine.receive(ByteBuffer.wrap(octets.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String sent(Optional<Effect> effect) {
        Payload payload =
                assertInstanceOf(Effect.Send.class, effect.orElseThrow()).payload();
        ByteBuffer octets = ((Payload.Octets) payload).octets().duplicate();
        return StandardCharsets.US_ASCII.decode(octets).toString();
    }

    private static Call run(Optional<Effect> effect) {
        return assertInstanceOf(Effect.Run.class, effect.orElseThrow()).call();
    }
}
