package org.pennypost.imap.talk;

import java.util.Optional;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.Tag;

/**
 * By what a client knows to which of its searches a response belongs: RFC 4466 §2.6.2, RFC 7377 §2.1.
 *
 * @param byUid whether the response has UIDs
 * @param source the mailbox that was searched, for the command that searches many
 */
record Correlator(Tag tag, boolean byUid, Optional<Selection> source) {
    /** Of a command that searches the selected mailbox. */
    static Correlator of(Talk talk, boolean byUid) {
        return new Correlator(talk.tag().orElseThrow(), byUid, Optional.empty());
    }

    /** Of a command that searches many. */
    static Correlator in(Selection searched, Talk talk) {
        return new Correlator(talk.tag().orElseThrow(), true, Optional.of(searched));
    }

    /** Begins the response. */
    EsearchResponse open(EsearchResponse response) {
        return source.isPresent()
                ? response.openIn(
                        source.get().mailbox().name(),
                        source.get().view().picture().uidValidity(),
                        tag)
                : response.open(tag, byUid);
    }
}
