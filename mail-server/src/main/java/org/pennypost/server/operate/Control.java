package org.pennypost.server.operate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.engine.Lasting;

/**
 * A socket in the data directory by which commands reach the running server. Whoever may open it owns the data anyway.
 * One word comes, lines go back, the first of which is {@code done} or {@code failed}.
 */
public final class Control implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Control.class.getName());
    private static final String RELOAD = "reload";
    private static final int LONGEST = 64;
    /** How many are answered at a time, and how long each may take to ask and to read what was answered. */
    private static final int CLIENTS = 8;

    private static final int PATIENCE_SECONDS = 10;
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private final Path path;
    private final ServerSocketChannel channel;
    private final Reload reload;
    private final Lasting answering = new Lasting(LOG, "the answer to a command");
    private final Semaphore room = new Semaphore(CLIENTS);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(Control::thread);

    /** What a reload does. */
    @FunctionalInterface
    public interface Reload {
        /** What has changed, or why nothing has. */
        Answer reload();
    }

    /**
     * What became of it.
     *
     * @param done whether it worked
     * @param lines what is to be said
     */
    public record Answer(boolean done, List<String> lines) {
        public Answer {
            lines = List.copyOf(lines);
        }
    }

    private Control(Path path, ServerSocketChannel channel, Reload reload) {
        this.path = path;
        this.channel = channel;
        this.reload = reload;
    }

    /** Listens in a data directory; empty hands are told to the log, because a server can do without. */
    public static AutoCloseable listen(Path data, Reload reload) {
        Path path = socket(data);
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(path));
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
            Control control = new Control(path, channel, reload);
            thread(control::serve).start();
            return control;
        } catch (IOException | UnsupportedOperationException trouble) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "'pennypost reload' will not work, only SIGHUP: " + path + ": " + trouble.getMessage());
            return () -> {};
        }
    }

    /**
     * Asks the server of a data directory to reload.
     *
     * @throws IOException if there is none
     */
    public static Answer askToReload(Path data) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(data)))) {
            channel.write(ByteBuffer.wrap((RELOAD + "\n").getBytes(StandardCharsets.UTF_8)));
            BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            List<String> lines = new ArrayList<>();
            String first = in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
            return new Answer(DONE.equals(first), lines);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        watch.shutdownNow();
        Files.deleteIfExists(path);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "mail-control");
        thread.setDaemon(true);
        return thread;
    }

    /** Where a server listens for what its operator wants. */
    public static Path socket(Path data) {
        return data.resolve("control");
    }

    private void serve() {
        Lasting lasting = new Lasting(LOG, "taking commands");
        while (channel.isOpen()) {
            lasting.done(this::take);
        }
    }

    private void take() {
        try {
            SocketChannel client = channel.accept();
            if (room.tryAcquire()) {
                begin(client);
            } else {
                client.close();
            }
        } catch (ClosedChannelException closed) {
            LOG.log(System.Logger.Level.TRACE, "no more commands", closed);
        } catch (IOException trouble) {
            LOG.log(System.Logger.Level.WARNING, "a command could not be taken", trouble);
        }
    }

    private void begin(SocketChannel client) throws IOException {
        boolean begun = false;
        try {
            thread(() -> answering.done(() -> serve(client))).start();
            begun = true;
        } finally {
            if (!begun) {
                room.release();
                client.close();
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            String word = within(client, () -> word(client));
            Answer answer =
                    word.equals(RELOAD) ? reload.reload() : new Answer(false, List.of("there is no such command"));
            within(client, () -> said(client, answer));
        } catch (ClosedChannelException late) {
            LOG.log(System.Logger.Level.DEBUG, "who asked by the control socket was too slow", late);
        } catch (IOException | RuntimeException trouble) {
            LOG.log(System.Logger.Level.WARNING, "a command could not be answered", trouble);
        } finally {
            room.release();
        }
    }

    /** Cuts the line when it has taken too long: a socket like this has no time-out of its own. */
    private <T> T within(SocketChannel client, Part<T> part) throws IOException {
        Future<?> end = watch.schedule(
                () -> {
                    client.close();
                    return true;
                },
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
        try {
            return part.done();
        } finally {
            end.cancel(false);
        }
    }

    private interface Part<T> {
        T done() throws IOException;
    }

    private static String word(SocketChannel client) throws IOException {
        InputStream in = Channels.newInputStream(client);
        StringBuilder word = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && word.length() <= LONGEST; c = in.read()) {
            word.append((char) c);
        }
        return word.toString();
    }

    private static boolean said(SocketChannel client, Answer answer) throws IOException {
        String text = (answer.done() ? DONE : FAILED) + "\n" + String.join("\n", answer.lines()) + "\n";
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            client.write(octets);
        }
        return true;
    }
}
