package org.pennypost.imap.talk;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Messages in threads, RFC 5256 §BASE.7.2.THREAD: each has a message above it, or a group, which has only messages in it
 * that are siblings, or nothing. Nodes are numbered: first the messages in the order of the mailbox, then the groups.
 * Nothing here descends, so that threads may be as deep as they like.
 */
final class ThreadTree {
    /** No node. */
    static final int NONE = LinkedTrees.NONE;

    private final List<ThreadedMessage> messages;
    /** The message or group above each message. */
    private final int[] parents;

    private int groups;
    /** The messages in the order of their sent dates (RFC 5256 §2.2). */
    private final int[] bySent;

    // The order of siblings, as the last call has arranged it
    private int[] firsts = new int[0];
    private int[] lasts = new int[0];
    private int[] nexts = new int[0];

    ThreadTree(List<ThreadedMessage> messages, int[] parents, int groups) {
        this.messages = messages;
        this.parents = parents;
        this.groups = groups;
        this.bySent = bySent(messages);
    }

    /** The indices of messages in the order of their sent dates; where these are equal, as in the mailbox. */
    static int[] bySent(List<ThreadedMessage> messages) {
        return ordered(Comparator.comparingLong(i -> messages.get(i).sent()), messages.size());
    }

    boolean isGroup(int node) {
        return node >= messages.size();
    }

    /** The message by which a node under the root is known: itself, or the first one of a group. */
    ThreadedMessage head(int node) {
        return messages.get(isGroup(node) ? firsts[node] : node);
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
        return firsts[root()];
    }

    /** What is told of it, as it is arranged. */
    ThreadOutline outline() {
        return new ThreadOutline(
                messages.stream().mapToInt(ThreadedMessage::number).toArray(), firsts, nexts);
    }

    /** Makes a node under the root the child of another one. Takes effect when siblings are arranged. */
    void move(int node, int under) {
        if (isGroup(node)) {
            for (int child = first(node); child != NONE; child = next(child)) {
                parents[child] = under;
            }
        } else {
            parents[node] = under;
        }
    }

    /** Makes two messages under the root siblings in a new group. Takes effect when siblings are arranged. */
    int group(int one, int other) {
        int group = messages.size() + groups++;
        parents[one] = group;
        parents[other] = group;
        return group;
    }

    /** Arranges all siblings by sent date, a group by that of its first message: RFC 5256 §BASE.6.4.THREAD steps 4, 6. */
    ThreadTree arrange() {
        begin();
        for (int message : bySent) {
            int parent = parents[message];
            if (parent == NONE) {
                append(root(), message);
            } else {
                if (isGroup(parent) && firsts[parent] == NONE) {
                    append(root(), parent);
                }
                append(parent, message);
            }
        }
        return this;
    }

    /**
     * Arranges siblings by sent date, but threads by the internal date of their latest message:
     * draft-ietf-morg-inthread.
     */
    ThreadTree arrangeByArrival() {
        arrange();
        int[] tops = tops();
        firsts[root()] = NONE;
        lasts[root()] = NONE;
        boolean[] placed = new boolean[nexts.length];
        int[] byArrival = ordered(Comparator.comparingLong(i -> messages.get(i).arrived()), messages.size());
        for (int i = byArrival.length - 1; i >= 0; i--) {
            int top = tops[byArrival[i]];
            if (!placed[top]) {
                placed[top] = true;
                nexts[top] = firsts[root()];
                firsts[root()] = top;
            }
        }
        return this;
    }

    /** The node under the root that is above each message, or is it. */
    private int[] tops() {
        int[] tops = parents.clone();
        for (int i = 0; i < tops.length; i++) {
            int top = i;
            while (!isGroup(top) && tops[top] != NONE) {
                top = tops[top];
            }
            for (int at = i; at != top; ) {
                int next = tops[at];
                tops[at] = top;
                at = next;
            }
        }
        for (int i = 0; i < tops.length; i++) {
            tops[i] = tops[i] == NONE ? i : tops[i];
        }
        return tops;
    }

    private void begin() {
        int nodes = root() + 1;
        firsts = new int[nodes];
        lasts = new int[nodes];
        nexts = new int[nodes];
        Arrays.fill(firsts, NONE);
        Arrays.fill(nexts, NONE);
    }

    private void append(int parent, int child) {
        if (firsts[parent] == NONE) {
            firsts[parent] = child;
        } else {
            nexts[lasts[parent]] = child;
        }
        lasts[parent] = child;
    }

    private int root() {
        return messages.size() + groups;
    }

    private static int[] ordered(Comparator<Integer> order, int count) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
