package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.Framing;

/**
 * What a handler answers: the next step of a conversation, and by its continuation all that follow.
 *
 * <p>Continuations run one at a time, in the conversation's thread. They may throw {@code SyntaxException} or
 * {@link StoreException}; the conversation gives these to its {@link Dialect}.
 */
public sealed interface Step {
    /** The command is finished; the next one may come. */
    record Done() implements Step {}

    /** Send something; {@code then} is asked only when the driver pulls again, which keeps long answers small. */
    record Say(Payload payload, Next then) implements Step {}

    /** Do something that may block. Every store, login and delivery call goes here. */
    record Await<T>(Work<T> work, Then<T> then, Then<StoreException> otherwise) implements Step {}

    /** Wait before going on, as long as the driver can: a client that makes errors is slowed down. */
    record Pause(Duration delay, Next then) implements Step {}

    /** Hand the next line to {@code then} instead of the parser: SASL answers (RFC 4422 §3), the rest of a command. */
    record ReadLine(Then<Line> then) implements Step {}

    /** Read a block of octets that the framing ends: DATA, BDAT, literals. */
    record ReadOctets(Framing framing, Feed feed) implements Step {}

    /** Stay parked until a line arrives or a watched thing changes: IDLE (RFC 9051 §6.3.13). */
    record Listen(Then<Line> onLine, Next onWake) implements Step {}

    /** Put a layer in place. Input that came before it closes the connection (RFC 3207 §4.2, RFC 2595 §4). */
    record Switch(Layer layer, Then<Peer> then) implements Step {}

    /** Close the connection once all output has left. */
    record HangUp() implements Step {}

    /** The next step, made when it is wanted. */
    @FunctionalInterface
    interface Next {
        Step step() throws StoreException;
    }

    /** The next step, made from an outcome. */
    @FunctionalInterface
    interface Then<T> {
        Step step(T outcome) throws StoreException;
    }

    /** Takes a block of octets in chunks. */
    @FunctionalInterface
    interface Feed {
        /**
         * A chunk, valid until the step that this answers has ended. For a chunk that is not the last one that step
         * must come to {@link Done}, whereupon reading goes on; the last chunk's step goes on with the command.
         * Chunks are gathered to about {@link Limits#chunk} octets; only the last may be much smaller, even empty.
         */
        Step octets(ByteBuffer chunk, boolean last) throws StoreException;
    }

    /** {@link Done}. */
    static Step done() {
        return Steps.DONE;
    }

    /** {@link HangUp}. */
    static Step hangUp() {
        return Steps.HANG_UP;
    }

    /** Say something and be done. */
    static Step say(Payload payload) {
        return new Say(payload, Step::done);
    }

    /** Say something and go on. */
    static Step say(Payload payload, Next then) {
        return new Say(payload, then);
    }

    /** Do something that may block; if the store refuses, the dialect's table of errors answers. */
    static <T> Step await(Work<T> work, Then<T> then) {
        return new Await<>(work, then, refused -> {
            throw refused;
        });
    }

    /** Do something that may block, with an own answer to a refusal. */
    static <T> Step await(Work<T> work, Then<T> then, Then<StoreException> otherwise) {
        return new Await<>(work, then, otherwise);
    }
}
