package org.pennypost.pop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pennypost.core.mailbox.Picture;

/** What a maildrop is, said in the simplest way: a list of texts, the numbers that are marked, and what is in the mailbox. */
final class MaildropModel {
    private final List<Long> uids = new ArrayList<>();
    private final List<String> texts;
    private final long uidValidity;
    private final Set<Integer> marked = new TreeSet<>();
    private final Map<Long, String> mailbox = new TreeMap<>();

    MaildropModel(List<String> texts, Picture picture) {
        this.texts = texts;
        this.uidValidity = picture.uidValidity();
        for (int i = 0; i < texts.size(); i++) {
            uids.add(picture.uid(i));
            mailbox.put(picture.uid(i), texts.get(i));
        }
    }

    void delivered(long uid, String text) {
        mailbox.put(uid, text);
    }

    void expunged(long uid) {
        mailbox.remove(uid);
    }

    /** The messages in the mailbox at the end. */
    List<String> left(boolean updated) {
        Map<Long, String> left = new TreeMap<>(mailbox);
        if (updated) {
            marked.forEach(number -> left.remove(uids.get(number - 1)));
        }
        List<String> all = new ArrayList<>();
        left.forEach((uid, text) -> all.add(uid + " " + text));
        return all;
    }

    String answer(String line) {
        String[] words = line.toUpperCase(Locale.ROOT).split(" ");
        int number = words.length > 1 ? Integer.parseInt(words[1]) : 0;
        switch (words[0]) {
            case "STAT":
                return "+OK " + present().size() + " "
                        + present().stream().mapToLong(this::size).sum() + "\r\n";
            case "LIST":
                return listing(number, this::size);
            case "UIDL":
                return listing(number, one -> String.format("%08x%08x", uids.get(one - 1), uidValidity));
            case "NOOP":
                return "+OK\r\n";
            case "RSET":
                marked.clear();
                return "+OK no message is marked any more\r\n";
            case "DELE":
                return present().contains(number) && marked.add(number) ? "+OK marked for removal\r\n" : MISSING;
            case "RETR":
                return message(number, Integer.MAX_VALUE);
            case "TOP":
                return message(number, Integer.parseInt(words[2]));
            case "QUIT":
                return "+OK good-bye\r\n";
            default:
                return "-ERR unknown command\r\n";
        }
    }

    /** Says something of a message. */
    private interface Fact {
        Object of(int number);
    }

    private String listing(int number, Fact fact) {
        if (number > 0) {
            return present().contains(number) ? "+OK " + number + " " + fact.of(number) + "\r\n" : MISSING;
        }
        StringBuilder lines = new StringBuilder("+OK list follows\r\n");
        present().forEach(one -> lines.append(one + " " + fact.of(one) + "\r\n"));
        return lines + ".\r\n";
    }

    private String message(int number, int bodyLines) {
        if (!present().contains(number)) {
            return MISSING;
        }
        if (!mailbox.containsKey(uids.get(number - 1))) {
            return "-ERR the message was removed meanwhile\r\n";
        }
        StringBuilder out = new StringBuilder("+OK message follows\r\n");
        boolean body = false;
        int lines = 0;
        String last = "\r\n";
        for (String line : texts.get(number - 1).split("(?<=\n)")) {
            if (line.isEmpty() || body && lines++ == bodyLines) {
                break;
            }
            body |= line.equals("\r\n");
            out.append(line.startsWith(".") ? "." : "").append(line);
            last = line;
        }
        return out + (last.endsWith("\r\n") ? "" : "\r\n") + ".\r\n";
    }

    private List<Integer> present() {
        List<Integer> present = new ArrayList<>();
        for (int number = 1; number <= texts.size(); number++) {
            if (!marked.contains(number)) {
                present.add(number);
            }
        }
        return present;
    }

    private long size(int number) {
        return texts.get(number - 1).length();
    }

    private static final String MISSING = "-ERR no such message\r\n";
}
