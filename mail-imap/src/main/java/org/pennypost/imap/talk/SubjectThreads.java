package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Threads by base subject: all of ORDEREDSUBJECT, and step 5 of REFERENCES (RFC 5256 §BASE.6.4.THREAD). */
final class SubjectThreads {
    private final ThreadTree tree;
    /** The subject table: for each subject the node that stands for it. */
    private final Map<ByteBuffer, Integer> table = new HashMap<>();

    private SubjectThreads(ThreadTree tree) {
        this.tree = tree;
    }

    /** ORDEREDSUBJECT: below the first message with a subject are all others with it. */
    static ThreadTree ordered(List<ThreadedMessage> messages) {
        int[] parents = new int[messages.size()];
        Arrays.fill(parents, ThreadTree.NONE);
        Map<ByteBuffer, Integer> firsts = new HashMap<>();
        for (int i : ThreadTree.bySent(messages)) {
            Integer first = firsts.putIfAbsent(messages.get(i).subject(), i);
            parents[i] = first == null ? ThreadTree.NONE : first;
        }
        return new ThreadTree(messages, parents, 0);
    }

    /** Step 5: gathers the threads of arranged trees that have the same subject. */
    static void merge(ThreadTree tree) {
        SubjectThreads threads = new SubjectThreads(tree);
        for (int node = tree.firstRoot(); node != ThreadTree.NONE; node = tree.next(node)) {
            threads.enter(node);
        }
        for (int node = tree.firstRoot(); node != ThreadTree.NONE; node = tree.next(node)) {
            threads.merge(node);
        }
    }

    /** Step 5.B. */
    private void enter(int node) {
        ByteBuffer subject = tree.head(node).subject();
        if (subject.hasRemaining()) {
            Integer known = table.putIfAbsent(subject, node);
            if (known != null && !tree.isGroup(known) && (tree.isGroup(node) || isReply(known) && !isReply(node))) {
                table.put(subject, node);
            }
        }
    }

    /** Step 5.C. */
    private void merge(int node) {
        ByteBuffer subject = tree.head(node).subject();
        int known = subject.hasRemaining() ? table.get(subject) : node;
        if (known == node) {
            return;
        }
        if (tree.isGroup(known) || isReply(node) && !isReply(known)) {
            tree.move(node, known);
        } else {
            table.put(subject, tree.group(known, node));
        }
    }

    private boolean isReply(int message) {
        return tree.head(message).isReply();
    }
}
