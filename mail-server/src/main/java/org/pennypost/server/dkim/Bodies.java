package org.pennypost.server.dkim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The hashes that the signatures of one message ask for, made in one pass. Confined to one thread. */
final class Bodies {
    private final List<BodyHash> hashes = new ArrayList<>();
    private final Map<BodyHash, byte[]> finished = new HashMap<>();

    /** A hash to make, one for all who want the same. */
    BodyHash hash(Canonical canonical, OptionalLong length) {
        for (BodyHash known : hashes) {
            if (known.canonical() == canonical && known.length().equals(length)) {
                return known;
            }
        }
        BodyHash hash = new BodyHash(canonical, length);
        hashes.add(hash);
        return hash;
    }

    /** Looks at the next octets of the body. */
    void update(ByteBuffer octets) {
        hashes.forEach(hash -> hash.update(octets));
    }

    /** The body has ended: whether it has this hash. */
    boolean is(BodyHash hash, byte[] expected) {
        return Arrays.equals(finished.computeIfAbsent(hash, BodyHash::finish), expected);
    }
}
