package org.pennypost.core.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;

/**
 * The simplest driver: serves one connection over a pair of blocking streams, in the thread that calls it.
 *
 * <p>Made for programs that embed a protocol and have streams of their own (with sockets, take a {@link SocketDriver}),
 * and as the shortest answer to how an engine is driven:
 * <pre>{@code
 * StreamDriver.serve(pop3, peer, in, out);
 * }</pre>
 *
 * <p>Over streams it knows no time-outs and no TLS: a protocol that it serves must not offer that,
 * or the connection is closed at the upgrade. A {@link BlockingLine} may have both. Where a
 * protocol pauses, as SMTP's tarpit does, it goes on at once. A wake is answered in the thread that
 * brings it, which waits for what the connection does just then: where connections change what others watch, give wakes a
 * thread of their own, as a {@code SocketDriver} does.
 */
public final class StreamDriver {
    private static final int CHUNK = 16 * 1024;

    private final Engine engine;
    private final BlockingLine line;
    private boolean closed;

    private StreamDriver(Protocol protocol, Peer peer, BlockingLine line) {
        this.engine = protocol.accept(peer, this::woken);
        this.line = line;
    }

    /**
     * Serves a connection until it ends; the streams stay the caller's to close.
     *
     * @throws IOException if a stream fails; the engine has then cleaned up, as after any other exception
     */
    public static void serve(Protocol protocol, Peer peer, InputStream in, OutputStream out) throws IOException {
        try (StreamLine line = new StreamLine(peer, in, out)) {
            serve(protocol, peer, line);
        }
    }

    /**
     * Serves a connection, over a line that may have time-outs and layers, until it ends; the line stays the caller's to
     * close.
     *
     * @throws IOException if the line fails; the engine has then cleaned up
     */
    public static void serve(Protocol protocol, Peer peer, BlockingLine line) throws IOException {
        new StreamDriver(protocol, peer, line).run();
    }

    private void run() throws IOException {
        orLost(() -> {
            pump();
            while (!isClosed()) {
                read();
                pump();
            }
        });
    }

    private interface Part {
        void run() throws IOException;
    }

    /** What is held, such as a maildrop, is let go even if a bug in a stream or in a message of the program ends it. */
    private void orLost(Part part) throws IOException {
        boolean done = false;
        try {
            part.run();
            done = true;
        } finally {
            if (!done) {
                lost();
            }
        }
    }

    private void read() throws IOException {
        byte[] octets = new byte[CHUNK];
        try {
            line.patience(engine.patience());
            take(octets, line.in().read(octets));
        } catch (SocketTimeoutException silent) {
            impatient();
        }
    }

    private synchronized void impatient() {
        engine.ended(Ending.IMPATIENT);
    }

    private synchronized void take(byte[] octets, int count) {
        if (count < 0) {
            engine.ended(Ending.INPUT_CLOSED);
        } else if (!closed) {
            engine.receive(ByteBuffer.wrap(octets, 0, count));
        }
    }

    private synchronized void woken() {
        engine.wake();
        try {
            orLost(this::pump); // at once: the reading thread may hear of it only when the client says something
        } catch (IOException lost) {
            System.getLogger(StreamDriver.class.getName()).log(System.Logger.Level.DEBUG, "lost when woken", lost);
        }
    }

    private synchronized void lost() throws IOException {
        engine.ended(Ending.LOST);
        pump();
    }

    private synchronized void pump() throws IOException {
        for (Optional<Effect> effect = engine.next(); effect.isPresent(); effect = engine.next()) {
            perform(effect.get());
        }
    }

    private void perform(Effect effect) throws IOException {
        if (effect instanceof Effect.Send) {
            send(((Effect.Send) effect).payload());
        } else if (effect instanceof Effect.Run) {
            Call call = ((Effect.Run) effect).call();
            call.run();
            engine.completed(call);
        } else if (effect instanceof Effect.Upgrade) {
            Optional<Peer> peer = line.upgrade(((Effect.Upgrade) effect).layer());
            peer.ifPresentOrElse(engine::upgraded, () -> engine.ended(Ending.LOST));
        } else {
            closed = true;
        }
    }

    private void send(Payload payload) throws IOException {
        if (payload instanceof Payload.Octets) {
            ByteBuffer octets = ((Payload.Octets) payload).octets();
            line.out().write(octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
        } else {
            copy((Payload.Slice) payload);
        }
        line.out().flush();
    }

    private void copy(Payload.Slice slice) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (Content.Reader reader = slice.content().open()) {
            long offset = slice.offset();
            long end = offset + slice.size();
            while (offset < end) {
                chunk.clear().limit((int) Math.min(CHUNK, end - offset));
                int count = reader.read(offset, chunk);
                if (count < 0) {
                    throw new IOException("the message ends early");
                }
                line.out().write(chunk.array(), 0, count);
                offset += count;
            }
        } catch (StoreException unreadable) {
            throw new IOException("the message cannot be read", unreadable);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
