package org.pennypost.smtp.client;

import java.util.List;
import org.pennypost.core.mailbox.StoreException;

/** One message with a connection, to be settled once: in good order, or when the connection ends under it. */
final class Journey implements AutoCloseable {
    private final Errands errands;
    private final Outgoing mail;
    private final Answers answers;
    private Outcome.Stage stage = Outcome.Stage.CONNECTION;
    private boolean settled;

    Journey(Errands errands, Outgoing mail) {
        this.errands = errands;
        this.mail = mail;
        this.answers = new Answers(mail.recipients().size());
    }

    Outgoing mail() {
        return mail;
    }

    Answers answers() {
        return answers;
    }

    /** How far it has come, in case that the connection ends. */
    void reached(Outcome.Stage now) {
        stage = now;
        if (now == Outcome.Stage.CONTENT) {
            errands.sending(mail);
        }
    }

    /** The server has heard of it. */
    void begun() {
        errands.begun(mail);
    }

    Outcome.Stage stage() {
        return stage;
    }

    /** Tells what became of it. May block. */
    void settle(List<Outcome> outcomes) throws StoreException {
        if (!settled) {
            settled = true;
            errands.settled(mail, outcomes);
        }
    }

    /** RFC 3463 §3.5: X.4.2, bad connection. */
    @Override
    public void close() throws StoreException {
        settle(ended(Outcome.deferred(stage, "4.4.2", "the connection was lost")));
    }

    /** What is known, and this for all of whom nothing is: RFC 5321 §4.2.1, 5yz is final whatever comes behind it. */
    List<Outcome> ended(Outcome otherwise) {
        answers.putRest(otherwise);
        return answers.all();
    }
}
