package org.pennypost.core.mailbox;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The octets of one stored message, with CRLF line ends. Thread-safe and immutable.
 *
 * <p>One that is in memory is a {@link org.pennypost.core.memory.MemoryContent}.
 */
public interface Content {
    /**
     * How many octets: RFC822.SIZE. Does not block.
     *
     * <p>Where somebody else has damaged what is stored, less may be there: a {@link Reader} then comes to its end before.
     * Whoever has announced this size must not say more or less; it can only break off.
     */
    long size();

    /** Opens it for reading at any place. */
    Reader open() throws StoreException;

    /**
     * Whether no line begins with a dot, so that POP and SMTP can send it as it is. May have to read it once; false is
     * always right, only slower, and what this says at first.
     */
    default boolean dotFree() throws StoreException {
        return false;
    }

    /** The file that holds exactly these octets, for drivers that send from files; empty if there is none, as at first. */
    default Optional<FileSlice> file() {
        return Optional.empty();
    }

    /** A place in a file. The file may be renamed or removed at any time: prefer {@link #open} to find it again. */
    record FileSlice(Path path, long offset, long size) {
        /** The first octets of it. */
        public FileSlice first(long octets) {
            return new FileSlice(path, offset, Math.min(octets, size));
        }
    }

    /** Reads one message. Confined to one thread at a time. */
    interface Reader extends AutoCloseable {
        /**
         * Reads octets from {@code offset} until {@code into} is full or the message ends, at {@link Content#size} or
         * before it.
         *
         * @return how many were read, −1 if the message has ended; 0 only if {@code into} has no room
         */
        int read(long offset, ByteBuffer into) throws StoreException;

        /**
         * Reads the octets as they lie in the store, if that is with LF alone at the end of lines, where {@link #read}
         * puts CR in: for who can do without, since it costs less. The offsets are of what lies there. It is closed with
         * this one.
         *
         * @return empty if the octets lie in the store as they are read
         */
        default Optional<Reader> stored() {
            return Optional.empty();
        }

        /** Lets go of what it holds; at first there is nothing. */
        @Override
        default void close() {}
    }
}
