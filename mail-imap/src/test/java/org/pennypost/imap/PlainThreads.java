package org.pennypost.imap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * RFC 5256 §BASE.6.4.THREAD REFERENCES word by word, step by step, on objects that are moved about: slow, and for small
 * mailboxes only. Subjects here are {@code word} or {@code Re: word}.
 */
final class PlainThreads {
    /** A message as its header describes it; {@code id} is empty if it has none. */
    record Mail(String id, List<String> references, String subject, int sent) {
        String base() {
            return isReply() ? subject.substring(4) : subject;
        }

        boolean isReply() {
            return subject.startsWith("Re: ");
        }
    }

    private static final class Node {
        final int number;
        final Mail mail;
        Node parent;
        List<Node> children = new ArrayList<>();

        Node(int number, Mail mail) {
            this.number = number;
            this.mail = mail;
        }

        boolean isDummy() {
            return mail == null;
        }

        Node head() {
            return isDummy() ? children.get(0) : this;
        }

        void give(Node child) {
            child.parent = this;
            children.add(child);
        }

        void leave() {
            if (parent != null) {
                parent.children.remove(this);
                parent = null;
            }
        }

        boolean descendsFrom(Node other) {
            return this == other || parent != null && parent.descendsFrom(other);
        }
    }

    private static final Comparator<Node> BY_DATE =
            Comparator.<Node>comparingInt(node -> node.head().mail.sent()).thenComparing(node -> node.head().number);

    private final Node root = new Node(0, null);

    /** The THREAD response to these messages. */
    static String answer(List<Mail> mails) {
        PlainThreads threads = new PlainThreads();
        threads.link(mails);
        new ArrayList<>(threads.root.children).forEach(PlainThreads::prune);
        threads.root.children.forEach(PlainThreads::sortDummy);
        threads.root.children.sort(BY_DATE);
        threads.bySubject();
        sort(threads.root);
        StringBuilder text = new StringBuilder("* THREAD");
        text.append(threads.root.children.isEmpty() ? "" : " ");
        threads.root.children.forEach(child -> write(child, text));
        return text.toString();
    }

    /** Steps 1 and 2. */
    private void link(List<Mail> mails) {
        Map<String, Node> byId = new HashMap<>();
        List<Node> all = new ArrayList<>();
        for (Mail mail : mails) {
            Node node = new Node(all.size() + 1, mail);
            all.add(node);
            if (!mail.id().isEmpty()) {
                byId.putIfAbsent(mail.id(), node);
            }
        }
        for (Node node : List.copyOf(all)) {
            Node before = null;
            for (String id : node.mail.references()) {
                Node referred = byId.computeIfAbsent(id, unknown -> {
                    Node dummy = new Node(0, null);
                    all.add(dummy);
                    return dummy;
                });
                if (before != null && referred.parent == null && !before.descendsFrom(referred)) {
                    before.give(referred);
                }
                before = referred;
            }
            node.leave();
            if (before != null && !before.descendsFrom(node)) {
                before.give(node);
            }
        }
        all.stream().filter(node -> node.parent == null).forEach(root::give);
    }

    /** Step 3, the deepest ones first. */
    private static void prune(Node node) {
        new ArrayList<>(node.children).forEach(PlainThreads::prune);
        if (node.isDummy()) {
            boolean top = node.parent.parent == null;
            if (node.children.isEmpty() || !top || node.children.size() == 1) {
                Node parent = node.parent;
                node.leave();
                node.children.forEach(parent::give);
            }
        }
    }

    /** Step 4. */
    private static void sortDummy(Node node) {
        if (node.isDummy()) {
            node.children.sort(BY_DATE);
        }
    }

    /** Step 5. */
    private void bySubject() {
        Map<String, Node> table = new HashMap<>();
        for (Node node : root.children) {
            Node known = table.get(subject(node));
            if (known == null || !known.isDummy() && (node.isDummy() || known.mail.isReply() && !node.mail.isReply())) {
                table.put(subject(node), node);
            }
        }
        for (Node node : List.copyOf(root.children)) {
            Node known = table.get(subject(node));
            if (node.parent != root || subject(node).isEmpty() || known == node) {
                continue;
            }
            node.leave();
            if (known.isDummy() && node.isDummy()) {
                node.children.forEach(known::give);
            } else if (known.isDummy() || node.mail.isReply() && !known.mail.isReply()) {
                known.give(node);
            } else {
                Node dummy = new Node(0, null);
                known.leave();
                dummy.give(known);
                dummy.give(node);
                root.give(dummy);
                table.put(subject(node), dummy);
            }
        }
    }

    private static String subject(Node node) {
        return node.head().mail.base().toUpperCase(Locale.ROOT);
    }

    /** Step 6. */
    private static void sort(Node node) {
        node.children.forEach(PlainThreads::sort);
        node.children.sort(BY_DATE);
    }

    private static void write(Node node, StringBuilder text) {
        text.append('(');
        Node at = node;
        text.append(at.isDummy() ? "" : at.number);
        while (at.children.size() == 1) {
            at = at.children.get(0);
            text.append(' ').append(at.number);
        }
        text.append(at.children.isEmpty() || at.isDummy() ? "" : " ");
        at.children.forEach(child -> write(child, text));
        text.append(')');
    }
}
