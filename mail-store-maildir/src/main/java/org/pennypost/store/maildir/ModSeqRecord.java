package org.pennypost.store.maildir;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.pennypost.core.mailbox.UidSet;

/**
 * A line of the log of modification sequences, {@code KIND NUMBER [UIDS] [=TEXT] *CHECKSUM}.
 *
 * <pre>
 *   C 12 3:5,9 =FS   messages 3 to 5 and 9 have the letters FS since modification sequence 12
 *   R 20 30:39 =     message 30 has no letters since 20, 31 since 21, and so on
 *   X 13 7           message 7 is gone since 13
 *   X 14             the mailbox itself has changed at 14: its annotations, its uses
 *   H 10012 =BOOT    no sequence above 10012 has been given; this is what the running system is called
 *   I 1764111111 =ID the UIDVALIDITY and the id of the mailbox
 *   Z 13             the log was closed and all of it is on the disk
 * </pre>
 */
record ModSeqRecord(char kind, long number, UidSet uids, String text) {
    private static final String KINDS = "CRXHIZ";

    String line() {
        StringBuilder line = new StringBuilder();
        line.append(kind).append(' ').append(number);
        if (!uids.isEmpty()) {
            line.append(' ').append(uids);
        }
        line.append(" =").append(text.replace("%", "%25").replace(" ", "%20"));
        String sum = checksum(line.toString());
        return line.append(" *").append(sum).append('\n').toString();
    }

    /** The record of a line without its end; empty if it is damaged. */
    static Optional<ModSeqRecord> parse(String line) {
        int star = line.lastIndexOf(" *");
        if (star < 0 || !checksum(line.substring(0, star)).equals(line.substring(star + 2))) {
            return Optional.empty();
        }
        String[] fields = line.substring(0, star).split(" ");
        String text = fields[fields.length - 1];
        if (fields.length < 3 || fields.length > 4 || KINDS.indexOf(fields[0].charAt(0)) < 0 || !text.startsWith("=")) {
            return Optional.empty();
        }
        return Optional.of(new ModSeqRecord(
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                fields.length == 4 ? uids(fields[2]) : UidSet.EMPTY,
                text.substring(1).replace("%20", " ").replace("%25", "%")));
    }

    private static UidSet uids(String text) {
        UidSet.Builder uids = UidSet.builder();
        long first = 0;
        long number = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (c == ':') {
                first = number;
                number = 0;
            } else if (c == ',') {
                uids.add(first == 0 ? number : first, number);
                first = 0;
                number = 0;
            } else {
                number = number * 10 + c - '0';
            }
        }
        return uids.build();
    }

    private static String checksum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
