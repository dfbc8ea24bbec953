package org.pennypost.imap.talk;

import org.pennypost.imap.syntax.ThreadResponse;

/**
 * What is told of a {@link ThreadTree} ({@link ThreadResponse}): sequence numbers, and which node comes after which. It
 * takes 12 octets for each node, so that a client may read it as slowly as it likes.
 */
final class ThreadOutline {
    /** No node. */
    static final int NONE = ThreadTree.NONE;

    private final int[] numbers;
    private final int[] firsts;
    private final int[] nexts;

    /**
     * Takes over the arrays.
     *
     * @param numbers of the messages, which are the first nodes; groups come behind them, and at last the root
     * @param firsts the first child of each node
     * @param nexts the next sibling of each node
     */
    ThreadOutline(int[] numbers, int[] firsts, int[] nexts) {
        this.numbers = numbers;
        this.firsts = firsts;
        this.nexts = nexts;
    }

    /** How much memory it takes. */
    long octets() {
        return (long) Integer.BYTES * (numbers.length + firsts.length + nexts.length);
    }

    boolean isGroup(int node) {
        return node >= numbers.length;
    }

    /** The sequence number of a message. */
    int number(int node) {
        return numbers[node];
    }

    /** The first child of a node, or {@link #NONE}. */
    int first(int node) {
        return firsts[node];
    }

    /** The next sibling of a node, or {@link #NONE}. */
    int next(int node) {
        return nexts[node];
    }

    /** The first node under the root, or {@link #NONE}. */
    int firstRoot() {
        return firsts[firsts.length - 1];
    }
}
