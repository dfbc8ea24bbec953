package org.pennypost.tls.evidence;

import java.util.ArrayList;
import java.util.List;

/** The root of a tree that only grows, with the memory of its height: RFC 9162 §2.1.2. */
final class Frontier {
    /** The complete subtrees from left to right, a bit of the size each. */
    private final List<Hash> subtrees = new ArrayList<>();

    private long size;

    void add(Hash leaf) {
        subtrees.add(leaf);
        for (long count = ++size; (count & 1) == 0; count >>= 1) {
            Hash right = subtrees.remove(subtrees.size() - 1);
            Hash left = subtrees.remove(subtrees.size() - 1);
            subtrees.add(Merkle.node(left, right));
        }
    }

    Hash root() {
        if (size == 0) {
            return Hash.of();
        }
        Hash root = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Merkle.node(subtrees.get(i), root);
        }
        return root;
    }
}
