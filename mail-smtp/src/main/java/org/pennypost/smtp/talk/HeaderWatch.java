package org.pennypost.smtp.talk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.text.OctetSet;

/**
 * Watches a message go by and notes what its header section has: how many Received fields, which of the fields that a
 * submission must have, and what some fields say that concern the delivery. Keeps no octets but the start of one field
 * name and the values of these fields, both bounded, so that a header may be of any size and cut anywhere.
 *
 * <p>The section ends where {@link org.pennypost.core.message.Header} and readers of mail let it end: at a blank line,
 * whatever lines stand before it. Only a message that begins with a line that is no field has no header at all.
 */
final class HeaderWatch {
    private enum At {
        LINE_START,
        NAME,
        SPACE_BEFORE_COLON,
        REST,
        BLANK_LINE,
        BEHIND
    }

    // RFC 5322 §2.2: printable ASCII but for the colon
    private static final OctetSet FIELD_NAME = OctetSet.VCHAR.without(":");
    private static final int LONGEST = "require-recipient-valid-since".length();
    /** RFC 5322 §2.1.1: the longest line, and so the longest name. */
    private static final int LONGEST_NAME = 998;
    /** How many octets of a value are kept; RFC 3865 §2.2 and RFC 7293 §3.2 need less. */
    private static final int VALUE = 1000;
    /** How many fields of a name are kept. */
    private static final int VALUES = 100;

    private final byte[] name = new byte[LONGEST];
    private int length;
    private At at = At.LINE_START;
    private long octets;
    private int fields;
    private boolean separated;
    private boolean text;
    private int gap;
    private int received;
    private boolean date;
    private final List<String> messageIds = new ArrayList<>(0);
    private boolean from;
    private boolean eightBit;
    private final ByteArrayOutputStream value = new ByteArrayOutputStream(0);
    private boolean keeping;
    private final List<String> solicitations = new ArrayList<>(0);
    private final List<String> validSince = new ArrayList<>(0);
    private final List<String> tlsRequired = new ArrayList<>(0);
    private final List<String> autoSubmitted = new ArrayList<>(0);

    /** Looks at the octets, whose position stays where it is. */
    void watch(ByteBuffer chunk) {
        int i = chunk.position();
        int end = chunk.limit();
        while (i < end && at != At.BEHIND) {
            if (at == At.REST) {
                int start = i;
                while (i < end && chunk.get(i) != '\n') {
                    eightBit |= chunk.get(i++) < 0;
                }
                keep(chunk, start, i);
                if (i < end) {
                    at = At.LINE_START;
                    i++;
                }
            } else {
                step(chunk.get(i++) & 0xFF);
            }
        }
        octets += i - chunk.position();
    }

    /** The message has ended, and with it its header section, if that has not yet. */
    void end() {
        release();
        text |= open() && (at == At.NAME || at == At.SPACE_BEFORE_COLON);
        at = At.BEHIND;
    }

    /** Whether the whole header section has gone by. */
    boolean complete() {
        return at == At.BEHIND;
    }

    /** Whether nothing has gone by yet that tells whether the message has a header section; that takes one line. */
    boolean open() {
        return fields == 0 && !separated && !complete();
    }

    /** Whether the message begins with text, where its header section should be. */
    boolean text() {
        return text;
    }

    /** How many octets it had so far, its blank line included. */
    long octets() {
        return octets;
    }

    /** How many fields it had so far. */
    int fields() {
        return fields;
    }

    /** How many of them were Received fields. */
    int received() {
        return received;
    }

    /** Whether one was a Date field. */
    boolean date() {
        return date;
    }

    /** Whether one was a Message-ID field. */
    boolean messageId() {
        return !messageIds.isEmpty();
    }

    /** What the Message-ID fields say, as far as they have gone by; RFC 5322 §3.6.4 wants one. */
    List<String> messageIds() {
        return List.copyOf(messageIds);
    }

    /** Whether one was a From field. */
    boolean from() {
        return from;
    }

    /** Whether there was an octet outside of ASCII. */
    boolean eightBit() {
        return eightBit;
    }

    /** RFC 3865 §2.5: what the Solicitation fields say. */
    List<String> solicitations() {
        return List.copyOf(solicitations);
    }

    /** RFC 7293 §3.2: what the Require-Recipient-Valid-Since fields say. */
    List<String> validSince() {
        return List.copyOf(validSince);
    }

    /** RFC 8689 §3: what the TLS-Required fields say. */
    List<String> tlsRequired() {
        return List.copyOf(tlsRequired);
    }

    /** RFC 3834 §5: what the Auto-Submitted fields say. */
    List<String> autoSubmitted() {
        return List.copyOf(autoSubmitted);
    }

    private void keep(ByteBuffer chunk, int start, int end) {
        for (int i = start; keeping && i < end && value.size() < VALUE; i++) {
            value.write(chunk.get(i));
        }
    }

    private void release() {
        if (keeping) {
            keeping = false;
            List<String> values = values();
            if (values.size() < VALUES) {
                values.add(value.toString(StandardCharsets.ISO_8859_1).strip());
            }
            value.reset();
        }
    }

    private List<String> values() {
        if (named("message-id")) {
            return messageIds;
        }
        if (named("auto-submitted")) {
            return autoSubmitted;
        }
        return named("solicitation") ? solicitations : named("tls-required") ? tlsRequired : validSince;
    }

    private void step(int octet) {
        eightBit |= octet >= 0x80;
        switch (at) {
            case LINE_START:
                lineStart(octet);
                break;
            case NAME:
                if (octet == ' ' || octet == '\t') {
                    at = At.SPACE_BEFORE_COLON; // RFC 5322 §4.5
                    gap = 1;
                } else {
                    name(octet);
                }
                break;
            case SPACE_BEFORE_COLON:
                if (octet != ' ' && octet != '\t' || ++gap > LONGEST_NAME) {
                    colon(octet);
                }
                break;
            default:
                at = octet == '\n' ? At.BEHIND : At.REST;
                break;
        }
    }

    private void lineStart(int octet) {
        if (octet != ' ' && octet != '\t') {
            release();
        }
        if (octet == '\r') {
            at = At.BLANK_LINE;
        } else if (octet == '\n') {
            at = At.BEHIND;
        } else if (octet == ' ' || octet == '\t') {
            text = open();
            at = text ? At.BEHIND : At.REST; // RFC 5322 §2.2.3: a folded line
        } else {
            length = 0;
            at = At.NAME;
            name(octet);
        }
    }

    private void name(int octet) {
        if (FIELD_NAME.contains(octet) && length < LONGEST_NAME) {
            if (length < LONGEST) {
                name[length] = (byte) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
            }
            length++;
        } else {
            colon(octet);
        }
    }

    private void colon(int octet) {
        if (octet != ':' || length == 0) {
            separated |= fields == 0 && separator();
            text = open();
            at = text ? At.BEHIND : octet == '\n' ? At.LINE_START : At.REST;
            return;
        }
        fields++;
        received += named("received") ? 1 : 0;
        date |= named("date");
        from |= named("from");
        keeping = named("message-id")
                || named("auto-submitted")
                || named("solicitation")
                || named("tls-required")
                || named("require-recipient-valid-since");
        at = At.REST;
    }

    // the line that stands before a message in a mailbox file, which some programs send with it
    private boolean separator() {
        return at == At.SPACE_BEFORE_COLON && (named("from") || named(">from"));
    }

    private boolean named(String field) {
        if (length != field.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name[i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
