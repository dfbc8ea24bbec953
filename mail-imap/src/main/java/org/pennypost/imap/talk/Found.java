package org.pennypost.imap.talk;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** The numbers of messages that pass a search, and how well they fit if somebody asks. */
final class Found implements SearchRun.Gathering<Found.Messages> {
    private final UidSet.Builder numbers = UidSet.builder();
    private final ByteArrayOutputStream scores = new ByteArrayOutputStream(0);
    private final Relevancy relevancy;

    Found(Relevancy relevancy) {
        this.relevancy = relevancy;
    }

    /**
     * What was found.
     *
     * @param scores how well each fits, in their order; none if nobody asked
     */
    record Messages(UidSet numbers, Scores scores) {}

    @Override
    public void take(SearchMessage message) throws StoreException {
        numbers.add(message.number());
        if (relevancy != Relevancy.NONE) {
            scores.write(relevancy.of(message));
        }
    }

    @Override
    public Messages gathered() {
        return new Messages(numbers.build(), new Scores(scores.toByteArray()));
    }

    /** Those of all parts of the mailbox. */
    static Messages all(List<Messages> parts) {
        UidSet.Builder numbers = UidSet.builder();
        ByteArrayOutputStream scores = new ByteArrayOutputStream(0);
        for (Messages part : parts) {
            numbers.add(part.numbers());
            scores.writeBytes(part.scores().raw());
        }
        return new Messages(numbers.build(), new Scores(scores.toByteArray()));
    }
}
