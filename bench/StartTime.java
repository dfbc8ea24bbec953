import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * From the start of the process to the first greeting of IMAP: {@code bench/run StartTime [rounds [options ...]]}. The
 * options go to the virtual machine, such as the archive of classes that the start script would use.
 */
final class StartTime {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private StartTime() {}

    /** Prints a line for each round, the first one on an empty directory, and the medians of the others. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
        List<String> options = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        Path directory = Files.createTempDirectory("start");
        List<Long> walls = new ArrayList<>();
        List<Long> cpus = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            long[] taken = once(directory, options);
            System.out.printf("%-14s %5d ms, CPU %5d ms%n", round == 0 ? "first start" : "round " + round, taken[0], taken[1]);
            if (round > 0) {
                walls.add(taken[0]);
                cpus.add(taken[1]);
            }
        }
        walls.sort(null);
        cpus.sort(null);
        System.out.printf("median         %5d ms, CPU %5d ms%n", walls.get(rounds / 2), cpus.get(rounds / 2));
    }

    private static long[] once(Path directory, List<String> options) throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar(), "serve", "--data", directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (String other : List.of("SMTP", "SUBMISSION", "SMTPS", "POP2", "POP3", "POP3S", "IMAPS")) {
            builder.environment().put("PENNYPOST_LISTEN_" + other, "0");
        }
        builder.environment().put("PENNYPOST_LISTEN_IMAP", String.valueOf(port));
        builder.environment().put("PENNYPOST_STATUS_PORT", "0");
        builder.redirectOutput(directory.resolve("start.log").toFile());
        long begun = System.nanoTime();
        Process server = builder.start();
        try {
            while (!greeted(port)) {
                if (!server.isAlive() || System.nanoTime() - begun > PATIENCE) {
                    throw new IOException("no greeting: " + Files.readString(directory.resolve("start.log")));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            long wall = System.nanoTime() - begun;
            Optional<Duration> cpu = server.info().totalCpuDuration();
            return new long[] {TimeUnit.NANOSECONDS.toMillis(wall), cpu.orElse(Duration.ZERO).toMillis()};
        } finally {
            server.toHandle().destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static boolean greeted(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return reader.readLine() != null;
        } catch (java.net.ConnectException closed) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The jar beside the classes of this program, as bench/run names it. */
    private static String jar() {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(part -> part.endsWith(".jar"))
                .findFirst()
                .orElseThrow();
    }
}
