package org.pennypost.server.authentication;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/**
 * The body of a message that must wait for what stands above it: in memory while it is small, else in a file that is
 * gone when it is closed, however the process ends. Confined to one thread.
 */
final class HeldMessage implements AutoCloseable {
    private static final int IN_MEMORY = 64 * 1024;

    private final Path directory;
    private final ByteArrayOutputStream small = new ByteArrayOutputStream(0);
    private Optional<FileChannel> file = Optional.empty();

    HeldMessage(Path directory) {
        this.directory = directory;
    }

    void write(ByteBuffer octets) throws StoreException {
        try {
            if (file.isEmpty() && small.size() + octets.remaining() > IN_MEMORY) {
                OwnerOnly.directory(directory);
                Path path = directory.resolve(UUID.randomUUID().toString());
                file = Optional.of(OwnerOnly.open(path, CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE));
                put(ByteBuffer.wrap(small.toByteArray()));
                small.reset();
            }
            if (file.isPresent()) {
                put(octets);
            } else {
                byte[] copy = new byte[octets.remaining()];
                octets.get(copy);
                small.writeBytes(copy);
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** All of it goes on. */
    void writeTo(Consignment consignment) throws StoreException {
        if (file.isEmpty()) {
            consignment.write(ByteBuffer.wrap(small.toByteArray()));
            return;
        }
        try {
            ByteBuffer piece = ByteBuffer.allocate(IN_MEMORY);
            file.get().position(0);
            while (file.get().read(piece.clear()) >= 0) {
                consignment.write(piece.flip());
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    @Override
    public void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            System.getLogger(HeldMessage.class.getName()).log(System.Logger.Level.WARNING, directory.toString(), e);
        }
        file = Optional.empty();
        small.reset();
    }

    private void put(ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            file.orElseThrow().write(octets);
        }
    }

    private StoreException trouble(IOException e) {
        return new StoreException(StoreException.Reason.UNAVAILABLE, directory + " cannot be used", e);
    }
}
