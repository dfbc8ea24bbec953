package org.pennypost.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketDriverTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final Toy toy = new Toy();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void connectionsAreServedBesideEachOtherUntilThePortIsClosed() throws Exception {
        ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        try (Client one = new Client(port);
                Client two = new Client(port)) {
            CompletableFuture<Void> served = serving(port, threads, this::accept);
            assertEquals("HELLO", one.line());
            assertEquals("HELLO", two.line());
            assertEquals("OK", two.ask("NOOP"));
            assertEquals("OK", one.ask("NOOP"));
            port.close();
            served.get(20, TimeUnit.SECONDS);
            assertEquals("OK", one.ask("NOOP")); // goes on
            Peer peer = peers.take();
            assertTrue(peer.remote().loopback());
            assertEquals(port.getLocalPort(), peer.local().port());
            assertFalse(peer.confidential());
            assertEquals(
                    Set.of("c1", "c2"), Set.of(peer.connection(), peers.take().connection()));
        }
    }

    @Test
    void aConnectionWithoutAThreadIsClosed() throws Exception {
        Executor full = task -> {
            throw new RejectedExecutionException();
        };
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = new Client(port)) {
            serving(port, full, this::accept);
            assertEquals(List.of(), client.rest());
        }
        assertTrue(peers.isEmpty());
    }

    /** As a cached pool says it where the system has no more threads for this process. */
    @Test
    void aWantOfThreadsEndsOneConnectionAndNotAll() throws Exception {
        AtomicBoolean crowded = new AtomicBoolean(true);
        Executor sometimes = task -> {
            if (crowded.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread: of this test");
            }
            threads.execute(task);
        };
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client one = new Client(port);
                Client two = new Client(port)) {
            serving(port, sometimes, this::accept);
            assertEquals(List.of(), one.rest());
            assertEquals("HELLO", two.line());
        }
    }

    @Test
    void aSilentClientIsSentAway() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = new Client(port)) {
            serving(port, threads, (peer, waker) -> new Odd(toy.accept(peer, waker), Duration.ofMillis(1), () -> null));
            assertEquals("HELLO", client.line());
            client.rest(); // comes to its end
        }
    }

    /** Two connections that are told of each other's changes must not wait for each other. */
    @Test
    void whoWakesAConnectionDoesNotWaitForIt() throws Exception {
        CompletableFuture<Runnable> woken = new CompletableFuture<>();
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Protocol busy = (peer, waker) -> {
            woken.complete(waker);
            return new Odd(toy.accept(peer, waker), PATIENCE, () -> {
                working.countDown();
                done.await();
                return null;
            });
        };
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = new Client(port)) {
            serving(port, threads, busy);
            working.await();
            CompletableFuture.runAsync(woken.get(), threads).get(20, TimeUnit.SECONDS);
            done.countDown();
            assertEquals("HELLO", client.line());
        }
    }

    /** Mail may come to somebody a thousand times while he does not read what he has asked for. */
    @Test
    void allThatWakesABusyConnectionTakesOneThread() throws Exception {
        CompletableFuture<Runnable> woken = new CompletableFuture<>();
        CountDownLatch working = new CountDownLatch(1);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Protocol busy = (peer, waker) -> {
            woken.complete(waker);
            return new Odd(toy.accept(peer, waker), PATIENCE, () -> {
                working.countDown();
                return done.join();
            });
        };
        AtomicInteger begun = new AtomicInteger();
        Executor counting = task -> {
            begun.incrementAndGet();
            threads.execute(task);
        };
        try (ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Client client = new Client(port)) {
            serving(port, counting, busy);
            working.await();
            for (int i = 0; i < 100; i++) {
                woken.get().run();
            }
            assertEquals(2, begun.get());
            done.complete(null);
            assertEquals("HELLO", client.line());
            assertEquals("OK", client.ask("WATCH"));
            woken.get().run();
            assertEquals("* woken", client.line());
        }
    }

    private Engine accept(Peer peer, Runnable waker) {
        peers.add(peer);
        return toy.accept(peer, waker);
    }

    private CompletableFuture<Void> serving(ServerSocket port, Executor executor, Protocol protocol) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        SocketDriver.serve(protocol, port, executor);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                },
                threads);
    }

    /** An engine with another patience, and something that it does before anything else. */
    private record Odd(Engine engine, Duration patience, Callable<Void> before) implements Engine {
        @Override
        public void receive(ByteBuffer octets) {
            engine.receive(octets);
        }

        @Override
        public boolean wantsInput() {
            return engine.wantsInput();
        }

        @Override
        public Optional<Effect> next() {
            try {
                before.call();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
            return engine.next();
        }

        @Override
        public void completed(Call call) {
            engine.completed(call);
        }

        @Override
        public void upgraded(Peer peer) {
            engine.upgraded(peer);
        }

        @Override
        public void wake() {
            engine.wake();
        }

        @Override
        public boolean midLine() {
            return engine.midLine();
        }

        @Override
        public void ended(Ending ending) {
            engine.ended(ending);
        }
    }

    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(ServerSocket port) throws IOException {
            this.socket = new Socket(port.getInetAddress(), port.getLocalPort());
            socket.setSoTimeout(20_000);
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        String ask(String command) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return in.readLine();
        }

        String line() throws IOException {
            return in.readLine();
        }

        List<String> rest() {
            return in.lines().toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
