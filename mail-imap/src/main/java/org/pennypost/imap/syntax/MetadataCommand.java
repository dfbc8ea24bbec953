package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.util.List;

/** What a client asks about annotations: RFC 5464 §4. Immutable. */
public sealed interface MetadataCommand extends Command {
    /**
     * RFC 5464 §4.2.
     *
     * @param entries names in lower case, each once
     * @param maxSize larger values are not wanted (RFC 5464 §4.2.1)
     * @param depth how many levels below an entry are wanted too: 0, 1 or {@link #INFINITE} (RFC 5464 §4.2.2)
     */
    record GetMetadata(MetadataSubject subject, List<String> entries, long maxSize, int depth)
            implements MetadataCommand {
        /** All levels. */
        public static final int INFINITE = Integer.MAX_VALUE;

        public GetMetadata {
            entries = List.copyOf(entries);
        }
    }

    /** RFC 5464 §4.3: each entry once. */
    record SetMetadata(MetadataSubject subject, List<EntryValue> values) implements MetadataCommand {
        public SetMetadata {
            values = List.copyOf(values);
        }
    }

    /**
     * RFC 5464 §4.3: a name in lower case and its new value.
     *
     * @param present false for NIL, which removes the entry
     */
    record EntryValue(String name, boolean present, ByteBuffer value) {
        public EntryValue {
            ByteBuffer own = ByteBuffer.allocate(value.remaining()).put(value.duplicate());
            value = own.flip().asReadOnlyBuffer();
        }

        /** NIL. */
        static EntryValue none(String name) {
            return new EntryValue(name, false, ByteBuffer.allocate(0));
        }
    }
}
