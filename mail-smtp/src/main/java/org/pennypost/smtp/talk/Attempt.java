package org.pennypost.smtp.talk;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.smtp.syntax.SmtpReply;

/**
 * What came of a transaction so far: whom it named, who was refused and how. If it ends without a message that was
 * answered, this is noted, because somebody will ask for that mail too; at most so often for each host.
 *
 * <p>Held by the conversation, and closed when the transaction is over, where blocking is allowed.
 */
final class Attempt implements AutoCloseable {
    /** How many recipients are named whose mail was refused, and how many if no message came. */
    static final int NAMED = 10;

    private final SmtpSetup setup;
    private final List<String> refused = new ArrayList<>(0);
    private int refusals;
    private Envelope envelope;
    private String end = "connection ended before the message";
    private boolean told;

    Attempt(SmtpSetup setup, Envelope envelope) {
        this.setup = setup;
        this.envelope = envelope;
        this.told = setup.records().messages() == MessageLog.NONE;
    }

    /** Whether there is nothing to note, now or later. */
    boolean silent() {
        return told;
    }

    void accepted(Envelope larger) {
        envelope = larger;
    }

    void refused(ForwardPath recipient, SmtpReply reply) {
        if (++refusals <= NAMED) {
            refused.add(recipient + " (" + reply + ")");
        }
    }

    /** The message has begun. */
    void begun() {
        end = "connection ended in the middle of the message";
    }

    /** What ends it, if it ends without a message. */
    void ends(String how) {
        end = how;
    }

    /** A message was answered, and noted. */
    void told() {
        told = true;
    }

    /** Who was refused, as part of a story. */
    String refusals() {
        if (refused.isEmpty()) {
            return "";
        }
        String more = refusals > NAMED ? " and " + (refusals - NAMED) + " more" : "";
        return ", refused " + String.join(" ", refused) + more;
    }

    /** Notes it, unless a message was. May block. */
    @Override
    public void close() {
        if (!told && setup.meters().permitsNote(envelope.origin().peer())) {
            setup.records()
                    .messages()
                    .note(
                            setup.surroundings().time().instant(),
                            envelope.id(),
                            Story.ofNoMessage(envelope, refusals(), end));
        }
        told = true;
    }
}
