package org.pennypost.server.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;

/**
 * The header of a message as filters see and change it; what they do not touch stays as it is, octet for octet.
 *
 * <p>What we have put above a message is not theirs: all up to and with our Received field, which is the first one. What
 * is no field any more ends the header, as with Postfix, and is told as part of the body. A blank line goes above it,
 * or fields behind it would be some for readers that filters have taken for text. Confined to one thread.
 */
final class MessageFields {
    /** How many fields a filter may add, change or remove. */
    static final int MOST = 200;

    /** And how many octets they may have. */
    static final int MOST_OCTETS = 128 * 1024;

    private static final Set<String> SPAM = Set.of("x-spam", "x-spam-flag", "x-spam-status");

    private final String above;
    private final List<Field> fields;
    /** The blank line; empty if there is none, and so no body. */
    private String end;

    /** What no field stands for, of what was the header. */
    private String remainder;

    /** How many of the fields stand above our Received field for those who number them. */
    private int received;

    private int changes;
    private int octets;

    /** One field. The text is all of it, with its line end; a filter's is said by one of ours. */
    record Field(String name, String text, boolean ofFilter) {
        /** All behind the colon, without the line end. */
        String value() {
            String value = text.substring(text.indexOf(':') + 1);
            return value.endsWith("\r\n") ? value.substring(0, value.length() - 2) : value;
        }

        private boolean isNamed(String other) {
            return name.equalsIgnoreCase(other);
        }

        private boolean saysSpam() {
            return ofFilter
                    && SPAM.contains(name.toLowerCase(Locale.ROOT))
                    && value().strip().toLowerCase(Locale.ROOT).startsWith("yes");
        }
    }

    private MessageFields(String above, List<Field> fields, String end, String remainder, int received) {
        this.above = above;
        this.fields = new ArrayList<>(fields);
        this.end = end;
        this.remainder = remainder;
        this.received = received;
    }

    /** @param unwanted the names of fields that must not come from outside, because filters say them */
    static MessageFields of(Header header, Predicate<String> unwanted) {
        StringBuilder above = new StringBuilder();
        List<Field> fields = new ArrayList<>();
        int told = 0;
        boolean ours = true;
        boolean whole = true;
        for (HeaderField field : header) {
            if (field.name().isEmpty()) {
                whole = false;
                break;
            }
            told += field.octets().remaining();
            if (ours) {
                above.append(text(field.octets()));
                ours = !field.isNamed("Received");
            } else if (!unwanted.test(field.name())) {
                fields.add(new Field(field.name(), text(field.octets()), false));
            }
        }
        String rest = text(header.octets().position(told).slice());
        return new MessageFields(above.toString(), fields, whole ? rest : "\r\n", whole ? "" : rest, 0);
    }

    /** The same, for the next filter to change. */
    MessageFields copy() {
        return new MessageFields(above, fields, end, remainder, received);
    }

    /** What filters are told. */
    List<Field> told() {
        return List.copyOf(fields);
    }

    /** What stands behind the fields and their blank line: it is told as the body's beginning. */
    String remainder() {
        return remainder;
    }

    /** What we have put above it. */
    ByteBuffer above() {
        return octets(above);
    }

    /** The rest of what was the header section, with a blank line behind the fields. */
    ByteBuffer section() {
        StringBuilder section = new StringBuilder();
        fields.forEach(field -> appendLine(section, field.text()));
        appendLine(section, end);
        section.append(remainder);
        return octets(section.toString());
    }

    /** Another body comes: nothing of this one stays. */
    void endHere() {
        end = "\r\n";
        remainder = "";
    }

    /** How many fields this filter has added, changed or removed. */
    int changes() {
        return changes;
    }

    /** Whether a filter has said that it is spam. */
    boolean spam() {
        return fields.stream().anyMatch(Field::saysSpam);
    }

    void add(String name, String value) throws FilterFault {
        fields.add(said(name, value));
    }

    /**
     * Our Received field counts although nobody is told of it, as with sendmail and Postfix: 1 is directly below it.
     * What is to be above it becomes the first of those below.
     */
    void insert(int index, String name, String value) throws FilterFault {
        int last = fields.size() + 1;
        int place = index < 0 ? last : Math.min(index, last);
        Field field = said(name, value);
        if (place > received) {
            fields.add(place - 1, field);
        } else {
            fields.add(place, field);
            received++;
        }
    }

    /** RFC 5322 fields have no numbers; the first of a name has 1 here, and some say 0 for it. What is not there is added. */
    void change(int index, String name, Optional<String> value) throws FilterFault {
        int left = Math.max(1, index);
        int place = 0;
        while (place < fields.size() && !(fields.get(place).isNamed(name) && --left == 0)) {
            place++;
        }
        boolean found = place < fields.size();
        if (value.isPresent()) {
            Field field = said(name, value.get());
            if (found) {
                fields.set(place, field);
            } else {
                fields.add(field);
            }
        } else if (found) {
            count(0);
            fields.remove(place);
            received -= place < received ? 1 : 0;
        }
    }

    /** The last line of a message that came by BDAT may have no end (RFC 3030 §2). */
    private static void appendLine(StringBuilder section, String line) {
        int last = section.length() - 1;
        section.append(last >= 0 && section.charAt(last) != '\n' && !line.isEmpty() ? "\r\n" : "")
                .append(line);
    }

    private Field said(String name, String value) throws FilterFault {
        String text = name + ":" + value + "\r\n";
        count(text.length());
        return new Field(name, text, true);
    }

    private void count(int more) throws FilterFault {
        changes++;
        octets += more;
        if (changes > MOST || octets > MOST_OCTETS) {
            throw new FilterFault("it changes too much of a message");
        }
    }

    private static String text(ByteBuffer octets) {
        return StandardCharsets.ISO_8859_1.decode(octets.duplicate()).toString();
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
