package org.pennypost.pop.talk;

import java.util.List;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MessageNames;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.pop.UidlFormat;

/** The unique-ids of the messages of a maildrop, RFC 1939 §7. Names are looked up once, when it is opened. */
final class UniqueIds {
    private static final int LONGEST = 70;
    /** The digits of a UID, which has 32 bits. */
    private static final int LARGEST_NUMBER = 10;

    private final Picture picture;
    private final UidlFormat format;
    private final List<String> files;
    private final List<String> guids;

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

    /** Writes the unique-id of a message; one that is not named as the format wants has UID and UIDVALIDITY instead. */
    void write(Listing out, int index) {
        UidlFormat usable = named(files, index, UidlFormat.Kind.FILE_NAME)
                        && named(guids, index, UidlFormat.Kind.GUID)
                        && length(index) <= LONGEST
                ? format
                : UidlFormat.DEFAULT;
        for (UidlFormat.Part part : usable.parts()) {
            write(out, index, part);
        }
    }

    /** The most characters that the format can give for a message that is named as it wants. */
    private int length(int index) {
        int length = 0;
        for (UidlFormat.Part part : format.parts()) {
            length += switch (part.kind()) {
                case UID, UID_VALIDITY -> Math.max(part.width(), LARGEST_NUMBER);
                case FILE_NAME -> files.get(index).length();
                case GUID -> guids.get(index).length();
                case TEXT -> part.text().length();
            };
        }
        return length;
    }

    private void write(Listing out, int index, UidlFormat.Part part) {
        switch (part.kind()) {
            case UID:
                out.number(picture.uid(index), part.hexadecimal() ? 16 : 10, part.width(), part.fill());
                break;
            case UID_VALIDITY:
                out.number(picture.uidValidity(), part.hexadecimal() ? 16 : 10, part.width(), part.fill());
                break;
            case FILE_NAME:
                out.text(files.get(index));
                break;
            case GUID:
                out.text(guids.get(index));
                break;
            default:
                out.text(part.text());
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
