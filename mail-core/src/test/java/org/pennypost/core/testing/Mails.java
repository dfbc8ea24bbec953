package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/** Short words for what tests of stores do over and over. */
public final class Mails {
    /** When messages of tests are received, unless they say otherwise. */
    public static final Instant DATE = Instant.parse("2025-10-11T12:13:14Z");

    private Mails() {}

    /** Adds a message to a mailbox of the account and answers its UID. */
    public static long append(Account account, Mailbox mailbox, String text, Flag... flags) throws StoreException {
        try (Draft draft = draft(account, text)) {
            return mailbox.append(List.of(new NewMessage(draft, Flags.of(flags), DATE)))
                    .uids()
                    .first(0);
        }
    }

    /** Adds a message to the INBOX of the account and answers its UID. */
    public static long append(Account account, String text, Flag... flags) throws StoreException {
        return append(account, account.mailbox(MailboxName.INBOX), text, flags);
    }

    /** A draft with a text, each character an octet. */
    public static Draft draft(Account account, String text) throws StoreException {
        Draft draft = account.draft();
        try {
            draft.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            return draft;
        } catch (StoreException refused) {
            draft.close();
            throw refused;
        }
    }

    /** The octets of a message as text. */
    public static String text(Mailbox mailbox, long uid) throws StoreException {
        return text(mailbox.content(uid));
    }

    /** The octets of a content as text. */
    public static String text(Content content) throws StoreException {
        try (Content.Reader reader = content.open()) {
            return text(reader, 0);
        }
    }

    /** The octets that a reader has from an offset on, as text. */
    public static String text(Content.Reader reader, long from) throws StoreException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        for (int read = reader.read(from, buffer); read >= 0; read = reader.read(from + octets.size(), buffer)) {
            octets.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    /** The UIDs in a picture. */
    public static List<Long> uids(Picture picture) {
        List<Long> uids = new ArrayList<>();
        for (int i = 0; i < picture.size(); i++) {
            uids.add(picture.uid(i));
        }
        return uids;
    }

    /** The flags of a message in the present picture. */
    public static Flags flags(Mailbox mailbox, long uid) {
        Picture picture = mailbox.picture();
        return picture.flags(picture.indexOf(uid));
    }

    /** The modification sequence of a message in the present picture. */
    public static long modSeq(Mailbox mailbox, long uid) {
        Picture picture = mailbox.picture();
        return picture.modSeq(picture.indexOf(uid));
    }

    /** A set of UIDs. */
    public static UidSet set(long... uids) {
        UidSet.Builder set = UidSet.builder();
        for (long uid : uids) {
            set.add(uid);
        }
        return set.build();
    }

    /** Checks that the store refuses for this reason. */
    public static void assertRefused(StoreException.Reason reason, Executable action) {
        StoreException refusal = assertThrows(StoreException.class, action);
        assertEquals(reason, refusal.reason(), refusal::toString);
    }
}
