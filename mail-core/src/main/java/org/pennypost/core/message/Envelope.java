package org.pennypost.core.message;

import java.util.List;

/**
 * Who wrote to whom, when and about what: the ten members of RFC 9051 §7.5.2 ENVELOPE.
 *
 * <p>Texts are as the header has them, unfolded and not decoded; in the subject a run of white space is one space. If a
 * field occurs more than once, which RFC 5322 §3.6 forbids, address lists are joined (§4.5.3) and of the texts the last
 * one counts. Immutable.
 *
 * @param sender the sender field, or {@code from} if that is missing or empty
 * @param replyTo the reply-to field, or {@code from} if that is missing or empty
 */
public record Envelope(
        RawText date,
        RawText subject,
        List<HeaderAddress> from,
        List<HeaderAddress> sender,
        List<HeaderAddress> replyTo,
        List<HeaderAddress> to,
        List<HeaderAddress> cc,
        List<HeaderAddress> bcc,
        RawText inReplyTo,
        RawText messageId) {

    /** What a header without fields makes. */
    public static final Envelope EMPTY = new Envelope(
            RawText.ABSENT,
            RawText.ABSENT,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            RawText.ABSENT,
            RawText.ABSENT);

    public Envelope {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }

    /** The envelope that a header makes. */
    public static Envelope of(Header header, MessageLimits limits) {
        return new EnvelopeReader(limits.addresses()).read(header);
    }
}
