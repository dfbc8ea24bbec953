package org.pennypost.tls.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** RFC 9162 §2.1, against its own definition and the vectors that implementations of transparency logs share. */
class MerkleTest {
    private static final List<String> ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void rootsAreThoseOfOtherImplementations() throws IOException {
        List<Hash> leaves = new ArrayList<>();
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Merkle.root(nodes(leaves), 0).toString());
        for (int i = 0; i < ENTRIES.size(); i++) {
            leaves.add(Merkle.leaf(HexFormat.of().parseHex(ENTRIES.get(i))));
            assertEquals(ROOTS.get(i), Merkle.root(nodes(leaves), i + 1).toString());
        }
    }

    @Property(tries = 300)
    void eachEntryIsProvenAndNoOther(@ForAll @IntRange(min = 1, max = 200) int size, @ForAll @IntRange int seed)
            throws IOException {
        List<Hash> leaves = leaves(size);
        int index = Math.floorMod(seed, size);
        Hash root = naive(leaves);
        assertEquals(root, Merkle.root(nodes(leaves), size));
        List<Hash> path = Merkle.inclusion(nodes(leaves), index, size);
        assertTrue(Merkle.includes(leaves.get(index), index, size, path, root));
        assertFalse(Merkle.includes(Merkle.leaf(new byte[] {9}), index, size, path, root));
        assertFalse(Merkle.includes(leaves.get(index), index, size, path, Hash.of()));
        if (size > 1) {
            int other = (index + 1) % size;
            assertFalse(Merkle.includes(leaves.get(index), other, size, path, root));
            assertFalse(Merkle.includes(leaves.get(index), index, size, path.subList(1, path.size()), root));
            List<Hash> longer = new ArrayList<>(path);
            longer.add(root);
            assertFalse(Merkle.includes(leaves.get(index), index, size, longer, root));
        }
    }

    @Property(tries = 300)
    void growthIsProvenAndChangeIsNot(
            @ForAll @IntRange(min = 1, max = 120) int first, @ForAll @IntRange(min = 0, max = 120) int more)
            throws IOException {
        int second = first + more;
        List<Hash> leaves = leaves(second);
        Hash firstRoot = Merkle.root(nodes(leaves), first);
        Hash secondRoot = Merkle.root(nodes(leaves), second);
        List<Hash> proof = Merkle.consistency(nodes(leaves), first, second);
        assertTrue(Merkle.consistent(first, firstRoot, second, secondRoot, proof));
        assertFalse(Merkle.consistent(first, Hash.of(), second, secondRoot, proof));
        assertFalse(Merkle.consistent(first, firstRoot, second, Hash.of(), proof));
        leaves.set(first - 1, Merkle.leaf(new byte[] {9}));
        Hash forged = Merkle.root(nodes(leaves), second);
        List<Hash> forgedProof = Merkle.consistency(nodes(leaves), first, second);
        assertFalse(Merkle.consistent(first, firstRoot, second, forged, forgedProof));
    }

    @Property(tries = 100)
    void theFrontierHasTheSameRoot(@ForAll @IntRange(min = 0, max = 200) int size) throws IOException {
        Frontier frontier = new Frontier();
        leaves(size).forEach(frontier::add);
        assertEquals(Merkle.root(nodes(leaves(size)), size), frontier.root());
    }

    private static List<Hash> leaves(int size) {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(Merkle.leaf(new byte[] {(byte) i, (byte) (i >> 8), 1}));
        }
        return leaves;
    }

    /** RFC 9162 §2.1.1, word for word. */
    private static Hash naive(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return Merkle.node(naive(leaves.subList(0, k)), naive(leaves.subList(k, leaves.size())));
    }

    private static Merkle.Nodes nodes(List<Hash> leaves) {
        return (level, index) ->
                naive(leaves.subList(Math.toIntExact(index << level), Math.toIntExact((index + 1) << level)));
    }
}
