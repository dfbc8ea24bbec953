package org.pennypost.tls.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The arithmetic of the tree: RFC 9162 §2.1. Knows neither files nor signatures.
 *
 * <p>A tree of n leaves needs the hashes of its complete subtrees only: {@link Nodes#node} of level 0 is a leaf's hash,
 * of level l that of 2<sup>l</sup> leaves. What is not complete is folded when it is asked for, so that proofs cost as
 * much as the tree is high.
 */
public final class Merkle {
    static final byte[] LEAF = {0};
    static final byte[] NODE = {1};

    private Merkle() {}

    /** The hashes of complete subtrees. */
    @FunctionalInterface
    public interface Nodes {
        /** The hash over the leaves from {@code index << level} to {@code (index + 1) << level}. */
        Hash node(int level, long index) throws IOException;
    }

    /** RFC 9162 §2.1.1: the hash of one entry. */
    public static Hash leaf(byte[] entry) {
        return Hash.of(LEAF, entry);
    }

    /** RFC 9162 §2.1.1: the hash of two subtrees. */
    public static Hash node(Hash left, Hash right) {
        return Hash.of(NODE, left.octets(), right.octets());
    }

    /** RFC 9162 §2.1.1: the hash of the first {@code size} entries. */
    public static Hash root(Nodes nodes, long size) throws IOException {
        return size == 0 ? Hash.of() : range(nodes, 0, size);
    }

    /** RFC 9162 §2.1.3.1: PATH(index, D_size), the nearest first. */
    public static List<Hash> inclusion(Nodes nodes, long index, long size) throws IOException {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("event " + index + " of " + size);
        }
        List<Hash> path = new ArrayList<>();
        inclusion(nodes, index, 0, size, path);
        return List.copyOf(path);
    }

    /** RFC 9162 §2.1.4.1: PROOF(first, D_second). */
    public static List<Hash> consistency(Nodes nodes, long first, long second) throws IOException {
        if (first <= 0 || first > second) {
            throw new IllegalArgumentException("from " + first + " to " + second);
        }
        List<Hash> proof = new ArrayList<>();
        consistency(nodes, first, new Range(0, second), true, proof);
        return List.copyOf(proof);
    }

    /** RFC 9162 §2.1.3.2: whether an entry with this hash is at this place of the tree with this root. */
    public static boolean includes(Hash leaf, long index, long size, List<Hash> path, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        Hash r = leaf;
        for (Hash p : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = node(p, r);
                while (fn != 0 && (fn & 1) == 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && r.equals(root);
    }

    /** RFC 9162 §2.1.4.2: whether the second tree begins with all of the first. */
    public static boolean consistent(long first, Hash firstRoot, long second, Hash secondRoot, List<Hash> proof) {
        if (first <= 0 || first > second) {
            return false;
        }
        if (first == second) {
            return proof.isEmpty() && firstRoot.equals(secondRoot);
        }
        List<Hash> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.add(0, firstRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        int shift = Long.numberOfTrailingZeros(~(first - 1));
        return climb((first - 1) >> shift, (second - 1) >> shift, path, firstRoot, secondRoot);
    }

    private static boolean climb(long from, long to, List<Hash> path, Hash firstRoot, Hash secondRoot) {
        long fn = from;
        long sn = to;
        Hash fr = path.get(0);
        Hash sr = path.get(0);
        for (Hash c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = node(c, fr);
                sr = node(c, sr);
                while (fn != 0 && (fn & 1) == 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
    }

    private record Range(long start, long end) {
        long size() {
            return end - start;
        }

        /** RFC 9162 §2.1.1: where it is split, k being the largest power of two smaller than its size. */
        long middle() {
            return start + Long.highestOneBit(size() - 1);
        }

        Range left() {
            return new Range(start, middle());
        }

        Range right() {
            return new Range(middle(), end);
        }
    }

    private static Hash range(Nodes nodes, long start, long end) throws IOException {
        Range range = new Range(start, end);
        if (Long.bitCount(range.size()) == 1) {
            int level = Long.numberOfTrailingZeros(range.size());
            return nodes.node(level, start >> level);
        }
        return node(range(nodes, start, range.middle()), range(nodes, range.middle(), end));
    }

    private static void inclusion(Nodes nodes, long index, long start, long end, List<Hash> path) throws IOException {
        Range range = new Range(start, end);
        if (range.size() == 1) {
            return;
        }
        long middle = range.middle();
        if (index < middle) {
            inclusion(nodes, index, start, middle, path);
            path.add(range(nodes, middle, end));
        } else {
            inclusion(nodes, index, middle, end, path);
            path.add(range(nodes, start, middle));
        }
    }

    private static void consistency(Nodes nodes, long first, Range range, boolean whole, List<Hash> proof)
            throws IOException {
        if (first == range.end()) {
            if (!whole) {
                proof.add(range(nodes, range.start(), range.end()));
            }
            return;
        }
        Range left = range.left();
        Range right = range.right();
        if (first <= left.end()) {
            consistency(nodes, first, left, whole, proof);
            proof.add(range(nodes, right.start(), right.end()));
        } else {
            consistency(nodes, first, right, false, proof);
            proof.add(range(nodes, left.start(), left.end()));
        }
    }
}
