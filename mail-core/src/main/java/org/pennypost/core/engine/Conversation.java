package org.pennypost.core.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.LineFramer;
import org.pennypost.core.text.SyntaxException;

/**
 * The one engine of all protocols: digests octets into lines and blocks, hands them to a {@link Dialect}, and turns
 * the {@link Step}s it gets back into {@link Effect}s.
 *
 * <p>It moves only when {@link #next} pulls it: input is digested one line at a time, the continuation of a
 * {@link Step.Say} is asked only when there is room for more output, and so neither a pipelining peer nor a long
 * answer makes it hold more than one read and one gathered send. Confined to one thread at a time.
 */
public final class Conversation implements Engine {
    private static final System.Logger LOG = System.getLogger(Conversation.class.getName());
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Dialect dialect;
    private final Limits limits;
    private final Outbox outbox;
    private final BlockReader block;
    private final LineFramer framer = new LineFramer();
    private final Deque<Effect> effects = new ArrayDeque<>(2);

    private ByteBuffer undigested = NOTHING;
    /** What is done next; a step that waits for the peer stays here while it waits. */
    private Step step;

    private Call call;
    private boolean upgrading;
    private boolean woken;
    /** How many command lines there have been, as far as it matters to {@link WebBrowser}. */
    private int lines;
    /** Whether the command in progress has said anything yet. */
    private boolean spoke;

    private int errorsInRow;
    private boolean erred;
    private Ending ending;
    private boolean closing;
    private boolean closed;

    /** A conversation that begins with the dialect's greeting. */
    public Conversation(Dialect dialect, Limits limits) {
        this.dialect = dialect;
        this.limits = limits;
        this.outbox = new Outbox(limits.gather());
        this.block = new BlockReader(limits.chunk());
        this.step = Step.say(new Payload.Octets(NOTHING), dialect::greet);
    }

    @Override
    public void receive(ByteBuffer octets) {
        if (!wantsInput()) {
            throw new IllegalStateException("the engine did not want input");
        }
        undigested = octets.hasArray() ? octets : onHeap(octets);
    }

    @Override
    public boolean wantsInput() {
        return ending == null
                && !closing
                && call == null
                && !upgrading
                && waitsForPeer()
                && !undigested.hasRemaining()
                && effects.isEmpty()
                && outbox.isEmpty();
    }

    @Override
    public Optional<Effect> next() {
        while (effects.isEmpty() && !outbox.full() && move()) {
            // a move is one step, one line or one chunk
        }
        if (effects.isEmpty() && !holdsRepliesBack()) {
            flush();
        }
        return Optional.ofNullable(effects.poll());
    }

    @Override
    public void completed(Call done) {
        if (done != call) {
            throw new IllegalStateException("not the call in progress");
        }
        call = null;
        done.shortage().ifPresent(this::warn);
        if (ending == Ending.LOST) {
            step = Step.hangUp();
        } else {
            follow(done::resume);
        }
    }

