package org.pennypost.smtp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pennypost.core.engine.Dialect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;

/**
 * The client's half of an SMTP conversation: the {@code Conversation} of the servers, with replies in the place of
 * commands. Gets a message first, so that every trouble has somebody to be told to.
 */
public final class ClientDialect implements Dialect {
    /** RFC 5321 §4.5.3.1.5 says 512 octets; many servers say more. */
    private static final int LINE = 8 * 1024;

    private final ClientSetup setup;
    private final Errands errands;
    private final Held held = new Held();
    private final ReplyReader replies = new ReplyReader();
    private Peer peer;
    private Optional<Journey> journey = Optional.empty();
    private boolean leaving;

    /** A conversation over a new connection to a server. */
    public ClientDialect(ClientSetup setup, Peer peer, Errands errands) {
        this.setup = setup;
        this.peer = peer;
        this.errands = errands;
    }

    ClientSetup setup() {
        return setup;
    }

    Peer peer() {
        return peer;
    }

    /** The message that is being sent. */
    Journey journey() {
        return journey.orElseThrow();
    }

    void secured(Peer now) {
        peer = now;
    }

    @Override
    public Held held() {
        return held;
    }

    @Override
    public Step greet() {
        return withNext(first -> new Opening(this).step(), Step::hangUp);
    }

    /** Gets the next message and goes on with it, or else. */
    Step withNext(Step.Then<Journey> then, Step.Next none) {
        return Step.await(this::take, taken -> {
            journey = taken;
            return taken.isPresent() ? then.step(taken.get()) : none.step();
        });
    }

    private Optional<Journey> take() throws StoreException {
        return errands.next().map(mail -> held.hold(new Journey(errands, mail)));
    }

    /** Sends a command line and hears the reply. */
    Step ask(String command, Step.Then<ServerReply> then) {
        return Step.say(line(command), () -> hear(then));
    }

    static Payload line(String command) {
        return new Payload.Octets(ByteBuffer.wrap((command + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Hears the next reply. */
    Step hear(Step.Then<ServerReply> then) {
        return new Step.ReadLine(line -> {
            Optional<ServerReply> reply = replies.take(line.sound());
            if (reply.isEmpty()) {
                return hear(then);
            }
            // RFC 5321 §3.8: the server closes the connection
            boolean closing = reply.get().code() == 421 && !leaving;
            return closing ? end(Outcome.of(stage(), reply.get()), this::quit) : then.step(reply.get());
        });
    }

    /** Tells what became of the message, and goes on. */
    Step settle(Journey done, List<Outcome> outcomes, Step.Next then) {
        return Step.await(
                () -> {
                    done.settle(outcomes);
                    held.release(done);
                    return true;
                },
                settled -> then.step());
    }

    /** The message stays here for now, and the connection is of no more use. */
    Step giveUp(Outcome outcome) {
        return fail(outcome, this::quit);
    }

    /** RFC 5321 §4.1.1.10. */
    Step quit() {
        leaving = true; // whatever the answer
        return ask("QUIT", reply -> Step.hangUp());
    }

    /** What the server has said in this transaction counts for nothing. */
    private Step fail(Outcome outcome, Step.Next then) {
        return part(failed -> failed.answers().beforeOr(outcome), then);
    }

    /** The server goes, or has gone. */
    private Step end(Outcome outcome, Step.Next then) {
        return part(ended -> ended.ended(outcome), then);
    }

    private Step part(Function<Journey, List<Outcome>> outcomes, Step.Next then) {
        if (journey.isEmpty()) {
            return then(then);
        }
        Journey parted = journey.get();
        journey = Optional.empty();
        return settle(parted, outcomes.apply(parted), then);
    }

    private static Step then(Step.Next next) {
        return Step.say(Payload.ascii(""), next);
    }

    private Outcome.Stage stage() {
        return journey.map(Journey::stage).orElse(Outcome.Stage.CONNECTION);
    }

    /** Nothing is ever said unasked, so that no line comes here. */
    @Override
    public Step command(Line line) {
        return Step.hangUp();
    }

    @Override
    public Step rejected(SyntaxException fault) {
        return fail(
                Outcome.deferred(stage(), "4.5.0", "the server's answer is none: " + fault.getMessage()), Step::hangUp);
    }

    @Override
    public Step refused(StoreException reason) {
        return fail(Outcome.deferred(stage(), "4.3.0", "the message cannot be read now"), Step::hangUp);
    }

    @Override
    public Payload failed() {
        return Payload.ascii("");
    }

    @Override
    public Payload tooManyErrors() {
        return Payload.ascii("");
    }

    @Override
    public Step woken() {
        return Step.done();
    }

    @Override
    public Step ending(Ending ending) {
        String why = ending == Ending.IMPATIENT ? "the server was silent for too long" : "the connection was closed";
        return end(Outcome.deferred(stage(), "4.4.2", why), Step::hangUp);
    }

    @Override
    public Duration patience() {
        return setup.patience();
    }

    @Override
    public int lineLimit() {
        return LINE;
    }

    @Override
    public String connection() {
        return peer.connection();
    }
}
