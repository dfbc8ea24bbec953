package org.pennypost.smtp.talk;

import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Origin;
import org.pennypost.smtp.syntax.HeloName;

/** What has been proven in a conversation. The records never change; the {@link Talk} that they lead to does. */
sealed interface SmtpState {
    /** The conversation. */
    Talk talk();

    /** On whose behalf the client speaks. */
    default Origin.Submitter submitter() {
        return Origin.Submitter.UNKNOWN;
    }

    // RFC 5321 §4.1.4: nothing said yet, or TLS just in place (RFC 3207 §4.2)
    record Fresh(Talk talk) implements SmtpState {}

    /**
     * RFC 5321 §4.1.1.1: the client has said its name, and no mail transaction is in progress.
     *
     * @param extended whether by EHLO
     */
    record Ready(Talk talk, HeloName name, boolean extended, Origin.Submitter submitter) implements SmtpState {}

    /** RFC 5321 §3.3: a mail transaction is in progress; it ends where it began. */
    record Transaction(Ready ready, Envelope envelope) implements SmtpState {
        @Override
        public Talk talk() {
            return ready.talk();
        }

        @Override
        public Origin.Submitter submitter() {
            return ready.submitter();
        }
    }
}
