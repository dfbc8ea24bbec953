package org.pennypost.core.archive;

import java.util.Set;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.Watch;

/**
 * Mail of a user that is only read, from wherever it is: all that {@link ArchiveStore} must know of it. Thread-safe;
 * methods may block unless they say otherwise.
 *
 * <p>A message has a UID, which it keeps for ever and which no other message of the mailbox ever gets (RFC 9051
 * §2.3.1.1): clients remember it. So a list of files, if it only grows at its end, makes a mailbox:
 *
 * <pre>{@code
 * PictureEditor inbox = Picture.empty("files", 1).edit();   // an object id and a UIDVALIDITY, always the same
 * long seen = FlagTable.SYSTEM.mask(Flag.SEEN);             // or 0, or what else the message has
 * for (File file : files) {
 *     inbox.append(seen, file.length(), date(file), date(file)); // UIDs 1, 2 and so on; the size with CRLF line ends
 * }
 * Picture picture = inbox.done();
 * }</pre>
 */
public interface Archive {
    /** The names of its mailboxes; those above them need not be there. Clients expect an INBOX. */
    Set<MailboxName> mailboxes() throws StoreException;

    /**
     * What is in a mailbox now. It is asked often: where nothing has changed, the same picture is given again. Where
     * messages have come, they are added to the picture that was given last ({@link Picture#edit}), so that they have a
     * higher modification sequence.
     *
     * @param mailbox one of {@link #mailboxes}
     * @throws StoreException NONEXISTENT if it has gone meanwhile
     */
    Picture picture(MailboxName mailbox) throws StoreException;

    /**
     * The octets of a message of {@link #picture}, as many as that says, with CRLF line ends.
     *
     * @throws StoreException EXPUNGED if the message has gone meanwhile
     */
    Content content(MailboxName mailbox, long uid) throws StoreException;

    /**
     * The object id of a mailbox (RFC 8474 §4), which its picture has too; for an archive that knows it without looking
     * what is in there.
     *
     * @param mailbox one of {@link #mailboxes}
     * @throws StoreException NONEXISTENT if it has gone meanwhile
     */
    default String mailboxId(MailboxName mailbox) throws StoreException {
        return picture(mailbox).mailboxId();
    }

    /**
     * Calls {@code onChange} soon after something has changed, for clients that wait (IDLE). At first it calls nobody, and
     * clients see what is new when they ask the next time. Does not block.
     */
    default Watch watch(Runnable onChange) {
        return () -> {};
    }
}
