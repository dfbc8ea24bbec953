package org.pennypost.server.queue;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A message with the envelope that it came with, in one file and so with one wait for the disk: the octets, the
 * {@link EnvelopeFile}, and a last line that says where that begins.
 *
 * <pre>
 *   octets 0000000000000002345
 * </pre>
 */
final class MessageFile {
    private static final String LAST = "octets ";
    private static final int NUMBER = 19;
    private static final int LAST_LENGTH = LAST.length() + NUMBER + 1;
    private static final Pattern DIGITS = Pattern.compile("octets [0-9]{19}\n");
    private static final int NEAR = 1024;
    /** No envelope is larger: the most recipients, each as long as can be. */
    private static final long LARGEST = 64L << 20;

    private MessageFile() {}

    /** What stands behind the octets of a message. */
    static ByteBuffer end(QueuedMessage message) {
        byte[] envelope = EnvelopeFile.text(message);
        String size = Long.toString(message.options().size());
        // by hand, because each message needs it: a format costs as much as all the rest of this
        byte[] last = (LAST + "0".repeat(NUMBER - size.length()) + size + "\n").getBytes(StandardCharsets.US_ASCII);
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
            if (end < 0) {
                throw new IllegalArgumentException("its end is missing");
            }
            int near = (int) Math.min(end, NEAR); // most envelopes are short: one look at the disk for both
            byte[] octets = read(channel, end - near, near + LAST_LENGTH);
            long size = size(new String(octets, near, LAST_LENGTH, StandardCharsets.US_ASCII));
            if (size > end || end - size > LARGEST) {
                throw new IllegalArgumentException("its end is elsewhere");
            }
            int length = (int) (end - size);
            byte[] envelope =
                    length > near ? read(channel, size, length) : Arrays.copyOfRange(octets, near - length, near);
            QueuedMessage message = EnvelopeFile.parse(envelope);
            if (message.options().size() != size) {
                throw new IllegalArgumentException("the message has another size");
            }
            return message;
        }
    }

    private static long size(String last) {
        if (!DIGITS.matcher(last).matches()) {
            throw new IllegalArgumentException("its end is missing");
        }
        return Long.parseLong(last.substring(last.indexOf(' ') + 1, LAST_LENGTH - 1));
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
