package org.pennypost.core.delivery;

import java.util.List;
import org.pennypost.core.mailbox.StoreException;

/** What a delivery says of one recipient. */
public sealed interface Verdict {
    /** Yes. */
    Verdict ACCEPTED = new Accepted();

    /** Mail for it is taken. */
    record Accepted() implements Verdict {}

    /** Mail for it is not taken, as a matter of rules. */
    record Refused(Refusal reason) implements Verdict {}

    /**
     * Mail for it is not taken, in the words of somebody else who was asked, such as a filter.
     *
     * @param code 4yz if the same may be taken later, 5yz if not (RFC 5321 §4.2.1)
     * @param subject of the enhanced status code (RFC 3463 §2)
     * @param detail of it
     * @param lines the text, printable
     */
    record Told(int code, int subject, int detail, List<String> lines) implements Verdict {
        /** @throws IllegalArgumentException if the code is no refusal, or there are no words */
        public Told {
            lines = List.copyOf(lines);
            if (code < 400 || code > 599 || lines.isEmpty()) {
                throw new IllegalArgumentException("no refusal: " + code);
            }
        }
    }

    /** Mail for it could not be taken, because something did not work. */
    record Failed(StoreException cause) implements Verdict {}

    /** Why mail for a recipient is not taken; each protocol maps these in its table of errors. */
    enum Refusal {
        /** The domain is served here and has no such mailbox (RFC 3463 §3.2 X.1.1). */
        NO_SUCH_MAILBOX,
        /** The domain is not served here, and this client may not have us forward (RFC 5321 §3.6.2). */
        RELAY_DENIED,
        /** The mailbox exists and takes no mail (RFC 3463 §3.3 X.2.1). */
        MAILBOX_DISABLED,
        /** The mailbox is full for now (RFC 3463 §3.3 X.2.2). */
        MAILBOX_FULL,
        /** A rule of this site forbids it (RFC 3463 §3.8 X.7.1). */
        FORBIDDEN,
        /** Its mail is forwarded to another server, which this delivery cannot do (RFC 3463 §3.4 X.3.3). */
        FORWARDED,
        /** The mailbox has had another owner since the time that the sender named (RFC 7293 §5.1). */
        OWNER_CHANGED,
        /** It is not from where its author says, and the owner of that domain wants it refused (RFC 7489 §10.3). */
        UNAUTHENTICATED,
        /** Not now; the same may be accepted later (RFC 5321 §4.2.1 4yz). */
        NOT_NOW
    }
}
