package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * Names of message files: {@code BASE[:2,LETTERS]}, the base being {@code UNIQUE[,S=SIZE][,W=CRLF-SIZE]} and naming the
 * message as long as it lives.
 *
 * <p>The unique part of ours is {@code SECONDS.UVALIDITY_UID.HOST}: the name bears the UID, so that the sync that makes
 * the file durable makes its UID durable too, and a lost uidlist can be made again from the names.
 */
final class FileName {
    private static final String INFO = ":2,";
    private static final String HOST = host();
    /** This process: two containers may share the name of the host and the number. */
    static final String RUN = ProcessHandle.current().pid() + "R" + Long.toHexString(new SecureRandom().nextLong());

    /** What most messages have, so that they share one text. */
    private static final String SEEN = "S";

    private FileName() {}

    static String base(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** The flags behind {@code :2,}. */
    static String letters(String name) {
        int info = name.indexOf(INFO);
        int from = info + INFO.length();
        if (info < 0 || from == name.length()) {
            return "";
        }
        return from + 1 == name.length() && name.charAt(from) == 'S' ? SEEN : name.substring(from);
    }

    /** The name of a message in {@code cur}. */
    static String inCur(String base, String letters) {
        return base + INFO + letters;
    }

    /** The base name of a new message. */
    static String fresh(long epochSecond, long validity, long uid, long onDisk, long octets) {
        return epochSecond + ".U" + hex(validity) + "_" + hex(uid) + "." + HOST + ",S=" + onDisk + ",W=" + octets;
    }

    /** A name that nobody has in {@code tmp}. */
    static String scratch(long epochSecond, long count) {
        return epochSecond + ".P" + RUN + "Q" + count + "." + HOST;
    }

    /** The UID that a name bears for a mailbox of this UIDVALIDITY; 0 if it bears none. */
    static long uid(String base, long validity) {
        int at = base.indexOf(".U");
        if (at < 0 || !base.startsWith(hex(validity) + "_", at + 2) || base.length() < at + 19) {
            return 0;
        }
        long uid = hex(base, at + 11);
        return uid < 0 ? 0 : uid;
    }

    /** The UIDVALIDITY that a name bears; 0 if it bears none. */
    static long validity(String base) {
        int at = base.indexOf(".U");
        boolean bears = at >= 0 && base.length() > at + 19 && base.charAt(at + 10) == '_';
        return bears ? Math.max(0, hex(base, at + 2)) : 0;
    }

    /** A size field of the base name, {@code S} or {@code W}; −1 if it has none. */
    static long size(String name, char which) {
        int colon = name.indexOf(':');
        int limit = colon < 0 ? name.length() : colon;
        int at = name.indexOf(',');
        while (at >= 0 && !(name.startsWith("=", at + 2) && name.charAt(at + 1) == which)) {
            at = name.indexOf(',', at + 1);
        }
        int end = at + 3;
        while (at >= 0 && end < limit && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        boolean number = at >= 0 && end > at + 3 && end < at + 3 + 18 && (end == limit || name.charAt(end) == ',');
        return number ? Long.parseLong(name, at + 3, end, 10) : -1;
    }

    /** When a message arrived as its name tells, in microseconds; sorts names in their order of arrival. */
    static long arrival(String name) {
        int dot = name.indexOf('.');
        long seconds = digits(name, 0);
        long micros = dot >= 0 && name.startsWith("M", dot + 1) ? digits(name, dot + 2) : 0;
        return seconds * 1_000_000 + Math.min(999_999, micros);
    }

    private static long digits(String text, int from) {
        long value = 0;
        for (int i = from; i < text.length() && i < from + 12; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static String hex(long number) {
        String digits = Long.toHexString(number);
        return "00000000".substring(Math.min(8, digits.length())) + digits;
    }

    private static long hex(String text, int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** What tells this machine from others on a shared file system; the first label of its name, without oddities. */
    private static String host() {
        String name = "";
        try {
            name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            System.getLogger(FileName.class.getName()).log(System.Logger.Level.DEBUG, "no host name", notLinux);
        }
        String label = name.split("\\.", 2)[0].replaceAll("[^A-Za-z0-9-]", "").toLowerCase(Locale.ROOT);
        return label.isEmpty() ? "localhost" : label.substring(0, Math.min(16, label.length()));
    }
}
