package org.pennypost.tls.evidence;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether a message is the one that an event speaks of. A server puts trace fields before a message and changes nothing
 * below them (RFC 5321 §4.4), so the end of what is stored is what was sent.
 */
final class MessageMatch {
    private MessageMatch() {}

    /** How they match, in words; empty if they do not. */
    static Optional<String> of(Record record, byte[] message) {
        Optional<String> hash = record.field("sha256");
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        if (Hash.of(message).toString().equals(hash.get())) {
            return Optional.of("all " + message.length + " octets");
        }
        int size = record.field("size")
                .filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(message.length);
        if (size >= message.length) {
            return Optional.empty();
        }
        byte[] end = Arrays.copyOfRange(message, message.length - size, message.length);
        return Hash.of(end).toString().equals(hash.get())
                ? Optional.of("its last " + size + " octets, below the trace fields of this server")
                : Optional.empty();
    }
}
