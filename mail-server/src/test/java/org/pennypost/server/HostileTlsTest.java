package org.pennypost.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsLayer;
import org.pennypost.tls.TlsProvider;

/** A thousand peers who are slow, die, close half or talk nonsense in the handshake, and some who mean well. */
class HostileTlsTest {
    private static final int HOSTILE = 1_000;
    private static final int HEALTHY = 8;
    private static final int ROUNDS = 12;
    /** For a whole conversation on a busy machine; who waits for a hostile peer waits for its handshake: a minute. */
    private static final Duration STALL = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private MailServer server;
    private TlsContext client;

    /** What a hostile peer does after it has connected. */
    private enum Manner {
        SILENT,
        DRIPPING,
        HALF_A_HELLO_AND_CLOSED_HALF,
        HELLO_AND_GONE,
        NONSENSE,
        HELLO_AND_NEVER_READS;

        void begin(SocketChannel channel, ByteBuffer hello) throws IOException {
            switch (this) {
                case SILENT, DRIPPING -> hello.rewind();
                case HALF_A_HELLO_AND_CLOSED_HALF -> {
                    channel.write(hello.limit(hello.limit() / 2));
                    channel.shutdownOutput();
                }
                case HELLO_AND_GONE -> {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                    channel.write(hello);
                    channel.close();
                }
                case NONSENSE -> channel.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes()));
                case HELLO_AND_NEVER_READS -> channel.write(hello);
            }
        }
    }

    @Test
    void theHealthySeeNoErrorAndNoStall() throws Exception {
        Path file = Files.write(
                directory.resolve("my.conf"),
                List.of(
                        "[server]",
                        "data = d",
                        "[store]",
                        "kind = memory",
                        "[limits]",
                        "connections-per-address = 5000"));
        server = MailServer.start(Configuration.read(file).withFreePorts());
        X509Certificate ca =
                CertificateStore.certificates(server.authority().orElseThrow()).get(0);
        client = TlsContext.builder()
                .provider(TlsProvider.JDK)
                .trusting(List.of(ca))
                .build();
        List<SocketChannel> hostile = new ArrayList<>();
        try {
            work(new AtomicBoolean(true)); // classes are loaded, so that what follows is measured, not this
            Duration slowest = besides(hostile);
            assertTrue(slowest.compareTo(STALL) < 0, "the slowest took " + slowest);
        } finally {
            for (SocketChannel channel : hostile) {
                channel.close();
            }
            assertTrue(server.stop(Duration.ofSeconds(30)), "no connection is left over");
        }
    }

    /** The healthy work from before the first hostile peer until after the last one. */
    private Duration besides(List<SocketChannel> hostile) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(HEALTHY);
        try {
            List<Future<Duration>> healthy = new ArrayList<>();
            for (int i = 0; i < HEALTHY; i++) {
                healthy.add(threads.submit((Callable<Duration>) () -> work(over)));
            }
            attack(hostile);
            over.set(true);
            Duration slowest = Duration.ZERO;
            for (Future<Duration> one : healthy) {
                Duration took = one.get(5, TimeUnit.MINUTES);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            return slowest;
        } finally {
            threads.shutdownNow();
        }
    }

    private void attack(List<SocketChannel> hostile) throws Exception {
        InetSocketAddress imaps = server.address(Role.IMAPS).orElseThrow();
        ByteBuffer hello = hello();
        Manner[] manners = Manner.values();
        for (int i = 0; i < HOSTILE; i++) {
            SocketChannel channel = SocketChannel.open(imaps);
            hostile.add(channel);
            manners[i % manners.length].begin(channel, hello.duplicate());
        }
        for (int octet = 0; octet < hello.limit(); octet++) {
            for (int i = Manner.DRIPPING.ordinal(); i < HOSTILE; i += 10 * manners.length) {
                hostile.get(i).write(hello.duplicate().position(octet).limit(octet + 1));
            }
        }
    }

    private ByteBuffer hello() {
        TlsLayer layer = client.clientLayer("localhost", 993);
        layer.task().orElseThrow().run();
        layer.taskDone();
        return layer.takeCiphertext().orElseThrow();
    }

    /** Connects and talks until the attack is over, but at least some rounds; the longest wait of all. */
    private Duration work(AtomicBoolean over) throws IOException {
        long slowest = 0;
        for (int round = 0; round < ROUNDS || !over.get(); round++) {
            Role role = round % 2 == 0 ? Role.IMAPS : Role.POP3S;
            boolean imap = role == Role.IMAPS;
            long before = System.nanoTime();
            try (TlsClient talk = TlsClient.dial(server.address(role).orElseThrow(), client)) {
                assertTrue(talk.line().startsWith(imap ? "* OK" : "+OK"));
                for (int i = 0; i < 5; i++) {
                    talk.ask(imap ? "a NOOP" : "CAPA", imap ? "a OK" : "+OK");
                }
                assertEquals(
                        imap ? "b OK" : "+OK",
                        talk.ask(imap ? "b LOGOUT" : "QUIT", imap ? "b OK" : "+OK")
                                .substring(0, imap ? 4 : 3));
            }
            slowest = Math.max(slowest, System.nanoTime() - before);
        }
        return Duration.ofNanos(slowest);
    }
}
