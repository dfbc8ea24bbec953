package org.pennypost.imap.talk;

import java.util.Arrays;

/**
 * Parents and children that never make a circle: a forest in which links are made and broken, each in time that grows
 * with the logarithm of its size, however deep its trees are. RFC 5256 §BASE.6.4.THREAD step 1 asks of each link whether
 * it would close a loop; who walks up for that takes quadratic time on a chain of replies, which anybody may send.
 *
 * <p>The trees of Sleator and Tarjan: each way from some node up to its root is a splay tree, in the order of depth, and
 * each of these but that of the root hangs from the node above it. Confined to one thread.
 */
final class LinkedTrees {
    /** No node. */
    static final int NONE = -1;

    private final int[] parent;
    private final boolean[] hasHadChild;
    /** In a splay tree the node above; of its top node, the node from which the way hangs. */
    private final int[] above;
    /** In a splay tree, those nearer to the root. */
    private final int[] nearer;
    /** In a splay tree, those farther from it. */
    private final int[] farther;

    /** So many nodes, none of which has a parent. */
    LinkedTrees(int nodes) {
        parent = none(nodes);
        above = none(nodes);
        nearer = none(nodes);
        farther = none(nodes);
        hasHadChild = new boolean[nodes];
    }

    /** The parent of a node, or {@link #NONE}. */
    int parent(int node) {
        return parent[node];
    }

    /** Makes a node without parent the child of another one; does nothing if that would close a loop. */
    void link(int child, int to) {
        if (child == to || hasHadChild[child] && root(to) == child) {
            return;
        }
        parent[child] = to;
        hasHadChild[to] = true;
        expose(child);
        above[child] = to;
    }

    /** Takes a node away from its parent, if it has one. */
    void cut(int child) {
        if (parent[child] != NONE) {
            parent[child] = NONE;
            expose(child);
            above[nearer[child]] = NONE;
            nearer[child] = NONE;
        }
    }

    private int root(int node) {
        expose(node);
        int root = node;
        while (nearer[root] != NONE) {
            root = nearer[root];
        }
        splay(root);
        return root;
    }

    /** Makes the way from a node to its root one splay tree with the node on top. */
    private void expose(int node) {
        splay(node);
        farther[node] = NONE;
        while (above[node] != NONE) {
            int up = above[node];
            splay(up);
            farther[up] = node;
            splay(node);
        }
    }

    private void splay(int node) {
        while (!isTop(node)) {
            int up = above[node];
            if (!isTop(up)) {
                boolean straight = (nearer[up] == node) == (nearer[above[up]] == up);
                rotate(straight ? up : node);
            }
            rotate(node);
        }
    }

    private void rotate(int node) {
        int up = above[node];
        int top = above[up];
        if (!isTop(up)) {
            (nearer[top] == up ? nearer : farther)[top] = node;
        }
        int[] side = nearer[up] == node ? nearer : farther;
        int[] other = side == nearer ? farther : nearer;
        int between = other[node];
        side[up] = between;
        if (between != NONE) {
            above[between] = up;
        }
        other[node] = up;
        above[up] = node;
        above[node] = top;
    }

    private boolean isTop(int node) {
        int up = above[node];
        return up == NONE || nearer[up] != node && farther[up] != node;
    }

    private static int[] none(int nodes) {
        int[] none = new int[nodes];
        Arrays.fill(none, NONE);
        return none;
    }
}
