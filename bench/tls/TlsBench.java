import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLEngine;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsLayer;
import org.pennypost.tls.TlsPolicy;
import org.pennypost.tls.TlsProvider;

/**
 * What TLS costs the server, for each provider: CPU of a full handshake, of 25 KB messages in and out, and heap of an
 * idle connection. Client and server are two layers with memory between them; only the server's calls are counted.
 * Each figure comes with its ratio to bare primitives of the JDK in the same run: times of different machines, and of
 * a busy machine, do not compare, ratios do.
 *
 * <pre>{@code java -Xmx1g -cp mail-server/target/mail-server.jar bench/tls/TlsBench.java}</pre>
 */
final class TlsBench {

    private static final String HOST = "mail.example.org";
    private static final int MESSAGE = 25_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static CertificateStore store;
    private static long serverNanos;

    private TlsBench() {}

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Path directory = Files.createTempDirectory("tls-bench");
        store = CertificateStore.open(directory.resolve("tls"), List.of(HOST), Clock.systemUTC());
        System.out.printf("Java %s, %d processors%n", Runtime.version(), Runtime.getRuntime().availableProcessors());
        for (int round = 0; round < 2; round++) {
            boolean warmUp = round == 0;
            handshakes(warmUp);
            bulk(warmUp);
        }
        idle();
    }

    private static void handshakes(boolean warmUp) throws Exception {
        int count = warmUp ? 300 : 500;
        double floor = floor(count);
        report(warmUp, "P-256 signature, X25519 key pair and agreement: %.2f ms%n", floor);
        for (TlsProvider provider : TlsProvider.values()) {
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                for (boolean hybrid : hybrid(provider, protocol)) {
                    TlsContext server = server(provider);
                    TlsContext client = client(hybrid ? provider : TlsProvider.JDK, protocol);
                    double full = shakes(client, server, count, 1); // another port: no session to resume
                    double resumed = shakes(client, server, count, 0);
                    report(warmUp, "handshake %s %s%s: %.2f ms of server CPU, %.1f times the primitives; again %.2f%n",
                            provider, protocol, hybrid ? " X25519MLKEM768" : "", full, full / floor, resumed);
                }
            }
        }
    }

    private static double shakes(TlsContext client, TlsContext server, int count, int portStep) {
        serverNanos = 0;
        for (int i = 0; i < count; i++) {
            shake(client.clientLayer(HOST, 1 + i * portStep), server.serverLayer());
        }
        return serverNanos / 1e6 / count;
    }

    /** Only BouncyCastle's client offers the hybrid group on every JDK. */
    private static List<Boolean> hybrid(TlsProvider provider, String protocol) {
        boolean possible = provider == TlsProvider.BOUNCY_CASTLE && protocol.equals("TLSv1.3");
        return possible ? List.of(false, true) : List.of(false);
    }

    private static double floor(int count) throws Exception {
        KeyPairGenerator x25519 = KeyPairGenerator.getInstance("X25519");
        KeyPair peer = x25519.generateKeyPair();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) {
            signature.initSign(store.server().key());
            signature.update(new byte[130]);
            signature.sign();
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(x25519.generateKeyPair().getPrivate());
            agreement.doPhase(peer.getPublic(), true);
            agreement.generateSecret();
        }
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e6 / count;
    }

    private static void bulk(boolean warmUp) throws Exception {
        int messages = (warmUp ? 50_000_000 : 150_000_000) / MESSAGE;
        double bare = bare(messages);
        report(warmUp, "AES-256-GCM alone, 16 KiB a record: %.0f MB/s%n", bare);
        for (TlsProvider provider : TlsProvider.values()) {
            for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
                for (boolean out : List.of(true, false)) {
                    TlsLayer client = client(TlsProvider.JDK, protocol).clientLayer(HOST, 1);
                    TlsLayer server = server(provider).serverLayer();
                    shake(client, server);
                    serverNanos = 0;
                    for (int i = 0; i < messages; i++) {
                        carry(out ? server : client, out ? client : server, server);
                    }
                    double rate = (double) messages * MESSAGE / serverNanos * 1e3;
                    report(warmUp, "%s %s %s: %.0f MB/s, %.2f of AES-GCM alone%n",
                            provider, protocol, out ? "out" : "in", rate, rate / bare);
                }
            }
        }
    }

    private static double bare(int messages) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        ByteBuffer in = ByteBuffer.allocate(16_384);
        ByteBuffer out = ByteBuffer.allocate(17_000);
        int records = (int) ((long) messages * MESSAGE / 16_384);
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < records; i++) {
            byte[] nonce = ByteBuffer.allocate(12).putInt(i).array();
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(new byte[5]);
            cipher.doFinal(in.clear(), out.clear());
        }
        return (double) records * 16_384 / (THREADS.getCurrentThreadCpuTime() - before) * 1e3;
    }

    /** A message, as a driver carries it: what there is room for, until all is there. */
    private static void carry(TlsLayer from, TlsLayer to, TlsLayer counted) {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE);
        while (message.hasRemaining()) {
            timed(from == counted, () -> from.write(message));
            for (var octets = from.takeCiphertext(); octets.isPresent(); octets = from.takeCiphertext()) {
                ByteBuffer record = octets.get();
                timed(to == counted, () -> to.received(record));
                while (to.takePlaintext().isPresent()) {
                    continue;
                }
            }
        }
    }

    private static void idle() throws Exception {
        for (TlsProvider provider : TlsProvider.values()) {
            for (int messages : List.of(0, 1)) {
                idle(provider, messages);
            }
        }
    }

    /** After a handshake, and after a message in and one out. */
    private static void idle(TlsProvider provider, int messages) throws Exception {
        int count = 2_000;
        TlsContext server = server(provider);
        TlsContext client = client(TlsProvider.JDK, "TLSv1.3");
        List<TlsLayer> layers = new ArrayList<>();
        List<SSLEngine> engines = new ArrayList<>();
        long before = heap();
        for (int i = 0; i < count; i++) {
            SSLEngine engine = server.serverEngine();
            TlsLayer layer = TlsLayer.over(engine);
            TlsLayer peer = client.clientLayer(HOST, 1 + i);
            shake(peer, layer);
            for (int j = 0; j < messages; j++) {
                carry(peer, layer, layer);
                carry(layer, peer, layer);
            }
            layers.add(layer);
            engines.add(engine);
        }
        long withLayers = heap();
        layers = new ArrayList<>();
        long enginesOnly = heap();
        System.out.printf("idle %s after %d messages: %.1f KB, of which the layer %.2f KB%n", provider, messages,
                (withLayers - before) / 1e3 / count, (withLayers - enginesOnly) / 1e3 / count);
        if (engines.size() + layers.size() != count) {
            throw new IllegalStateException();
        }
    }

    private static long heap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private static void shake(TlsLayer client, TlsLayer server) {
        while (!client.handshakeDone() || !server.handshakeDone()) {
            boolean moved = step(client, server, false) | step(server, client, true);
            if (!moved) {
                throw new IllegalStateException("stuck: " + client.failure() + " " + server.failure());
            }
        }
        step(server, client, true);
    }

    private static boolean step(TlsLayer from, TlsLayer to, boolean fromIsServer) {
        timed(fromIsServer, () -> from.task().ifPresent(task -> {
            task.run();
            from.taskDone();
        }));
        boolean moved = false;
        for (var octets = from.takeCiphertext(); octets.isPresent(); octets = from.takeCiphertext()) {
            ByteBuffer record = octets.get();
            timed(!fromIsServer, () -> {
                to.received(record);
                to.task().ifPresent(task -> {
                    task.run();
                    to.taskDone();
                });
            });
            moved = true;
        }
        return moved;
    }

    private static void timed(boolean counts, Runnable call) {
        long before = counts ? THREADS.getCurrentThreadCpuTime() : 0;
        call.run();
        serverNanos += counts ? THREADS.getCurrentThreadCpuTime() - before : 0;
    }

    private static void report(boolean warmUp, String format, Object... values) {
        if (!warmUp) {
            System.out.printf(format, values);
        }
    }

    private static TlsContext server(TlsProvider provider) throws Exception {
        return TlsContext.builder().provider(provider).identity(store.server()).build();
    }

    private static TlsContext client(TlsProvider provider, String protocol) throws Exception {
        return TlsContext.builder()
                .provider(provider)
                .policy(TlsPolicy.recommended().withProtocols(protocol))
                .trusting(List.of(store.authority().orElseThrow()))
                .build();
    }
}
