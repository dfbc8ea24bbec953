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

/**
 * A socket in the data directory by which commands reach the running server. Whoever may open it owns the data anyway.
 * One word comes, lines go back, the first of which is {@code done} or {@code failed}.
 */
public final class Control implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Control.class.getName());
    private static final String RELOAD = "reload";
    private static final int LONGEST = 64;
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private final Path path;
    private final ServerSocketChannel channel;
    private final Reload reload;

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
        Path path = path(data);
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(path));
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
            Control control = new Control(path, channel, reload);
            Thread thread = new Thread(control::serve, "mail-control");
            thread.setDaemon(true);
            thread.start();
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
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path(data)))) {
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
        Files.deleteIfExists(path);
    }

    private static Path path(Path data) {
        return data.resolve("control");
    }

    private void serve() {
        while (channel.isOpen()) {
            try (SocketChannel client = channel.accept()) {
                answer(client);
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException | RuntimeException trouble) {
                LOG.log(System.Logger.Level.WARNING, "a command could not be answered", trouble);
            }
        }
    }

    private void answer(SocketChannel client) throws IOException {
        InputStream in = Channels.newInputStream(client);
        StringBuilder word = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && word.length() <= LONGEST; c = in.read()) {
            word.append((char) c);
        }
        Answer answer = word.toString().equals(RELOAD)
                ? reload.reload()
                : new Answer(false, List.of("there is no such command"));
        String text = (answer.done() ? DONE : FAILED) + "\n" + String.join("\n", answer.lines()) + "\n";
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            client.write(octets);
        }
    }
}
