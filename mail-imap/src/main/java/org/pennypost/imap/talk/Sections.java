package org.pennypost.imap.talk;

import java.nio.ByteBuffer;

/**
 * A few runs of octets in one, each of which is found without reading the others; some may be absent.
 *
 * <pre>
 *   which are present, a bit each   { where it ends }*   the octets
 *                 4                         4
 * </pre>
 */
final class Sections {
    /** Sections all of which are absent. */
    static final Sections NONE = new Sections(ByteBuffer.allocate(Integer.BYTES), 0);

    private final ByteBuffer octets;
    private final int base;
    private final int present;

    /** Reads what a {@link Writer} has made of {@code count} sections. */
    Sections(ByteBuffer octets, int count) {
        this.octets = octets;
        this.base = octets.position() + Integer.BYTES * (count + 1);
        this.present = octets.getInt(octets.position());
    }

    boolean has(int section) {
        return (present & 1 << section) != 0;
    }

    /** The octets of a section that is there. */
    ByteBuffer get(int section) {
        int from = base + (section == 0 ? 0 : end(section - 1));
        return octets.slice(from, base + end(section) - from);
    }

    private int end(int section) {
        return octets.getInt(octets.position() + Integer.BYTES * (section + 1));
    }

    /** Puts sections into one, in their order. */
    static final class Writer {
        private static final int ROOM = 1024;

        private final int base;
        private ByteBuffer octets;
        private int present;
        private int done;

        Writer(int count) {
            base = Integer.BYTES * (count + 1);
            octets = ByteBuffer.allocate(base + ROOM).position(base);
        }

        /** Adds to the section that is being written. */
        void put(byte octet) {
            room(1);
            octets.put(octet);
        }

        /** Adds to the section that is being written. */
        void put(ByteBuffer some) {
            room(some.remaining());
            octets.put(some.duplicate());
        }

        /** Adds to the section that is being written. */
        void put(byte[] some) {
            room(some.length);
            octets.put(some);
        }

        /** Ends a section and begins the next. */
        void end() {
            present |= 1 << done;
            octets.putInt(Integer.BYTES * ++done, octets.position() - base);
        }

        /** Ends a section that is absent, whatever was written of it, and begins the next. */
        void endAbsent() {
            octets.position(base + (done == 0 ? 0 : octets.getInt(Integer.BYTES * done)));
            octets.putInt(Integer.BYTES * ++done, octets.position() - base);
        }

        /** All of them. */
        ByteBuffer whole() {
            return octets.putInt(0, present).flip();
        }

        private void room(int count) {
            if (octets.remaining() < count) {
                int capacity = Math.max(2 * octets.capacity(), octets.position() + count);
                octets = ByteBuffer.allocate(capacity).put(octets.flip());
            }
        }
    }
}
