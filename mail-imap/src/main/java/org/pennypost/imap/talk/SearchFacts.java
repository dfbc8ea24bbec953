package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderDate;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.RawText;
import org.pennypost.core.reading.TextFold;

/**
 * What SEARCH asks of a header (RFC 9051 §6.4.4), made ready: the folded texts of the usual fields and the day of the
 * Date field. Comes from the cache or from the header. Confined to one thread.
 */
final class SearchFacts {
    /** Counts up whenever the sections change. */
    static final CacheFormat FORMAT = new CacheFormat("imap-search", 2);

    /** In the order of the sections, in lower case; behind them is the day. */
    private static final List<String> FIELDS = List.of(
            "subject",
            "from",
            "to",
            "cc",
            "bcc",
            "reply-to",
            "sender",
            "message-id",
            "in-reply-to",
            "references",
            "date",
            "list-id");

    private static final int DAY = FIELDS.size();
    /** Ends each text; no octet of UTF-8, so nothing that is looked for has it. */
    private static final byte END = (byte) 0xFF;

    private final Sections sections;

    private SearchFacts(Sections sections) {
        this.sections = sections;
    }

    /** What {@link #octets} once gave. */
    static SearchFacts of(ByteBuffer octets) {
        return new SearchFacts(new Sections(octets, DAY + 1));
    }

    /** What a header tells, to be kept. */
    static ByteBuffer octets(Header header) {
        Sections.Writer sections = new Sections.Writer(DAY + 1);
        for (String name : FIELDS) {
            if (putTexts(header.all(name), sections)) {
                sections.end();
            } else {
                sections.endAbsent();
            }
        }
        Optional<LocalDate> day = date(header);
        if (day.isPresent()) {
            sections.put(ByteBuffer.allocate(Long.BYTES).putLong(0, day.get().toEpochDay()));
            sections.end();
        } else {
            sections.endAbsent();
        }
        return sections.whole();
    }

    /** The number of a field that has a section; −1 for another one. */
    static int fieldNumber(String name) {
        return FIELDS.indexOf(name.toLowerCase(Locale.ROOT));
    }

    /** What a folded text looks like here; nothing if it is none that is here. */
    static Optional<byte[]> needle(String folded) {
        return encode(folded).map(octets -> {
            byte[] needle = new byte[octets.remaining()];
            octets.get(needle);
            return needle;
        });
    }

    /** Whether a section can tell about its field. */
    boolean tells(int field) {
        return sections.has(field);
    }

    /** Whether the header has the field and one of its texts has the needle in it. */
    boolean has(int field, byte[] needle) {
        ByteBuffer texts = sections.get(field);
        int from = texts.arrayOffset() + texts.position();
        return texts.hasRemaining() && contains(texts.array(), from, from + texts.remaining(), needle);
    }

    /** The day of the Date field, time and zone aside. */
    Optional<LocalDate> day() {
        if (!sections.has(DAY)) {
            return Optional.empty();
        }
        ByteBuffer day = sections.get(DAY);
        return Optional.of(LocalDate.ofEpochDay(day.getLong(day.position())));
    }

    private static Optional<LocalDate> date(Header header) {
        return header.first("Date")
                .flatMap(field -> HeaderDate.parse(field.value()))
                .map(OffsetDateTime::toLocalDate);
    }

    /** The texts of some fields; false if one has half a character, which UTF-8 cannot say. */
    private static boolean putTexts(List<HeaderField> fields, Sections.Writer into) {
        for (HeaderField field : fields) {
            if (!putTexts(field, into)) {
                return false;
            }
        }
        return true;
    }

    private static boolean putTexts(HeaderField field, Sections.Writer into) {
        RawText value = field.value();
        if (value.isPlain()) {
            putPlain(value, into);
            into.put(END);
        } else if (!putText(value.decoded(), into)) {
            return false;
        }
        for (String address : SearchedField.addresses(field, value)) {
            if (!putText(address, into)) {
                return false;
            }
        }
        return true;
    }

    private static boolean putText(String decoded, Sections.Writer into) {
        Optional<ByteBuffer> text = encode(TextFold.fold(decoded));
        text.ifPresent(into::put);
        into.put(END);
        return text.isPresent();
    }

    private static void putPlain(RawText value, Sections.Writer into) {
        byte[] octets = new byte[value.length()];
        value.copyTo(octets, 0);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) TextFold.ascii((char) octets[i]);
        }
        into.put(octets);
    }

    private static Optional<ByteBuffer> encode(String text) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)));
        } catch (CharacterCodingException halfCharacter) {
            return Optional.empty();
        }
    }

    private static boolean contains(byte[] text, int from, int to, byte[] needle) {
        if (needle.length == 0) {
            return true;
        }
        int last = to - needle.length;
        for (int i = from; i <= last; i++) {
            if (text[i] == needle[0] && goesOn(text, i, needle)) {
                return true;
            }
        }
        return false;
    }

    private static boolean goesOn(byte[] text, int at, byte[] needle) {
        for (int i = 1; i < needle.length; i++) {
            if (text[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
