package org.pennypost.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLException;

/**
 * A client and a server layer with memory between them instead of a network, and the driver loop for both. What is on
 * the way is cut into pieces as a test likes it.
 */
final class Wire {

    final Side client;
    final Side server;
    private final IntSupplier pieces;
    /** Sees a copy of all that passes, before it is cut. */
    Consumer<ByteBuffer> tap = octets -> {};

    Wire(TlsLayer client, TlsLayer server, IntSupplier pieces) {
        this.client = new Side(client);
        this.server = new Side(server);
        this.pieces = pieces;
    }

    static Wire uncut(TlsLayer client, TlsLayer server) {
        return new Wire(client, server, () -> Integer.MAX_VALUE);
    }

    /** One end: its layer, what it still has to say, and what it has heard. */
    static final class Side {

        final TlsLayer layer;
        final Deque<ByteBuffer> toSay = new ArrayDeque<>();
        final Deque<ByteBuffer> arriving = new ArrayDeque<>();
        final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        int mostUnsent;

        private Side(TlsLayer layer) {
            this.layer = layer;
        }

        void say(byte[] octets) {
            toSay.add(ByteBuffer.wrap(octets));
        }

        private boolean step() {
            boolean moved = false;
            for (var task = layer.task(); task.isPresent(); task = layer.task()) {
                task.get().run();
                layer.taskDone();
                moved = true;
            }
            for (var octets = layer.takePlaintext(); octets.isPresent(); octets = layer.takePlaintext()) {
                byte[] copy = new byte[octets.get().remaining()];
                octets.get().get(copy);
                heard.writeBytes(copy);
                moved = true;
            }
            while (!toSay.isEmpty() && layer.writable()) {
                layer.write(toSay.peek());
                if (!toSay.peek().hasRemaining()) {
                    toSay.remove();
                }
                moved = true;
            }
            return moved;
        }

        private boolean hear() {
            if (arriving.isEmpty() || !layer.wantsCiphertext()) {
                return false;
            }
            layer.received(arriving.remove());
            return true;
        }
    }

    /** Until nothing moves any more, and no side has failed. */
    Wire runWell() {
        run();
        server.layer.failure().ifPresent(Wire::rethrow);
        client.layer.failure().ifPresent(Wire::rethrow);
        return this;
    }

    private static void rethrow(SSLException failure) {
        throw new AssertionError(failure);
    }

    /** Until nothing moves any more. */
    Wire run() {
        boolean moved = true;
        while (moved) {
            moved = client.step() | server.step();
            moved |= carry(client, server) | carry(server, client);
            moved |= client.hear() | server.hear();
        }
        return this;
    }

    private boolean carry(Side from, Side to) {
        boolean moved = false;
        int unsent = 0;
        for (var octets = from.layer.takeCiphertext(); octets.isPresent(); octets = from.layer.takeCiphertext()) {
            unsent += octets.get().remaining();
            tap.accept(octets.get().duplicate());
            cut(octets.get(), to.arriving);
            moved = true;
        }
        from.mostUnsent = Math.max(from.mostUnsent, unsent);
        return moved;
    }

    private void cut(ByteBuffer octets, Deque<ByteBuffer> into) {
        while (octets.hasRemaining()) {
            int size = Math.min(pieces.getAsInt(), octets.remaining());
            into.add(octets.slice(octets.position(), size));
            octets.position(octets.position() + size);
        }
    }
}
