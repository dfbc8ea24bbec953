import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.pop.PopServer;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.drive.DriveLimits;

/**
 * Requests answered a second: NOOP of POP3 through engine and driver, against a bare MINA handler that writes the same
 * answer to whatever comes. Both in one process with their client, one after the other, several times; the ratio of
 * each pair is what counts. Arguments: connections (64), seconds a run (3), pairs (7).
 */
public final class NoopRate {
    private static final byte[] REQUEST = "NOOP\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

    public static void main(String[] args) throws Exception {
        int connections = args.length > 0 ? Integer.parseInt(args[0]) : 64;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        int pairs = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        InetAddress here = InetAddress.getLoopbackAddress();

        NioSocketAcceptor bare = new NioSocketAcceptor(Runtime.getRuntime().availableProcessors());
        bare.getSessionConfig().setTcpNoDelay(true);
        bare.setHandler(new IoHandlerAdapter() {
            @Override
            public void messageReceived(IoSession session, Object message) {
                session.write(IoBuffer.wrap(ANSWER));
            }
        });
        bare.bind(new InetSocketAddress(here, 0));

        MemoryAuthenticator users = new MemoryAuthenticator();
        for (int i = 0; i < connections; i++) {
            users.user("u" + i, "x");
        }
        Surroundings world = new Surroundings("bench.test", InstantSource.system(), new SecureRandom()::nextBytes);
        Protocol pop3 = PopServer.with(new MemoryStore(), users, world).pop3();
        Drive drive = Drive.start(DriveLimits.DEFAULT, () -> {
            throw new IllegalStateException("no TLS here");
        });
        InetSocketAddress ours = drive.listen(new InetSocketAddress(here, 0), pop3, false).address();

        double[] ratios = new double[pairs];
        for (int i = -1; i < pairs; i++) {
            double echo = rate(bare.getLocalAddress(), connections, seconds, false);
            double noop = rate(ours, connections, seconds, true);
            if (i < 0) {
                continue; // to warm up
            }
            ratios[i] = noop / echo;
            System.out.printf("bare MINA %,9.0f/s   engine and driver %,9.0f/s   ratio %.2f%n", echo, noop, ratios[i]);
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f (min %.2f, max %.2f), %d connections%n",
                ratios[pairs / 2], ratios[0], ratios[pairs - 1], connections);
        drive.stop(Duration.ofSeconds(1));
        bare.dispose();
        System.exit(0);
    }

    /** Ping-pong on each connection, all in one thread. */
    private static double rate(InetSocketAddress address, int connections, int seconds, boolean login)
            throws IOException {
        try (Selector selector = Selector.open()) {
            SocketChannel[] channels = new SocketChannel[connections];
            for (int i = 0; i < connections; i++) {
                channels[i] = SocketChannel.open(address);
                channels[i].socket().setTcpNoDelay(true);
                if (login) {
                    login(channels[i], "u" + i);
                }
                channels[i].configureBlocking(false);
                channels[i].register(selector, SelectionKey.OP_READ);
            }
            ByteBuffer in = ByteBuffer.allocate(512);
            long answers = 0;
            long start = System.nanoTime();
            for (SocketChannel channel : channels) {
                channel.write(ByteBuffer.wrap(REQUEST));
            }
            while (System.nanoTime() - start < seconds * 1_000_000_000L) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    SocketChannel channel = (SocketChannel) key.channel();
                    channel.read(in.clear());
                    if (in.get(in.position() - 1) == '\n') {
                        answers++;
                        channel.write(ByteBuffer.wrap(REQUEST));
                    }
                }
                selector.selectedKeys().clear();
            }
            double rate = answers / ((System.nanoTime() - start) / 1e9);
            for (SocketChannel channel : channels) {
                channel.close();
            }
            return rate;
        }
    }

    private static void login(SocketChannel channel, String user) throws IOException {
        for (String line : new String[] {"", "USER " + user, "PASS x"}) {
            if (!line.isEmpty()) {
                channel.write(ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            }
            ByteBuffer one = ByteBuffer.allocate(1);
            do {
                channel.read(one.clear());
            } while (one.get(0) != '\n');
        }
    }
}
