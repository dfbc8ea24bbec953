package org.pennypost.server.authentication;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
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
public final class HeldMessage implements AutoCloseable {
    private static final int IN_MEMORY = 64 * 1024;

    private final Path directory;
    private final ByteArrayOutputStream small = new ByteArrayOutputStream(0);
    private Optional<FileChannel> file = Optional.empty();

    /** @param directory where it waits if it is long; made when it is needed */
    public HeldMessage(Path directory) {
        this.directory = directory;
    }

    /** Adds all remaining octets. */
    public void write(ByteBuffer octets) throws StoreException {
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

    /** How many octets there are. */
    public long size() throws StoreException {
        try {
            return file.isPresent() ? file.get().size() : small.size();
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** The octets from a place on, no more than {@code most} of them and more than none, unless it is the end. */
    public ByteBuffer read(long from, int most) throws StoreException {
        int count = (int) Math.min(most, size() - from);
        if (file.isEmpty()) {
            return ByteBuffer.wrap(small.toByteArray(), (int) from, count).slice();
        }
        ByteBuffer piece = ByteBuffer.allocate(count);
        try {
            while (piece.hasRemaining()) {
                if (file.get().read(piece, from + piece.position()) < 0) {
                    throw new EOFException("it has become shorter");
                }
            }
        } catch (IOException e) {
            throw trouble(e);
        }
        return piece.flip();
    }

    /** All of it goes on. */
    public void writeTo(Consignment consignment) throws StoreException {
        for (long sent = 0; sent < size(); ) {
            ByteBuffer piece = read(sent, IN_MEMORY);
            sent += piece.remaining();
            consignment.write(piece);
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
