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

/** What a URL of CATENATE names, RFC 4469 §3: the octets that FETCH BODY would answer; nothing becomes \Seen by it. */
final class NamedPart {
    private static final int CHUNK = 32 * 1024;

    private NamedPart() {}

    /** Adds it to a draft, up to what a message may have and a little more; false if there is no such thing. May block. */
    static boolean copy(ImapUrl url, LoggedIn state, Draft draft) throws StoreException {
        Optional<Mailbox> mailbox = state.account().source(url.mailbox());
        if (mailbox.isEmpty() || !isValid(url, mailbox.get())) {
            return false;
        }
        MessageLimits limits = state.talk().setup().limits().structure();
        try (MessageSource source = MessageSource.open(mailbox.get().content(url.uid()), limits)) {
            Optional<Extent> extent = MessageData.extent(url.section(), source);
            if (extent.isEmpty()) {
                return false;
            }
            if (url.section().fields().areSelected()) {
                ByteBuffer fields = MessageData.fields(url.section(), extent.get(), source);
                Extent part = url.partial().of(new Extent(0, fields.remaining()));
                draft.write(fields.slice((int) part.offset(), (int) part.length()));
                return true;
            }
            copy(
                    url.partial().of(extent.get()),
                    source,
                    draft,
                    state.talk().setup().limits().messageOctets());
            return true;
        } catch (StoreException refused) {
            if (refused.reason() == StoreException.Reason.EXPUNGED) {
                return false;
            }
            throw refused;
        }
    }

    /** Whether the UIDVALIDITY is right, if one is named; may block. */
    static boolean isValid(ImapUrl url, Mailbox mailbox) throws StoreException {
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
