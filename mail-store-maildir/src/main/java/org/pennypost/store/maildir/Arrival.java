package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.pennypost.core.mailbox.StoreException;

/**
 * A message that is to appear in the picture: its file, and what its line in the uidlist says.
 *
 * <p>Fields of the line that we know: {@code S} and {@code W}, the sizes where the name has none; of our own {@code I},
 * the internal date, {@code A}, the date of its arrival in this mailbox, both in seconds (messages that share a file
 * cannot have them there), and {@code D}, 1 if a line of it begins with a dot and 0 if none does.
 *
 * @param octets its size with CRLF line ends
 */
record Arrival(long uid, Found found, String fields, long octets, boolean bareLf) {
    /** Looks into the file only if neither its name nor its line tells the sizes. */
    static Arrival of(long uid, Found found, String fields, Path maildir) throws IOException, StoreException {
        long octets = found.octets() >= 0 ? found.octets() : number(fields, 'W').orElse(-1);
        long onDisk = found.onDisk() >= 0 ? found.onDisk() : number(fields, 'S').orElse(-1);
        if (octets >= 0 && onDisk >= 0) {
            return new Arrival(uid, found, fields, octets, octets != onDisk);
        }
        try (FileChannel channel = FileChannel.open(found.in(maildir), StandardOpenOption.READ)) {
            onDisk = channel.size();
            octets = LineEndReader.size(channel);
        }
        String sizes = "S" + onDisk + " W" + octets;
        return new Arrival(uid, found, fields.isEmpty() ? sizes : fields + " " + sizes, octets, octets != onDisk);
    }

    /** One whose file has a name that tells the sizes. */
    static Arrival told(long uid, Found found, String fields) {
        return new Arrival(uid, found, fields, found.octets(), found.octets() != found.onDisk());
    }

    String letters() {
        return found.letters();
    }

    /** The place of its file. */
    Place place() {
        OptionalLong dots = number('D');
        Place.Dots known = dots.isEmpty() ? Place.Dots.UNKNOWN : Place.Dots.of(dots.getAsLong() == 0);
        return new Place(found.name(), found.fresh(), bareLf, known);
    }

    /** A number among its fields. */
    OptionalLong number(char key) {
        return number(fields, key);
    }

    private static OptionalLong number(String fields, char key) {
        int at = 0;
        while (at < fields.length()) {
            int end = fields.indexOf(' ', at);
            end = end < 0 ? fields.length() : end;
            boolean number = end - at > 1 && end - at < 18 && fields.charAt(at) == key;
            for (int i = at + 1; i < end && number; i++) {
                char c = fields.charAt(i);
                number = c >= '0' && c <= '9' || i == at + 1 && c == '-' && end > i + 1;
            }
            if (number) {
                return OptionalLong.of(Long.parseLong(fields.substring(at + 1, end)));
            }
            at = end + 1;
        }
        return OptionalLong.empty();
    }
}
