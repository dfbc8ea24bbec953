package org.pennypost.server.queue;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/** The octets of a message on their way into the spool. Used by one thread at a time. */
final class SpoolDraft implements AutoCloseable {
    private static final int HIGH = 0x80;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final Path file;
    private final FileChannel channel;
    private long size;
    private boolean eightBit;

    SpoolDraft(Path file) throws IOException {
        this.file = file;
        this.channel = OwnerOnly.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
    }

    Path file() {
        return file;
    }

    long size() {
        return size;
    }

    /** Whether there are octets outside of ASCII. */
    boolean eightBit() {
        return eightBit;
    }

    void write(ByteBuffer octets) throws StoreException {
        size += octets.remaining();
        eightBit = eightBit || isEightBit(octets);
        try {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } catch (IOException e) {
            throw Spool.trouble(file, e);
        }
    }

    private static boolean isEightBit(ByteBuffer octets) {
        long bits = 0;
        int i = octets.position();
        for (; i + Long.BYTES <= octets.limit(); i += Long.BYTES) {
            bits |= octets.getLong(i);
        }
        for (; i < octets.limit(); i++) {
            bits |= octets.get(i) & HIGH;
        }
        return (bits & HIGH_BITS) != 0;
    }

    /** Puts the envelope behind the octets; all of it is durable when this returns. */
    void finish(QueuedMessage message) throws IOException {
        ByteBuffer end = MessageFile.end(message);
        while (end.hasRemaining()) {
            channel.write(end);
        }
        channel.force(true);
        channel.close();
    }

    /** Throws it away unless it has got another name. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(SpoolDraft.class.getName()).log(System.Logger.Level.WARNING, file.toString(), e);
        }
    }
}
