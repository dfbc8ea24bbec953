package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code dovecot-uidlist}, version 3: {@code 3 V<uidvalidity> N<next uid> G<guid>}, then a line
 * {@code <uid> <fields> :<base name>} for each message. Fields that we do not know are kept.
 *
 * @param uids the UID of each base name, ascending
 * @param fields what stands between UID and name, by base name; of ours are {@code I}, the internal date, and {@code A},
 *     the date of the arrival in this mailbox, both in seconds: messages that share a file cannot have them there
 */
record UidList(long uidValidity, long uidNext, String guid, Map<String, Long> uids, Map<String, String> fields) {
    static final String FILE = "dovecot-uidlist";

    /** Reads the file; the answer has UIDVALIDITY 0 if there is none, or none that can be read. */
    static UidList read(Path directory) throws IOException {
        List<String> lines = Disk.read(directory.resolve(FILE)).lines().toList();
        Map<String, Long> uids = new LinkedHashMap<>();
        Map<String, String> fields = new HashMap<>();
        long validity = 0;
        long next = 1;
        String guid = "";
        if (!lines.isEmpty() && lines.get(0).startsWith("3 ")) {
            for (String field : lines.get(0).split(" ")) {
                validity = field.startsWith("V") ? number(field) : validity;
                next = field.startsWith("N") ? Math.max(1, number(field)) : next;
                guid = field.startsWith("G") ? field.substring(1) : guid;
            }
        }
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int colon = line.indexOf(" :");
            int space = line.indexOf(' ');
            long uid = colon < 0 ? 0 : number(" " + line.substring(0, space));
            if (uid > 0 && uid + 1 >= 2) {
                String base = FileName.parse(line.substring(colon + 2)).base();
                uids.put(base, uid);
                if (space < colon) {
                    fields.put(base, line.substring(space + 1, colon));
                }
                next = Math.max(next, uid + 1);
            }
        }
        return new UidList(validity, next, guid, uids, fields);
    }

    /** The line of one message. */
    String line(String base) {
        String known = fields.getOrDefault(base, "");
        return uids.get(base) + (known.isEmpty() ? "" : " " + known) + " :" + base + "\n";
    }

    /** A date among the fields of a message, or what is given instead. */
    Instant date(String base, char which, Instant otherwise) {
        return field(base, which)
                .filter(seconds -> seconds.matches("-?[0-9]{1,12}"))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                .orElse(otherwise);
    }

    /** A field of a message, by its letter; Dovecot's {@code G} is the GUID. */
    Optional<String> field(String base, char which) {
        for (String field : fields.getOrDefault(base, "").split(" ")) {
            if (field.length() > 1 && field.charAt(0) == which) {
                return Optional.of(field.substring(1));
            }
        }
        return Optional.empty();
    }

    /** The file with these messages only. */
    String text(Collection<String> bases) {
        List<String> ordered = new ArrayList<>(bases);
        ordered.sort((a, b) -> Long.compare(uids.get(a), uids.get(b)));
        StringBuilder text = new StringBuilder();
        text.append("3 V")
                .append(uidValidity)
                .append(" N")
                .append(uidNext)
                .append(" G")
                .append(guid)
                .append('\n');
        ordered.forEach(base -> text.append(line(base)));
        return text.toString();
    }

    /** The number behind the first character; 0 if there is none or it is no UID. */
    private static long number(String field) {
        long value = 0;
        for (int i = 1; i < field.length(); i++) {
            int digit = field.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > 0xFFFF_FFFFL) {
                return 0;
            }
            value = value * 10 + digit;
        }
        return value > 0xFFFF_FFFFL ? 0 : value;
    }
}
