import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;

/**
 * Messages a second that are taken over ten connections, queued durably, and passed on to a server that does nothing
 * with them, until it has all. Arguments: how many (5000), the port to which they are passed on (free), and perhaps the port
 * of another server on this machine that passes its mail on to that same port: {@code 5000 2599 2526}.
 */
public final class RelayRate {
    private static final int CLIENTS = 10;
    private static final AtomicReference<CountDownLatch> ARRIVING = new AtomicReference<>(new CountDownLatch(0));

    public static void main(String[] args) throws Exception {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 5000;
        ServerSocket sink = new ServerSocket(
                args.length > 1 ? Integer.parseInt(args[1]) : 0, 100, InetAddress.getByName("127.0.0.1"));
        daemon(() -> accept(sink));
        MailServer server = MailServer.start(configuration(sink.getLocalPort()));
        try {
            int port = server.address(Role.SMTP).orElseThrow().getPort();
            run("warm", port, "away@localhost", messages / 5);
            for (int round = 0; round < 3; round++) {
                run("pennypost", port, "away@localhost", messages);
                if (args.length > 2) {
                    run("other", Integer.parseInt(args[2]), "tim@far.example", messages);
                }
            }
        } finally {
            server.stop(Duration.ofSeconds(5));
        }
    }

    private static Configuration configuration(int sink) throws Exception {
        Path home = Files.createTempDirectory("relay");
        Files.createDirectory(home.resolve("d"));
        Files.writeString(home.resolve("d/users"), "tim:{PLAIN}x\n");
        Files.writeString(home.resolve("d/aliases"), "away: tim@far.example\n");
        Files.writeString(
                home.resolve("my.conf"),
                "[server]\ndata = d\n[relay]\nhost = 127.0.0.1\ntls = off\nport = " + sink
                        + "\n[abuse]\nmessages-a-minute = 1000000\n");
        return Configuration.read(home.resolve("my.conf")).withFreePorts();
    }

    private static void run(String name, int port, String recipient, int messages) throws Exception {
        CountDownLatch arriving = new CountDownLatch(messages);
        ARRIVING.set(arriving);
        long start = System.nanoTime();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> send(port, recipient, messages / CLIENTS));
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }
        double taken = (System.nanoTime() - start) / 1e9;
        boolean all = arriving.await(10, TimeUnit.MINUTES);
        double passed = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%-10s %6.0f messages/s taken, %6.0f messages/s taken and passed on%s%n",
                name, messages / taken, messages / passed, all ? "" : ", not all of them");
    }

    private static void send(int port, String recipient, int count) {
        String text = "Subject: x\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(28) + ".\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            in.readLine();
            ask(socket, in, "HELO me.example\r\n");
            for (int i = 0; i < count; i++) {
                ask(socket, in, "MAIL FROM:<a@far.example>\r\n");
                ask(socket, in, "RCPT TO:<" + recipient + ">\r\n");
                ask(socket, in, "DATA\r\n");
                ask(socket, in, text);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ask(Socket socket, BufferedReader in, String command) throws IOException {
        socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
        String reply = in.readLine();
        if (reply == null || reply.charAt(0) > '3') {
            throw new IOException(command.strip() + " -> " + reply);
        }
    }

    private static void accept(ServerSocket port) {
        try {
            while (true) {
                Socket client = port.accept();
                daemon(() -> take(client));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void take(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()))) {
            client.setTcpNoDelay(true);
            say(client, "220 sink");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("EHLO")) {
                    say(client, "250-sink\r\n250-PIPELINING\r\n250 8BITMIME");
                    continue;
                }
                if (line.equals("DATA")) {
                    say(client, "354 go on");
                    for (line = in.readLine(); !".".equals(line); line = in.readLine()) {}
                    ARRIVING.get().countDown();
                }
                say(client, "250 2.0.0 ok");
            }
        } catch (IOException gone) {
            System.err.println("sink: " + gone);
        }
    }

    private static void say(Socket client, String reply) throws IOException {
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