    @Override
    public void upgraded(Peer peer) {
        if (upgrading) {
            upgrading = false;
            Step.Then<Peer> then = ((Step.Switch) step).then();
            follow(() -> then.step(peer));
        }
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public Duration patience() {
        return dialect.patience();
    }

    @Override
    public boolean midLine() {
        return framer.midLine();
    }

    @Override
    public void ended(Ending how) {
        if (how == Ending.LOST) {
            ending = how;
            upgrading = false;
            if (effects.stream().anyMatch(Effect.Run.class::isInstance)) {
                call = null;
            }
            effects.clear();
            outbox.clear();
        } else if (ending == null) {
            ending = how;
            if (how == Ending.CROWDED) {
                step = Step.done(); // no greeting for who may not stay
            }
        }
    }

    /** One move; false if parked. */
    private boolean move() {
        if (closed || call != null || upgrading) {
            return false;
        }
        if (ending == Ending.LOST) {
            return hangUp();
        }
        if (ending != null && !closing && waitsForPeer() && !answersFirst()) {
            closing = true;
            follow(() -> dialect.ending(ending));
            return true;
        }
        return perform(step);
    }

    private boolean perform(Step now) {
        if (now instanceof Step.Say) {
            return say((Step.Say) now);
        } else if (now instanceof Step.Await) {
            return run((Step.Await<?>) now, Duration.ZERO);
        } else if (now instanceof Step.Pause) {
            Step.Pause pause = (Step.Pause) now;
            return run(
                    (Step.Await<?>)
                            Step.await(() -> true, waited -> pause.then().step()),
                    pause.delay());
        } else if (closing) {
            return hangUp();
        } else if (now instanceof Step.Done) {
            return nextCommand();
        } else if (now instanceof Step.ReadOctets) {
            return readBlock((Step.ReadOctets) now);
        } else if (now instanceof Step.ReadLine) {
            return readLine(((Step.ReadLine) now).then());
        } else if (now instanceof Step.Listen) {
            return listen((Step.Listen) now);
        } else if (now instanceof Step.Switch) {
            return change((Step.Switch) now);
        }
        return hangUp();
    }

    private boolean say(Step.Say say) {
        Payload payload = say.payload();
        if (!outbox.hasRoom(payload.size())) {
            flush();
        }
        if (payload instanceof Payload.Octets && outbox.hasRoom(payload.size())) {
            outbox.add(((Payload.Octets) payload).octets());
        } else if (payload.size() > 0) {
            flush();
            effects.add(new Effect.Send(payload));
        }
        spoke = true;
        follow(say.then());
        return true;
    }

    private boolean run(Step.Await<?> await, Duration delay) {
        call = new Call(await, delay);
        if (!holdsRepliesBack() || !delay.isZero()) {
            flush();
        }
        effects.add(new Effect.Run(call));
        return false;
    }

    private boolean nextCommand() {
        if (block.unfinished()) {
            step = block.resume();
            return true;
        }
        if (woken && !undigested.hasRemaining() && !framer.midLine()) {
            woken = false;
            follow(dialect::woken);
            return true;
        }
        if (!frame()) {
            return false;
        }
        errorsInRow = erred ? errorsInRow : 0;
        erred = false;
        spoke = false;
        Line line = new Line(framer.line(), framer.fault());
        boolean stray = dialect.refusesBrowsers() && WebBrowser.speaks(line, lines);
        lines = Math.min(lines + 1, 2);
        follow(() -> stray ? Step.say(dialect.tooManyErrors(), Step::hangUp) : dialect.command(line));
        return true;
    }

    private boolean readLine(Step.Then<Line> then) {
        if (!frame()) {
            return false;
        }
        Line line = new Line(framer.line(), framer.fault());
        follow(() -> then.step(line));
        return true;
    }

    private boolean listen(Step.Listen listen) {
        if (woken) {
            woken = false;
            follow(listen.onWake());
            return true;
        }
        return readLine(listen.onLine());
    }

    private boolean readBlock(Step.ReadOctets read) {
        boolean ready = block.fill(read, undigested);
        digested();
        if (ready) {
            follow(block::deliver);
        }
        return ready;
    }

    /** What came before the layer could have been put there by somebody on the line: nothing of it may be believed. */
    private boolean change(Step.Switch change) {
        if (undigested.hasRemaining()) {
            LOG.log(System.Logger.Level.DEBUG, () -> "[" + dialect.connection() + "] input before " + change.layer());
            ended(Ending.LOST);
            return true;
        }
        upgrading = true;
        flush();
        effects.add(new Effect.Upgrade(change.layer()));
        return false;
    }

    /** Closes what is held, then the connection, in this order: who sees the close may open the maildrop again. */
    private boolean hangUp() {
        closing = true;
        undigested = NOTHING;
        step = Step.hangUp();
        if (dialect.held().isEmpty()) {
            closed = true;
            flush();
            effects.add(new Effect.Close());
            return false;
        }
        return run(
                (Step.Await<?>) Step.await(
                        () -> {
                            dialect.held().closeAll();
                            return true;
                        },
                        done -> Step.hangUp()),
                Duration.ZERO);
    }

    private void follow(Step.Next next) {
        try {
            step = next.step();
        } catch (SyntaxException fault) {
            step = block.unfinished()
                    ? block.refuse(() -> {
                        throw fault;
                    })
                    : reject(fault);
        } catch (StoreException refusal) {
            step = block.unfinished()
                    ? block.refuse(() -> {
                        throw refusal;
                    })
                    : dialect.refused(refusal);
        } catch (RuntimeException | Error bug) { // an error, too, is to end this conversation and not its driver
            step = Step.say(trouble(bug), Step::hangUp);
        }
    }

    private Payload trouble(Throwable bug) {
        Optional<String> shortage = Shortage.in(bug);
        if (shortage.isPresent()) {
            warn(shortage.get());
            return dialect.exhausted();
        }
        LOG.log(System.Logger.Level.ERROR, "[" + dialect.connection() + "] a bug of ours", bug);
        return dialect.failed();
    }

    private void warn(String shortage) {
        LOG.log(System.Logger.Level.WARNING, "[" + dialect.connection() + "] " + shortage);
    }

    private Step reject(SyntaxException fault) {
        erred = true;
        errorsInRow++;
        return errorsInRow < limits.errors()
                ? dialect.rejected(fault)
                : Step.say(dialect.tooManyErrors(), Step::hangUp);
    }

    private boolean frame() {
        boolean complete = undigested.hasRemaining() && framer.frame(undigested, dialect.lineLimit());
        digested();
        return complete;
    }

    /** Lets the buffer of the last read go, so that a parked conversation holds none. */
    private void digested() {
        if (!undigested.hasRemaining()) {
            undigested = NOTHING;
        }
    }

    private void flush() {
        outbox.take().ifPresent(effects::add);
    }

    private boolean waitsForPeer() {
        return step instanceof Step.Done
                || step instanceof Step.ReadLine
                || step instanceof Step.ReadOctets
                || step instanceof Step.Listen;
    }

    /** A peer that has said all it wants to say still gets its answers. */
    private boolean answersFirst() {
        return ending == Ending.INPUT_CLOSED && undigested.hasRemaining();
    }

    /**
     * Replies to earlier commands wait for those of the commands that came with them (RFC 2920 §3.2, RFC 2449 §6.6),
     * so that a pipeline of short calls is answered in one send. What the present command itself has said never waits.
     */
    private boolean holdsRepliesBack() {
        return call != null && undigested.hasRemaining() && !spoke;
    }

    private static ByteBuffer onHeap(ByteBuffer direct) {
        return ByteBuffer.allocate(direct.remaining()).put(direct).flip();
    }
}
