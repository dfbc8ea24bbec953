package org.pennypost.imap.talk;

import java.util.Optional;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.imap.syntax.EsearchResponse;
import org.pennypost.imap.syntax.Tag;

/**
 * By what a client knows to which of its searches a response belongs: RFC 4466 §2.6.2, RFC 7377 §2.1.
 *
 * @param byUid whether the response has UIDs
 * @param source the mailbox that was searched, for the command that searches many
 */
record Correlator(Tag tag, boolean byUid, Optional<Source> source) {
    /** A mailbox that was searched. */
    record Source(MailboxName name, long uidValidity) {}

    /** Of a command that searches the selected mailbox. */
    static Correlator of(Talk talk, boolean byUid) {
        return new Correlator(talk.tag().orElseThrow(), byUid, Optional.empty());
    }

    /** Of a command that searches many. */
    static Correlator in(Selection searched, Talk talk) {
        Source source =
                new Source(searched.mailbox().name(), searched.view().picture().uidValidity());
        return new Correlator(talk.tag().orElseThrow(), true, Optional.of(source));
    }

    /** Begins the response. */
    EsearchResponse open(EsearchResponse response) {
        return source.isPresent()
                ? response.openIn(source.get().name(), source.get().uidValidity(), tag)
                : response.open(tag, byUid);
    }
}
