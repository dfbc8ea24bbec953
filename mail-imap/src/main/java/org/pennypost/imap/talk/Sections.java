package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

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

    /** Reads what {@link #of} has made of {@code count} sections. */
    Sections(ByteBuffer octets, int count) {
        this.octets = octets;
        this.base = octets.position() + Integer.BYTES * (count + 1);
        this.present = octets.getInt(octets.position());
    }

    /** Sections in one; an empty {@code Optional} is absent. */
    static ByteBuffer of(List<Optional<ByteBuffer>> sections) {
        int length = Integer.BYTES * (sections.size() + 1);
        for (Optional<ByteBuffer> section : sections) {
            length += section.map(ByteBuffer::remaining).orElse(0);
        }
        ByteBuffer whole = ByteBuffer.allocate(length);
        whole.position(Integer.BYTES * (sections.size() + 1));
        int base = whole.position();
        int present = 0;
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).isPresent()) {
                present |= 1 << i;
                whole.put(sections.get(i).get().duplicate());
            }
            whole.putInt(Integer.BYTES * (i + 1), whole.position() - base);
        }
        return whole.putInt(0, present).flip();
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
}
