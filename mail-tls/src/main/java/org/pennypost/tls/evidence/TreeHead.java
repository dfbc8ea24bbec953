package org.pennypost.tls.evidence;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server says of its log at one moment: so many events, with this hash over all of them (RFC 9162 §4.10 has
 * the same as a structure; here it is a text that people read).
 *
 * @param log the SHA-256 of the certificate of the authority, which names the log
 */
public record TreeHead(Hash log, long size, Hash root, Instant time) {
    private static final Pattern FORM = Pattern.compile(
            "pennypost-head: 1\nlog: ([0-9a-f]{64})\nsize: ([0-9]{1,18})\nroot: ([0-9a-f]{64})\ntime: ([^\n]{1,40})\n");

    /** The text that is signed. */
    public String text() {
        return "pennypost-head: 1\nlog: " + log + "\nsize: " + size + "\nroot: " + root + "\ntime: " + time + "\n";
    }

    byte[] octets() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    static TreeHead parse(byte[] octets) throws EvidenceException {
        Matcher form = FORM.matcher(new String(octets, StandardCharsets.US_ASCII));
        if (!form.matches()) {
            throw new EvidenceException("what was signed is not a tree head");
        }
        try {
            return new TreeHead(
                    Hash.parse(form.group(1)),
                    Long.parseLong(form.group(2)),
                    Hash.parse(form.group(3)),
                    Instant.parse(form.group(4)));
        } catch (DateTimeException e) {
            throw new EvidenceException("a tree head without a time", e);
        }
    }
}
