package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.archive.Archive;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;

/** What every {@link Archive} must do. The test class of an archive extends it and says how the archive is opened. */
public abstract class ArchiveContract {
    /** For the archive's test class. */
    protected ArchiveContract() {}

    /** Opens the archive, always with the same mail: one message at least. */
    protected abstract Archive open() throws StoreException;

    @Test
    final void thereIsMail() throws StoreException {
        int messages = 0;
        Archive archive = open();
        for (MailboxName name : archive.mailboxes()) {
            messages += archive.picture(name).size();
        }
        assertTrue(messages > 0);
    }

    @Test
    final void mailboxesHaveTheIdsOfTheirPictures() throws StoreException {
        Archive archive = open();
        for (MailboxName name : archive.mailboxes()) {
            assertEquals(archive.picture(name).mailboxId(), archive.mailboxId(name));
            assertFalse(archive.mailboxId(name).isEmpty());
        }
        assertEquals(
                archive.mailboxes().size(),
                ids(archive).stream().distinct().count(), // RFC 8474 §4: no two mailboxes have the same
                "ids");
    }

    @Test
    final void messagesHaveTheirSizeAndCrlf() throws StoreException {
        Archive archive = open();
        for (MailboxName name : archive.mailboxes()) {
            Picture picture = archive.picture(name);
            for (int i = 0; i < picture.size(); i++) {
                String text = Mails.text(archive.content(name, picture.uid(i)));
                assertEquals(picture.octets(i), text.length());
                assertEquals(
                        picture.octets(i), archive.content(name, picture.uid(i)).size());
                assertFalse(text.replace("\r\n", "").contains("\n"), "LF without CR in UID " + picture.uid(i));
            }
        }
    }

    // RFC 9051 §2.3.1.1
    @Test
    final void uidsStayWhenItIsOpenedAgain() throws StoreException {
        Archive archive = open();
        Archive again = open();
        assertEquals(archive.mailboxes(), again.mailboxes());
        for (MailboxName name : archive.mailboxes()) {
            Picture picture = archive.picture(name);
            Picture other = again.picture(name);
            assertEquals(picture.uidValidity(), other.uidValidity());
            assertEquals(picture.mailboxId(), other.mailboxId());
            assertEquals(picture.uids(), other.uids());
            for (int i = 0; i < picture.size(); i++) {
                assertEquals(
                        Mails.text(archive.content(name, picture.uid(i))),
                        Mails.text(again.content(name, other.uid(i))));
            }
        }
    }

    private static List<String> ids(Archive archive) throws StoreException {
        List<String> ids = new ArrayList<>();
        for (MailboxName name : archive.mailboxes()) {
            ids.add(archive.mailboxId(name));
        }
        return ids;
    }
}
