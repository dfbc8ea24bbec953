import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.pop.PopServer;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.drive.DriveLimits;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsLayer;
import org.pennypost.tls.TlsProvider;

/**
 * Heap for each idle connection, measured in a server process of its own after full collections: a bare MINA session,
 * our driver with an engine behind it, a TLS engine alone, and driver, engine and TLS together. What is beyond MINA
 * and the TLS engine is ours. Arguments: connections in clear (10000), over TLS (10000), provider (JDK or
 * BOUNCY_CASTLE).
 */
public final class IdleHeap {
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("serve")) {
            serve(args[1], Integer.parseInt(args[2]), TlsProvider.valueOf(args[3]));
            return;
        }
        int clear = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int secured = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        String provider = args.length > 2 ? args[2] : "BOUNCY_CASTLE";
        double mina = measure("mina", clear, provider);
        double ours = measure("clear", clear, provider);
        double engine = measure("engine", Math.min(secured, 2_000), provider);
        double tls = measure("tls", secured, provider);
        System.out.printf("in clear: %.1f KB a connection, %.1f of it MINA, %.1f ours%n", ours, mina, ours - mina);
        System.out.printf(
                "over TLS (%s): %.1f KB a connection, %.1f of it MINA, %.1f the TLS engine, %.1f ours%n",
                provider, tls, mina, engine, tls - mina - engine);
    }

    private static double measure(String mode, int connections, String provider) throws Exception {
        Process server = new ProcessBuilder(
                        "java", "-Xmx2g", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "IdleHeap",
                        "serve", mode, String.valueOf(connections), provider)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader says = new BufferedReader(new InputStreamReader(server.getInputStream()))) {
            int port = Integer.parseInt(says.readLine());
            List<Object> clients = new ArrayList<>();
            for (int i = -50; i < connections && port > 0; i++) {
                if (i == 0) {
                    server.getOutputStream().write('g'); // the classes are loaded: what comes now is by connection
                    server.getOutputStream().flush();
                    says.readLine();
                }
                clients.add(connect(port, mode, i));
            }
            if (port > 0) {
                server.getOutputStream().write('e');
                server.getOutputStream().flush();
            }
            double kilobytes = Double.parseDouble(says.readLine());
            System.out.printf("  %-7s %,6d connections: %.1f KB each%n", mode, connections, kilobytes);
            if (clients.isEmpty() && port > 0) {
                throw new IllegalStateException();
            }
            for (Object client : clients) {
                ((AutoCloseable) client).close();
            }
            return kilobytes;
        } finally {
            server.destroy();
        }
    }

    /** A connection that has read the greeting; from many loopback addresses, as no address may have them all. */
    private static AutoCloseable connect(int port, String mode, int number) throws Exception {
        InetAddress from = InetAddress.getByName("127.0." + (1 + (number + 50) / 500) + ".1");
        if (mode.equals("tls")) {
            Socket plain = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
            javax.net.ssl.SSLContext context = javax.net.ssl.SSLContext.getInstance("TLS");
            context.init(null, new javax.net.ssl.TrustManager[] {new TrustAll()}, null);
            Socket socket = context.getSocketFactory().createSocket(plain, "localhost", port, true);
            while (socket.getInputStream().read() != '\n') {
                // the greeting
            }
            return socket;
        }
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(from, 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        if (mode.equals("clear")) {
            ByteBuffer one = ByteBuffer.allocate(1);
            do {
                channel.read(one.clear());
            } while (one.get(0) != '\n');
        }
        return channel;
    }

    private static void serve(String mode, int connections, TlsProvider provider) throws Exception {
        Path directory = Files.createTempDirectory("bench-tls");
        CertificateStore certificates = CertificateStore.open(directory, List.of("localhost"), Clock.systemUTC());
        TlsContext tls = TlsContext.builder()
                .identity(certificates.server())
                .trusting(List.of(certificates.authority().orElseThrow()))
                .provider(provider)
                .build();
        if (mode.equals("engine")) {
            engines(tls, connections);
            return;
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        NioSocketAcceptor acceptor = new NioSocketAcceptor(2);
        acceptor.getSessionConfig().setReadBufferSize(2_048);
        acceptor.setHandler(new IoHandlerAdapter());
        Surroundings world = new Surroundings("bench.test", InstantSource.system(), new SecureRandom()::nextBytes);
        Protocol pop3 = PopServer.with(new MemoryStore(), new MemoryAuthenticator(), world).pop3();
        DriveLimits limits = new DriveLimits(
                20_000, 20_000, 8, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofSeconds(5));
        Drive drive = Drive.start(limits, tls::serverLayer);
        if (mode.equals("mina")) {
            acceptor.bind(address);
            System.out.println(acceptor.getLocalAddress().getPort());
        } else {
            System.out.println(drive.listen(address, pop3, mode.equals("tls")).address().getPort());
        }
        long before = 0;
        for (int what = System.in.read(); what >= 0; what = System.in.read()) {
            if (what == 'g') {
                before = used();
                System.out.println("ready");
            } else {
                System.out.println((used() - before) / 1024.0 / connections);
            }
        }
        System.exit(0);
    }

    /** Server engines after a handshake in memory, without a connection. */
    private static void engines(TlsContext tls, int count) throws Exception {
        System.out.println(0);
        List<TlsLayer> servers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            servers.add(shaken(tls));
        }
        long before = used();
        for (int i = 0; i < count; i++) {
            servers.add(shaken(tls));
        }
        System.out.println((used() - before) / 1024.0 / count);
        if (servers.size() != count + 50) {
            throw new IllegalStateException();
        }
    }

    private static TlsLayer shaken(TlsContext tls) throws IOException {
        TlsLayer server = tls.serverLayer();
        TlsLayer client = tls.clientLayer("localhost", 1);
        for (int i = 0; i < 50; i++) {
            pass(client, server);
            pass(server, client);
        }
        if (!server.handshakeDone() || !client.handshakeDone()) {
            throw new IOException("no handshake");
        }
        return server;
    }

    private static void pass(TlsLayer from, TlsLayer to) {
        for (Optional<Runnable> task = from.task(); task.isPresent(); task = from.task()) {
            task.get().run();
            from.taskDone();
        }
        for (Optional<ByteBuffer> octets = from.takeCiphertext(); octets.isPresent(); octets = from.takeCiphertext()) {
            to.received(octets.get());
            for (Optional<Runnable> task = to.task(); task.isPresent(); task = to.task()) {
                task.get().run();
                to.taskDone();
            }
            to.takePlaintext();
        }
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Trusts whoever it talks to: this client measures and has no secrets. */
    private static final class TrustAll extends javax.net.ssl.X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(
                java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(
                java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
