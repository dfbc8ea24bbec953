package org.pennypost.imap.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RFC 5256 §BASE.6.4.THREAD step 1: links that close no loop. */
class LinkedTreesTest {
    private static final int NODES = 12;
    private static final int MANY = 200_000;

    /** Each number says which node is cut and, unless it is high, to which one it is then linked. */
    @Property
    void linksAreThoseOfAPlainForest(@ForAll @Size(max = 200) List<@IntRange(max = 299) Integer> acts) {
        LinkedTrees trees = new LinkedTrees(NODES);
        int[] plain = new int[NODES];
        Arrays.fill(plain, LinkedTrees.NONE);
        for (int act : acts) {
            int node = act % NODES;
            int to = act / NODES % NODES;
            boolean cuts = act >= NODES * NODES;
            if (cuts) {
                trees.cut(node);
                plain[node] = LinkedTrees.NONE;
            }
            if (plain[node] == LinkedTrees.NONE) {
                trees.link(node, to);
                plain[node] = descends(plain, to, node) ? LinkedTrees.NONE : to;
            }
            for (int i = 0; i < NODES; i++) {
                assertEquals(plain[i], trees.parent(i));
            }
        }
    }

    /** Who walked up from the end of the chain for each would take 20 billion steps. */
    @Test
    @Timeout(20)
    void manyLinksToTheEndOfAChainTakeLittleTime() {
        LinkedTrees trees = new LinkedTrees(MANY);
        for (int i = 1; i < MANY; i++) {
            trees.link(i, i - 1);
        }
        for (int i = 0; i < MANY / 2; i++) {
            trees.link(0, MANY - 1);
            trees.cut(MANY / 2 + i);
            trees.link(MANY / 2 + i, MANY / 2 - 1);
        }
        assertEquals(LinkedTrees.NONE, trees.parent(0));
        assertEquals(MANY / 2 - 1, trees.parent(MANY - 1));
    }

    private static boolean descends(int[] parents, int node, int from) {
        for (int at = node; at != LinkedTrees.NONE; at = parents[at]) {
            if (at == from) {
                return true;
            }
        }
        return false;
    }
}
