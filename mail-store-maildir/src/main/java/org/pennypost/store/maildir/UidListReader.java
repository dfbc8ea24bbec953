package org.pennypost.store.maildir;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.pennypost.core.mailbox.UidSet;

/**
 * Takes the octets of a uidlist apart: {@code <uid> <fields> :<file name>} on each line. A line that is none is left
 * out and makes the list damaged; the end of a line that is still being written is not consumed.
 */
final class UidListReader {
    private static final int MARKS = 4;

    private final byte[] octets;
    private final int length;
    /** Of each line its UID, where its fields begin and end, and where its base name ends. */
    private int[] marks = new int[MARKS];

    private int lines;
    private UidListHeader header = UidListHeader.NONE;
    private int at;
    private long lastUid;
    private boolean damaged;

    UidListReader(byte[] octets, int length, boolean fromStart, long lastUid) {
        this.octets = octets;
        this.length = length;
        this.lastUid = lastUid;
        if (fromStart) {
            int end = lineEnd();
            if (end >= 0) {
                header = UidListHeader.parse(text(0, end));
                at = header.validity() == 0
                                && Character.isDigit(octets[0])
                                && !text(0, end).startsWith("3 ")
                        ? 0
                        : end + 1;
            }
        }
        for (int end = lineEnd(); end >= 0; end = lineEnd()) {
            line(at, end);
            at = end + 1;
        }
    }

    /** The lines, each made when it is asked for: the octets take a third of what they all would. */
    List<UidList.Entry> entries() {
        return new Each<>(lines, this::entry);
    }

    UidListHeader header() {
        return header;
    }

    int consumed() {
        return at;
    }

    long lastUid() {
        return lastUid;
    }

    boolean damaged() {
        return damaged;
    }

    private void line(int from, int to) {
        int i = from;
        long uid = 0;
        while (i < to && octets[i] >= '0' && octets[i] <= '9' && uid <= UidSet.MAX) {
            uid = uid * 10 + octets[i++] - '0';
        }
        int colon = i + 1;
        while (colon < to && !(octets[colon] == ':' && octets[colon - 1] == ' ')) {
            colon++;
        }
        if (i == from || i >= to || octets[i] != ' ' || colon >= to - 1 || uid > UidSet.MAX || uid <= lastUid) {
            damaged = true;
            return;
        }
        int end = colon + 1;
        while (end < to && octets[end] != ':') {
            end++;
        }
        mark((int) uid, i + 1, colon, end);
        lastUid = uid;
    }

    private void mark(int... places) {
        int free = MARKS * lines++;
        if (free == marks.length) {
            marks = Arrays.copyOf(marks, 2 * free);
        }
        System.arraycopy(places, 0, marks, free, MARKS);
    }

    private UidList.Entry entry(int line) {
        int mark = MARKS * line;
        int from = marks[mark + 1];
        int colon = marks[mark + 2];
        String fields = colon - 1 > from ? text(from, colon - 1) : "";
        return new UidList.Entry(Integer.toUnsignedLong(marks[mark]), text(colon + 1, marks[mark + 3]), fields);
    }

    private int lineEnd() {
        for (int i = at; i < length; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.UTF_8);
    }
}
