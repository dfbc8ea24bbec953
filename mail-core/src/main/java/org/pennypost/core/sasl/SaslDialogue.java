package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.SyntaxException;

/**
 * An exchange as steps of a conversation: challenges and responses as base64 lines, {@code *} to cancel, as SMTP
 * (RFC 4954 §4), POP3 (RFC 5034 §4) and IMAP (RFC 9051 §6.2.2) have it alike.
 */
public final class SaslDialogue {
    /** What is different in each protocol. */
    public interface Wire {
        /** A challenge; the text is base64 and may be empty: {@code 334 }, {@code + }. */
        Payload challenge(String base64);

        /** The client is believed. */
        Step success(Login login);

        /** It is not. */
        Step failure(SaslTurn.Reason reason);

        /** It does not want any more. */
        Step cancelled();
    }

    private final SaslExchange exchange;
    private final Wire wire;

    private SaslDialogue(SaslExchange exchange, Wire wire) {
        this.exchange = exchange;
        this.wire = wire;
    }

    /**
     * Begins.
     *
     * @param initial the response that came with the command: base64, {@code =} for an empty one, or nothing
     */
    public static Step begin(SaslExchange exchange, Optional<String> initial, Wire wire) {
        SaslDialogue dialogue = new SaslDialogue(exchange, wire);
        if (initial.isEmpty()) {
            return exchange.prompts() ? dialogue.take(ByteBuffer.allocate(0)) : dialogue.ask(ByteBuffer.allocate(0));
        }
        if (!exchange.clientFirst()) {
            return wire.failure(SaslTurn.Reason.MALFORMED);
        }
        return initial.get().equals("=") ? dialogue.take(ByteBuffer.allocate(0)) : dialogue.decode(initial.get());
    }

    private Step ask(ByteBuffer challenge) {
        String text = Base64.getEncoder().encodeToString(Octets.array(challenge));
        return Step.say(wire.challenge(text), () -> new Step.ReadLine(this::answer));
    }

    private Step answer(Line line) {
        if (line.fault() == LineFault.TOO_LONG) {
            return wire.failure(SaslTurn.Reason.TOO_LONG);
        }
        try {
            String text = Octets.text(line.sound());
            return text.equals("*") ? wire.cancelled() : decode(text);
        } catch (SyntaxException fault) {
            return wire.failure(SaslTurn.Reason.MALFORMED);
        }
    }

    private Step decode(String base64) {
        return Octets.fromBase64(base64)
                .map(octets -> take(ByteBuffer.wrap(octets)))
                .orElseGet(() -> wire.failure(SaslTurn.Reason.MALFORMED));
    }

    private Step take(ByteBuffer response) {
        return Step.await(() -> exchange.respond(response), this::turn);
    }

    private Step turn(SaslTurn turn) throws StoreException {
        if (turn instanceof SaslTurn.Challenge) {
            SaslTurn.Challenge challenge = (SaslTurn.Challenge) turn;
            return challenge.delay().isZero()
                    ? ask(challenge.octets())
                    : new Step.Pause(challenge.delay(), () -> ask(challenge.octets()));
        }
        return conclude(turn, wire::success, wire::failure);
    }

    /** What follows from the last turn of an exchange, or from {@link Sasl#login}; a failure may have to wait. */
    public static Step conclude(SaslTurn turn, Step.Then<Login> success, Step.Then<SaslTurn.Reason> failure)
            throws StoreException {
        if (turn instanceof SaslTurn.Success) {
            return success.step(((SaslTurn.Success) turn).login());
        }
        SaslTurn.Failure failed = (SaslTurn.Failure) turn;
        return failed.delay().isZero()
                ? failure.step(failed.reason())
                : new Step.Pause(failed.delay(), () -> failure.step(failed.reason()));
    }
}
