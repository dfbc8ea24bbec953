package org.pennypost.store.maildir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.pennypost.core.mailbox.UidSet;

/**
 * The first line of a uidlist: {@code 3 V<uidvalidity> N<next uid> G<guid>}.
 *
 * @param validity 0 if there is none that can be used
 * @param others fields that we do not know, each with a blank before it
 */
record UidListHeader(long validity, long next, String guid, String others) {
    static final UidListHeader NONE = new UidListHeader(0, 1, "", "");

    /** That of the list of a Maildir; {@link #NONE} if it has no list. */
    static UidListHeader of(Path maildir) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(maildir.resolve(UidList.FILE))) {
            String line = reader.readLine();
            return line == null ? NONE : parse(line);
        } catch (NoSuchFileException | CharacterCodingException missing) {
            return NONE;
        }
    }

    static UidListHeader parse(String line) {
        if (!line.startsWith("3 ")) {
            return NONE;
        }
        long validity = 0;
        long next = 1;
        String guid = "";
        StringBuilder others = new StringBuilder();
        for (String field : line.substring(2).split(" ")) {
            if (field.startsWith("V")) {
                validity = number(field, 1);
            } else if (field.startsWith("N")) {
                next = Math.max(1, number(field, 1));
            } else if (field.startsWith("G")) {
                guid = field.substring(1);
            } else if (!field.isEmpty()) {
                others.append(' ').append(field);
            }
        }
        return new UidListHeader(validity, next, guid, others.toString());
    }

    String line() {
        return "3 V" + validity + " N" + next + " G" + guid + others;
    }

    UidListHeader with(long atLeast) {
        return new UidListHeader(validity, Math.max(next, atLeast), guid, others);
    }

    /** The number behind some characters; 0 if there is none or it does not fit 32 bits. */
    static long number(String text, int from) {
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            value = value * 10 + digit;
            if (digit < 0 || digit > 9 || value > UidSet.MAX) {
                return 0;
            }
        }
        return value;
    }
}
