package org.pennypost.server.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import org.pennypost.core.message.HeaderDate;

/** How the header of our letters begins. */
record LetterHead(String postmaster) {
    /** What ends with an address comes from there. */
    String host() {
        return postmaster.substring(postmaster.indexOf('@') + 1);
    }

    /**
     * The fields that all have, RFC 5322 §3.6.
     *
     * @param auto that a program sent it, and why: RFC 3834 §5
     */
    String of(String to, String subject, String id, Instant now, String auto) {
        return "From: <" + postmaster + ">\r\nTo: " + to + "\r\nSubject: " + subject + "\r\nDate: "
                + HeaderDate.format(now.atOffset(ZoneOffset.UTC)) + "\r\nMessage-ID: <" + id + "@" + host()
                + ">\r\nAuto-Submitted: " + auto + "\r\nMIME-Version: 1.0\r\n";
    }
}
