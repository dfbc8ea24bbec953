package org.pennypost.pop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** RFC 937 said in the simplest way: the mailboxes, and what one client has read and removed of one of them. */
final class Pop2Model {
    private enum At {
        MBOX,
        ITEM,
        NEXT,
        DONE
    }

    private final Map<String, List<String>> mailboxes = new TreeMap<>();
    private String folder = "";
    private List<String> snapshot = List.of();
    private final Set<Integer> removed = new TreeSet<>();
    private At at = At.MBOX;
    private int current = 1;

    Pop2Model(Map<String, List<String>> mailboxes) {
        mailboxes.forEach((name, texts) -> this.mailboxes.put(name, new ArrayList<>(texts)));
    }

    void delivered(String name, String text) {
        mailboxes.get(name).add(text);
    }

    List<String> left(String name) {
        return mailboxes.get(name);
    }

    boolean over() {
        return at == At.DONE;
    }

    String login() {
        return open("INBOX");
    }

    String answer(String line) {
        String[] words = line.split(" ");
        boolean acknowledges = words[0].startsWith("AC") || words[0].equals("NACK");
        if (acknowledges != (at == At.NEXT) || words[0].equals("RETR") && (at != At.ITEM || size() == 0)) {
            at = At.DONE;
            return "-";
        }
        switch (words[0]) {
            case "FOLD":
                update();
                return open(words[1]);
            case "READ":
                current = words.length > 1 ? Integer.parseInt(words[1]) : current;
                return item();
            case "RETR":
                at = At.NEXT;
                return snapshot.get(current - 1);
            case "ACKD":
                removed.add(current++);
                return item();
            case "ACKS":
                current++;
                return item();
            case "NACK":
                return item();
            default:
                update();
                at = At.DONE;
                return "+";
        }
    }

    private String open(String name) {
        folder = name;
        snapshot = List.copyOf(mailboxes.getOrDefault(name, List.of()));
        removed.clear();
        at = At.MBOX;
        current = 1;
        return "#" + snapshot.size();
    }

    private String item() {
        at = At.ITEM;
        return "=" + size();
    }

    private int size() {
        boolean there = current >= 1 && current <= snapshot.size() && !removed.contains(current);
        return there ? snapshot.get(current - 1).length() : 0;
    }

    /** What was removed goes when the mailbox is left in good order. */
    private void update() {
        for (int number : removed) {
            mailboxes.get(folder).remove(snapshot.get(number - 1));
        }
        removed.clear();
    }
}
