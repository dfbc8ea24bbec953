package org.pennypost.core.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.core.testing.Mails.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.mailbox.Restricted;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.testing.ArchiveContract;
import org.pennypost.core.testing.Mails;

/** An archive that passes its own contract, and the store over it. */
class ArchiveStoreTest extends ArchiveContract {
    private static final MailboxName LIST = MailboxName.of("Lists/java");

    private final Letters letters = new Letters(Map.of(MailboxName.INBOX, "one\ntwo\n", LIST, "three\n"));
    private final MailStore store = ArchiveStore.with(user -> {
        if (user.equals("tim")) {
            return letters;
        }
        throw new StoreException(Reason.NONEXISTENT, "no archive of " + user);
    });

    @Override
    protected Archive open() {
        return new Letters(Map.of(MailboxName.INBOX, "one\ntwo\n", LIST, "three\n"));
    }

    @Test
    void namesAboveMailboxesAreListed() throws StoreException {
        List<MailboxEntry> entries = store.account("tim").mailboxes();
        assertEquals(
                List.of("INBOX", "Lists", "Lists/java"),
                entries.stream().map(entry -> entry.name().path()).toList());
        assertEquals(
                List.of(true, false, true),
                entries.stream().map(MailboxEntry::selectable).toList());
        assertEquals("Lists/java", entries.get(2).mailboxId());
        assertEquals(Set.of(), store.account("tim").uses(LIST));
    }

    @Test
    void whatGoesWhileMailboxesAreListedIsLeftOut() throws StoreException {
        letters.pictures.remove(LIST);
        assertEquals(
                List.of(MailboxName.INBOX),
                store.account("tim").mailboxes().stream()
                        .map(MailboxEntry::name)
                        .toList());
    }

    @Test
    void whatIsNotThereIsRefusedSo() throws StoreException {
        Account account = store.account("tim");
        assertRefused(Reason.NONEXISTENT, () -> store.account("tom"));
        assertRefused(Reason.NONEXISTENT, () -> account.mailbox(MailboxName.of("Lists")));
        assertRefused(Reason.NONEXISTENT, () -> account.uses(MailboxName.of("Lists")));
    }

    @Test
    void nothingCanBeChanged() throws StoreException {
        Account account = store.account("tim");
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        MailboxName other = MailboxName.of("other");
        FlagChange seen = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN));
        assertEquals(Rights.parse("lr"), ((Restricted) account).rights());
        assertEquals(Rights.parse("lr"), ((Restricted) inbox).rights());
        assertRefused(Reason.NO_PERMISSION, account::draft);
        assertRefused(Reason.NO_PERMISSION, () -> account.create(other, Set.of()));
        assertRefused(Reason.NO_PERMISSION, () -> account.assign(LIST, Set.of()));
        assertRefused(Reason.NO_PERMISSION, () -> account.delete(LIST));
        assertRefused(Reason.NO_PERMISSION, () -> account.rename(LIST, other));
        assertRefused(Reason.NO_PERMISSION, () -> account.subscribe(other));
        assertRefused(Reason.NO_PERMISSION, () -> account.unsubscribe(LIST));
        assertRefused(Reason.NO_PERMISSION, () -> inbox.append(List.of()));
        assertRefused(Reason.NO_PERMISSION, () -> inbox.store(UidSet.ALL, seen, Long.MAX_VALUE));
        assertRefused(Reason.NO_PERMISSION, () -> inbox.copy(UidSet.ALL, inbox));
        assertRefused(Reason.NO_PERMISSION, () -> inbox.move(UidSet.ALL, inbox));
        assertRefused(Reason.NO_PERMISSION, () -> inbox.expunge(UidSet.ALL, Mailbox.Expunging.ALL));
        account.subscribe(LIST); // as it is
        account.unsubscribe(other);
    }

    @Test
    void whatComesIsSeenWhenSomebodyLooks() throws StoreException {
        Mailbox inbox = store.account("tim").mailbox(MailboxName.INBOX);
        AtomicInteger told = new AtomicInteger();
        Watch watch = inbox.watch(told::incrementAndGet);
        Picture before = inbox.picture();
        letters.add(MailboxName.INBOX, "three\n");
        assertEquals(1, told.get());
        assertEquals(2, inbox.picture().size());
        assertEquals(3, inbox.refresh().size());
        assertTrue(inbox.picture().highestModSeq() > before.highestModSeq());
        assertEquals("three\r\n", Mails.text(inbox, 3));
        assertEquals(UidSet.EMPTY, inbox.claimRecent());
        assertEquals(UidSet.EMPTY, inbox.vanishedSince(0));
        watch.close();
    }

    /** Lines of text, each a message. */
    private static final class Letters implements Archive {
        private final Map<MailboxName, List<Content>> mails = new TreeMap<>();
        private final Map<MailboxName, Picture> pictures = new TreeMap<>();
        private Runnable watcher = () -> {};

        Letters(Map<MailboxName, String> texts) {
            texts.forEach((name, text) -> {
                mails.put(name, new ArrayList<>());
                pictures.put(name, Picture.empty(name.path(), 1));
                text.lines().forEach(line -> add(name, line + "\n"));
            });
        }

        void add(MailboxName name, String text) {
            Content content = MemoryContent.withCrlf(text.getBytes(StandardCharsets.US_ASCII));
            mails.get(name).add(content);
            PictureEditor editor = pictures.get(name).edit();
            editor.append(0, content.size(), Mails.DATE, Mails.DATE);
            pictures.put(name, editor.done());
            watcher.run();
        }

        @Override
        public Set<MailboxName> mailboxes() {
            return mails.keySet();
        }

        @Override
        public Picture picture(MailboxName mailbox) throws StoreException {
            if (!pictures.containsKey(mailbox)) {
                throw new StoreException(Reason.NONEXISTENT, "gone: " + mailbox);
            }
            return pictures.get(mailbox);
        }

        @Override
        public Content content(MailboxName mailbox, long uid) {
            return mails.get(mailbox).get((int) uid - 1);
        }

        @Override
        public Watch watch(Runnable onChange) {
            watcher = onChange;
            return () -> watcher = () -> {};
        }
    }
}
