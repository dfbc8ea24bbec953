package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/** Files that mail is written to, readable by their owner only. */
final class NewFile {
    private NewFile() {}

    /** A file that must not be there yet. */
    static FileChannel create(Path file) throws IOException {
        return OwnerOnly.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    /** Writes a message to {@code unfinished}, which then becomes {@code file}: there is never half of it. */
    static void write(Path unfinished, Path file, Content message, Instant date) throws IOException, StoreException {
        try (FileChannel channel = create(unfinished)) {
            copy(message, octets -> all(channel, octets));
        } catch (IOException | StoreException cut) {
            Files.deleteIfExists(unfinished);
            throw cut;
        }
        Files.setLastModifiedTime(unfinished, FileTime.from(date));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes a text, unless it is empty. */
    static void write(Path file, String text) throws IOException {
        if (!text.isEmpty()) {
            try (FileChannel channel = create(file)) {
                all(channel, StandardCharsets.UTF_8.encode(text));
            }
        }
    }

    static void all(FileChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    /** Gives a message in pieces. */
    static void copy(Content message, Sink sink) throws IOException, StoreException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.max(1, Math.min(64 * 1024, message.size())));
        try (Content.Reader reader = message.open()) {
            long at = 0;
            while (reader.read(at, piece.clear()) >= 0) {
                at += piece.position();
                sink.take(piece.flip());
            }
        }
    }

    /** Takes pieces of a message. */
    interface Sink {
        void take(ByteBuffer octets) throws IOException;
    }
}
