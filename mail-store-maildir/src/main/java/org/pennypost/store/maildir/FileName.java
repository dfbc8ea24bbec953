package org.pennypost.store.maildir;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The name of a message's file: {@code BASE[,S=SIZE][,W=CRLF-SIZE][:2,FLAGS]}.
 *
 * @param base all before the colon: it names the message as long as it lives
 * @param flags the letters behind {@code :2,}, in ASCII order
 * @param whole the name as it stands in the directory
 */
record FileName(String base, String flags, String whole) {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final String INFO = ":2,";

    /** The parts of a name in a directory. */
    static FileName parse(String name) {
        int info = name.indexOf(INFO);
        if (info >= 0) {
            return new FileName(name.substring(0, info), name.substring(info + INFO.length()), name);
        }
        int colon = name.indexOf(':');
        return new FileName(colon < 0 ? name : name.substring(0, colon), "", name);
    }

    /** The name of a message that has just been delivered into {@code new}. */
    static FileName inNew(String base) {
        return new FileName(base, "", base);
    }

    /** The name of a message in {@code cur}. */
    static FileName inCur(String base, String flags) {
        return new FileName(base, flags, base + INFO + flags);
    }

    /** A base name that nobody has: time, process, a count, and the sizes that others read there. */
    static String fresh(long epochSecond, int nanos, long size) {
        return epochSecond + ".M" + nanos / 1000 + "P" + ProcessHandle.current().pid() + "Q" + COUNT.incrementAndGet()
                + ".pennypost,S=" + size + ",W=" + size;
    }

    /** A size field of the base name, {@code S} or {@code W}; −1 if it has none. */
    long field(char which) {
        int at = base.indexOf("," + which + "=");
        if (at < 0) {
            return -1;
        }
        long value = 0;
        int i = at + 3;
        while (i < base.length() && Character.isDigit(base.charAt(i)) && i - at < 20) {
            value = value * 10 + base.charAt(i++) - '0';
        }
        return i == at + 3 ? -1 : value;
    }
}
