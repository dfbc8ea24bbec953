package org.pennypost.server.drive;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pennypost.core.engine.Call;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Shortage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.drive.Vigil.Phase;

/**
 * A TCP connection that drives one engine.
 *
 * <p>One lock, its own monitor, and one {@link #pump}: whatever happens ends there, on whichever thread it happened.
 * The pump makes one move after the other until none is possible, and so needs no memory of what it waits for. Nothing
 * under the lock blocks.
 */
final class Connection {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final Machinery machinery;
    private final Wire wire;
    private final Vigil vigil;
    private final Engine engine;
    private final Service service;
    private Peer peer;

    private Optional<SliceSource> slice = Optional.empty();
    /** A piece of the slice is being read. */
    private boolean reading;

    private boolean upgrading;
    private boolean endTold;
    /** The engine knows that the line is no good; what it still does is to clean up. */
    private boolean lost;
    /** The engine is through. */
    private boolean concluded;
    /** The session is closed. */
    private boolean gone;

    /** A connection whose engine has not been asked for anything. */
    Connection(Machinery machinery, Outlet outlet, Peer peer, Service service) {
        this.machinery = machinery;
        this.wire = new Wire(outlet);
        this.vigil = new Vigil(machinery.clock());
        this.peer = peer;
        Runnable waker = new Waker(machinery.workers(), () -> guarded(this::woken));
        this.service = service;
        this.engine = service.implicitTls()
                ? new ImplicitTls(service.protocol(), waker, machinery.limits().handshake())
                : service.protocol().accept(peer, waker);
    }

    /** How logs name it. */
    String name() {
        return peer.connection();
    }

    /** What it was opened for. */
    String service() {
        return service.name();
    }

    /** Where the peer is. */
    String address() {
        return peer.remote().address();
    }

    boolean isFromLoopback() {
        return peer.remote().loopback();
    }

    /** Lets the engine speak first. */
    synchronized void opened() {
        pump();
    }

    /** Lets the engine say that there is no place, and nothing else. */
    synchronized void refuse() {
        engine.ended(Ending.CROWDED);
        pump();
    }

    /** Octets of the network; the buffer is ours. */
    synchronized void received(ByteBuffer octets) {
        wire.received(octets);
        pump();
    }

    /** The peer sends no more. */
    synchronized void inputEnded() {
        wire.inputEnded();
        pump();
    }

    /** MINA has finished a write. */
    synchronized void sent(Object message) {
        wire.sent(message);
        vigil.progressed();
        pump();
    }

    /** The session is closed, by whomever. */
    synchronized void closed() {
        gone = true;
        wire.gone();
        lose("the connection is gone");
        pump();
    }

    /** The server wants an end. */
    synchronized void end(Ending ending) {
        engine.ended(ending);
        pump();
    }

    /** Ends it at once. */
    synchronized void cut(String why) {
        lose(why);
        wire.cut();
        pump();
    }

    /** Time passes; called each second. */
    void tick() {
        if (vigil.over()) {
            guarded(this::late);
        }
    }

    private void pump() {
        while (wire.move() || upgraded() || ship() || pull() || feed()) {
            // a move is one buffer or one effect
        }
        if (wire.settle(reading)) {
            vigil.progressed();
        }
        await();
        if (gone && concluded) {
            machinery.connections().ended(this);
        }
    }

    /** The handshake goes on, has come to its end, or to a bad one. */
    private boolean upgraded() {
        Coder coder = wire.coder();
        coder.task().ifPresent(this::runTask);
        if (coder.failure().isPresent() && !lost) {
            lose(coder.failure().get().getMessage());
            wire.close(); // the alert still leaves
            return true;
        }
        if (!upgrading || lost || !coder.ready()) {
            return false;
        }
        upgrading = false;
        peer = coder.describe(peer);
        engine.upgraded(peer);
        return true;
    }

    /** The next piece of a message is read when there is room for it. */
    private boolean ship() {
        if (slice.isEmpty() || reading || !wire.hasRoom()) {
            return false;
        }
        SliceSource source = slice.get();
        if (lost || source.exhausted()) {
            source.close();
            slice = Optional.empty();
            return true;
        }
        reading = true;
        work(() -> read(source));
        return false;
    }

