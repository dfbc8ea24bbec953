package org.pennypost.pop.talk;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MessageNames;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.pop.UidlFormat;

/**
 * The unique-ids of the messages of a maildrop, RFC 1939 §7. Names are looked up once, when it is opened. Confined to one
 * conversation.
 */
final class UniqueIds {
    private static final int LONGEST = 70;
    /** The digits of a UID, which has 32 bits. */
    private static final int LARGEST_NUMBER = 10;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Picture picture;
    private final UidlFormat format;
    private final List<String> files;
    private final List<String> guids;
    /** The unique-id that is being written: of 100,000 there is nothing to clear away but the texts. */
    private final byte[] id = new byte[LONGEST];

    private int length;

    private UniqueIds(Picture picture, UidlFormat format, List<String> files, List<String> guids) {
        this.picture = picture;
        this.format = format;
        this.files = files;
        this.guids = guids;
    }

    /** May block if the format has names in it. */
    static UniqueIds of(Mailbox mailbox, Picture picture, UidlFormat format) throws StoreException {
        return new UniqueIds(
                picture,
                format,
                names(mailbox, picture, format.has(UidlFormat.Kind.FILE_NAME), MessageNames.Kind.FILE),
                names(mailbox, picture, format.has(UidlFormat.Kind.GUID), MessageNames.Kind.GUID));
    }

    /** The unique-id of a message; one that is not named as the format wants has UID and UIDVALIDITY instead. */
    String of(int index) {
        UidlFormat usable = named(files, index, UidlFormat.Kind.FILE_NAME)
                        && named(guids, index, UidlFormat.Kind.GUID)
                        && most(index) <= LONGEST
                ? format
                : UidlFormat.DEFAULT;
        length = 0;
        for (UidlFormat.Part part : usable.parts()) {
            add(part, index);
        }
        return new String(id, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The most characters that the format can give for a message that is named as it wants. */
    private int most(int index) {
        int most = 0;
        for (UidlFormat.Part part : format.parts()) {
            most += switch (part.kind()) {
                case UID, UID_VALIDITY -> Math.max(part.width(), LARGEST_NUMBER);
                case FILE_NAME -> files.get(index).length();
                case GUID -> guids.get(index).length();
                case TEXT -> part.text().length();
            };
        }
        return most;
    }

    private void add(UidlFormat.Part part, int index) {
        switch (part.kind()) {
            case UID:
                add(picture.uid(index), part);
                break;
            case UID_VALIDITY:
                add(picture.uidValidity(), part);
                break;
            case FILE_NAME:
                add(files.get(index));
                break;
            case GUID:
                add(guids.get(index));
                break;
            default:
                add(part.text());
        }
    }

    private void add(long number, UidlFormat.Part part) {
        int base = part.hexadecimal() ? 16 : 10;
        int digits = 1;
        for (long rest = number / base; rest > 0; rest /= base) {
            digits++;
        }
        for (int i = digits; i < part.width(); i++) {
            id[length++] = (byte) part.fill();
        }
        length += digits;
        long rest = number;
        for (int at = length - 1; at >= length - digits; at--) {
            id[at] = DIGITS[(int) (rest % base)];
            rest /= base;
        }
    }

    private void add(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            id[length++] = (byte) ascii.charAt(i);
        }
    }

    private boolean named(List<String> names, int index, UidlFormat.Kind kind) {
        if (!format.has(kind)) {
            return true;
        }
        String name = names.isEmpty() ? "" : names.get(index);
        return !name.isEmpty() && name.chars().allMatch(c -> c >= 0x21 && c <= 0x7E);
    }

    private static List<String> names(Mailbox mailbox, Picture picture, boolean wanted, MessageNames.Kind kind)
            throws StoreException {
        return wanted && mailbox instanceof MessageNames ? ((MessageNames) mailbox).names(picture, kind) : List.of();
    }
}
