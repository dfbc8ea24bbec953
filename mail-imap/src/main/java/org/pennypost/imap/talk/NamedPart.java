package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.imap.syntax.ImapUrl;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/** What an IMAP URL names, RFC 4469 §3, RFC 4467: the octets that FETCH BODY would answer; nothing becomes \Seen by it. */
final class NamedPart {
    private static final int CHUNK = 32 * 1024;

    private NamedPart() {}

    /** Takes what is named. */
    interface Taker {
        /** It is there: it will be given if this does not refuse. */
        default void found(Mailbox mailbox) throws StoreException {}

        /** Octets that were put together: fields of a header. */
        void fields(ByteBuffer octets) throws StoreException;

        /** A piece of the message. */
        void piece(MessageSource source, Extent part) throws StoreException;
    }

    /** Gives it to a taker; false, and nothing given, if there is no such thing. May block. */
    static boolean find(ImapUrl url, Namespaces account, ImapSetup setup, Taker taker) throws StoreException {
        Optional<Mailbox> mailbox = account.source(url.mailbox());
        if (mailbox.isEmpty() || !isValid(url, mailbox.get())) {
            return false;
        }
        MessageLimits limits = setup.limits().structure();
        try (MessageSource source = MessageSource.open(mailbox.get().content(url.uid()), limits)) {
            Optional<Extent> extent = MessageData.extent(url.section(), source);
            if (extent.isEmpty()) {
                return false;
            }
            taker.found(mailbox.get());
            if (url.section().fields().areSelected()) {
                ByteBuffer fields = MessageData.fields(url.section(), extent.get(), source);
                Extent part = url.partial().of(new Extent(0, fields.remaining()));
                taker.fields(fields.slice((int) part.offset(), (int) part.length()));
            } else {
                taker.piece(source, url.partial().of(extent.get()));
            }
            return true;
        }
    }

    /** Adds it to a draft, up to what a message may have and a little more; false if there is no such thing. May block. */
    static boolean copy(ImapUrl url, LoggedIn state, Draft draft) throws StoreException {
        ImapSetup setup = state.talk().setup();
        Taker into = new Taker() {
            @Override
            public void fields(ByteBuffer octets) throws StoreException {
                draft.write(octets);
            }

            @Override
            public void piece(MessageSource source, Extent part) throws StoreException {
                copy(part, source, draft, setup.limits().messageOctets());
            }
        };
        try {
            return find(url, state.account(), setup, into);
        } catch (StoreException refused) {
            if (refused.reason() == StoreException.Reason.EXPUNGED) {
                return false;
            }
            throw refused;
        }
    }

    /** Whether the UIDVALIDITY is right, if one is named; may block. */
    private static boolean isValid(ImapUrl url, Mailbox mailbox) throws StoreException {
        return url.uidValidity() == 0 || url.uidValidity() == mailbox.refresh().uidValidity();
    }

    private static void copy(Extent part, MessageSource source, Draft draft, long most) throws StoreException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long at = part.offset();
        while (at < part.end() && draft.size() <= most) {
            chunk.clear().limit((int) Math.min(CHUNK, part.end() - at));
            if (!source.read(at, chunk)) {
                return;
            }
            at += chunk.remaining();
            draft.write(chunk);
        }
    }
}