    /** The next effect of the engine, when there is room for what it may send. */
    private boolean pull() {
        if (concluded || !lost && (upgrading || slice.isPresent() || !wire.hasRoom())) {
            return false;
        }
        Optional<Effect> effect = engine.next();
        effect.ifPresent(this::perform);
        return effect.isPresent();
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.Send) {
            send(((Effect.Send) effect).payload());
        } else if (effect instanceof Effect.Run) {
            start(((Effect.Run) effect).call());
        } else if (effect instanceof Effect.Upgrade) {
            upgrade(((Effect.Upgrade) effect).layer());
        } else {
            concluded = true;
            wire.close();
        }
    }

    private void send(Payload payload) {
        if (lost) {
            return;
        }
        if (payload instanceof Payload.Octets) {
            wire.send(((Payload.Octets) payload).octets().duplicate());
        } else {
            slice = Optional.of(new SliceSource((Payload.Slice) payload, wire.transparent()));
        }
    }

    private void upgrade(Layer layer) {
        upgrading = wire.install(
                layer == Layer.TLS
                        ? new TlsCoder(service.tls().get())
                        : new StackedCoder(new DeflateCoder(), wire.coder()));
        if (!upgrading) {
            lose("input before " + layer);
            wire.cut();
        }
    }

    /** Input, when the engine wants it, and the end of input when there is no more. */
    private boolean feed() {
        if (lost || !engine.wantsInput()) {
            return false;
        }
        Optional<ByteBuffer> octets = wire.takeInput();
        if (octets.isPresent()) {
            // who sends a line octet by octet, or a TLS record, has as much time for all of it as others for silence
            if (!engine.midLine()) {
                vigil.heard();
            }
            engine.receive(octets.get());
            return true;
        }
        if (endTold || !wire.inputDone()) {
            return false;
        }
        endTold = true;
        engine.ended(Ending.INPUT_CLOSED);
        return true;
    }

    private void lose(String why) {
        if (!lost && !concluded) {
            LOG.log(System.Logger.Level.DEBUG, () -> "[" + name() + "] lost: " + why);
            engine.ended(Ending.LOST);
        }
        lost = true;
    }

    private synchronized void woken() {
        vigil.woken();
        engine.wake();
        pump();
    }

    private void await() {
        DriveLimits limits = machinery.limits();
        if (gone) {
            vigil.await(Phase.WORKING, limits.stall());
        } else if (wire.lingering()) {
            vigil.await(Phase.LINGERING, limits.linger());
        } else if (!wire.idle() || lost) {
            vigil.await(Phase.SENDING, limits.stall());
        } else if (upgrading) {
            vigil.await(Phase.UPGRADING, limits.handshake());
        } else {
            vigil.await(engine.wantsInput() ? Phase.LISTENING : Phase.WORKING, engine.patience());
        }
    }

    private synchronized void late() {
        if (!vigil.over()) {
            return;
        }
        if (vigil.phase() == Phase.LISTENING) {
            end(Ending.IMPATIENT);
        } else if (vigil.phase() == Phase.SENDING && wire.progressed()) {
            vigil.progressed(); // a part of a large file has left
            await();
        } else {
            cut("no patience left while " + vigil.phase());
        }
    }

    private void work(Runnable task) {
        machinery.workers().execute(() -> guarded(task));
    }

    /** A bug of ours, or a want of memory, ends one connection and leaves a line in the log; the thread goes on. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            Optional<String> shortage = Shortage.in(bug);
            if (shortage.isPresent()) {
                LOG.log(System.Logger.Level.WARNING, "[" + name() + "] " + shortage.get());
                cut("too little memory");
                return;
            }
            LOG.log(System.Logger.Level.ERROR, "[" + name() + "] a bug of ours", bug);
            cut("a bug of ours");
        }
    }

    /** Parts of a call are done side by side, and who does the last one completes it. */
    private void start(Call call) {
        Duration delay = call.delay();
        if (!delay.isZero()) {
            machinery.timer().schedule(() -> work(() -> run(call)), delay.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        List<Runnable> parts = call.parts();
        if (parts.size() < 2) {
            work(() -> run(call));
            return;
        }
        AtomicInteger left = new AtomicInteger(parts.size());
        for (Runnable part : parts) {
            work(() -> {
                part.run();
                if (left.decrementAndGet() == 0) {
                    run(call);
                }
            });
        }
    }

    private void run(Call call) {
        call.run(this::work, () -> guarded(() -> completed(call)));
    }

    private synchronized void completed(Call call) {
        vigil.worked();
        engine.completed(call);
        pump();
    }

    private void runTask(Runnable task) {
        work(() -> {
            task.run();
            synchronized (this) {
                wire.coder().taskDone();
                pump();
            }
        });
    }

    /** Takes the lock when it is done. */
    private void read(SliceSource source) {
        try {
            Optional<SliceSource.Region> region = source.region();
            if (region.isPresent()) {
                sendRead(() -> wire.send(region.get()));
            } else {
                ByteBuffer piece = source.read();
                sendRead(() -> wire.send(piece));
            }
        } catch (StoreException trouble) {
            LOG.log(System.Logger.Level.WARNING, "[" + name() + "] a message cannot be read", trouble);
            source.close();
            cut("its size was announced, so that nothing else can be said");
        }
    }

    private synchronized void sendRead(Runnable sending) {
        reading = false;
        sending.run();
        pump();
    }
}
