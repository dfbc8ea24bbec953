package org.pennypost.server.queue;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A message with the envelope that it came with, in one file and so with one wait for the disk: the octets, the
 * {@link EnvelopeFile}, and a last line that says where that begins.
 *
 * <pre>
 *   octets 0000000000000002345
 * </pre>
 */
final class MessageFile {
    private static final String LAST = "octets %019d\n";
    private static final int LAST_LENGTH = 27;
    private static final String DIGITS = "octets [0-9]{19}\n";
    /** No envelope is larger: the most recipients, each as long as can be. */
    private static final long LARGEST = 64L << 20;

    private MessageFile() {}

    /** What stands behind the octets of a message. */
    static ByteBuffer end(QueuedMessage message) {
        byte[] envelope = EnvelopeFile.text(message);
        byte[] last = String.format(Locale.ROOT, LAST, message.options().size()).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(envelope.length + last.length)
                .put(envelope)
                .put(last)
                .flip();
    }

    /**
     * The envelope of a message as it came.
     *
     * @throws IllegalArgumentException if the file is damaged
     */
    static QueuedMessage read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            long end = channel.size() - LAST_LENGTH;
            String last = end < 0 ? "" : new String(read(channel, end, LAST_LENGTH), StandardCharsets.US_ASCII);
            if (!last.matches(DIGITS)) {
                throw new IllegalArgumentException("its end is missing");
            }
            long size = Long.parseLong(last.strip().substring(last.indexOf(' ') + 1));
            if (size > end || end - size > LARGEST) {
                throw new IllegalArgumentException("its end is elsewhere");
            }
            QueuedMessage message = EnvelopeFile.parse(read(channel, size, (int) (end - size)));
            if (message.options().size() != size) {
                throw new IllegalArgumentException("the message has another size");
            }
            return message;
        }
    }

    private static byte[] read(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(count);
        while (octets.hasRemaining()) {
            if (channel.read(octets, from + octets.position()) < 0) {
                throw new IllegalArgumentException("it is cut");
            }
        }
        return octets.array();
    }
}
