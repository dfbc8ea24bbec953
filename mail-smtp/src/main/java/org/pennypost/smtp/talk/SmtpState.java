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

    // RFC 5321 §3.1: greeted with 554, only QUIT is of use
    record TurnedAway(Talk talk) implements SmtpState {}

    /**
     * RFC 5321 §4.1.1.1: the client has said its name, and no mail transaction is in progress.
     *
     * @param extended whether by EHLO or LHLO
     */
    record Ready(Talk talk, HeloName name, boolean extended, Origin.Submitter submitter) implements SmtpState {}

    /** What belongs to a mail transaction, RFC 5321 §3.3; it ends where it began. */
    sealed interface InTransaction extends SmtpState {
        /** Where it began. */
        Ready ready();

        @Override
        default Talk talk() {
            return ready().talk();
        }

        @Override
        default Origin.Submitter submitter() {
            return ready().submitter();
        }
    }

    // RFC 5321 §3.3: a mail transaction is in progress
    record Transaction(Ready ready, Envelope envelope) implements InTransaction {}

    // RFC 3030 §2: the first chunks of the message have come
    record Chunking(Transaction transaction, Intake intake) implements InTransaction {
        @Override
        public Ready ready() {
            return transaction.ready();
        }
    }

    // RFC 3030 §2: a chunk was refused, and so is everything until RSET
    record Spoilt(Ready ready) implements InTransaction {}
}
