package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.pennypost.core.testing.Mails.assertRefused;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.ShareableAccount;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.SharingStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.Watch;

/** Access lists, of a store that keeps them: they belong to mailboxes, and last. */
interface SharingContract extends Stores {
    @Test
    default void aNewMailboxIsPrivate() throws StoreException {
        assertEquals(AccessList.PRIVATE, shareable("INBOX").refreshAccess());
        assertEquals(Map.of(), ((ShareableAccount) alice()).shared());
        assertEquals(Set.of(), ((SharingStore) store()).sharers());
    }

    @Test
    default void listsAreKept() throws StoreException {
        alice().create(MailboxName.of("a b/c.d"), Set.of());
        give("a b/c.d", "bob", "lrs");
        give("a b/c.d", "-b ö \"b\\", "w");
        give("a b/c.d", "anyone", "");
        give("INBOX", "authenticated", "lrswipkxtea");
        for (int round = 0; round < 2; round++) {
            assertEquals(
                    Map.of("bob", Rights.parse("lrs"), "-b ö \"b\\", Rights.parse("w"), AccessList.ANYONE, Rights.NONE),
                    shareable("a b/c.d").refreshAccess().entries());
            assertEquals(
                    Set.of(MailboxName.of("INBOX"), MailboxName.of("a b/c.d")),
                    ((ShareableAccount) alice()).shared().keySet());
            assertEquals(Set.of("alice"), ((SharingStore) store()).sharers());
            reopen();
        }
    }

    // RFC4314-4-l
    @Test
    default void listsFollowRenamesAndGoWithTheMailbox() throws StoreException {
        alice().create(MailboxName.of("a"), Set.of());
        give("a", "bob", "lr");
        ShareableMailbox open = shareable("a");
        alice().rename(MailboxName.of("a"), MailboxName.of("b"));
        assertEquals(Rights.parse("lr"), open.refreshAccess().of("bob"));
        assertEquals(Rights.parse("lr"), shareable("b").refreshAccess().of("bob"));
        alice().delete(MailboxName.of("b"));
        assertRefused(Reason.NONEXISTENT, open::refreshAccess);
        alice().create(MailboxName.of("b"), Set.of());
        assertEquals(AccessList.PRIVATE, shareable("b").refreshAccess());
    }

    // RFC4314-4-h
    @Test
    default void aNewMailboxHasTheListOfTheOneAbove() throws StoreException {
        alice().create(MailboxName.of("a"), Set.of());
        give("a", "bob", "lr");
        alice().create(MailboxName.of("a/b/c"), Set.of());
        assertEquals(Rights.parse("lr"), shareable("a/b").refreshAccess().of("bob"));
        assertEquals(Rights.parse("lr"), shareable("a/b/c").refreshAccess().of("bob"));
        give("a/b/c", "bob", "l");
        assertEquals(Rights.parse("lr"), shareable("a").refreshAccess().of("bob"));
        for (String name : new String[] {"a", "a/b", "a/b/c"}) {
            reopen();
            assertEquals(
                    Rights.parse(name.equals("a/b/c") ? "l" : "lr"),
                    shareable(name).refreshAccess().of("bob"));
        }
    }

    @Test
    default void whoHasTheMailboxOpenSeesAChangeAtOnce() throws StoreException {
        ShareableMailbox other = shareable("INBOX");
        AtomicInteger told = new AtomicInteger();
        try (Watch onMailbox = inbox().watch(told::incrementAndGet);
                Watch onNames = alice().watch(told::incrementAndGet);
                Watch onAll = ((SharingStore) store()).watchSharing(told::incrementAndGet)) {
            assertTrue(onMailbox != onNames && onNames != onAll);
            give("INBOX", "bob", "lr");
            assertEquals(Rights.parse("lr"), other.access().of("bob"));
            assertTrue(told.get() >= 3, "all watches");
        }
        shareable("INBOX").changeAccess(list -> list.without("bob"));
        assertEquals(AccessList.PRIVATE, other.access());
        assertEquals(Map.of(), ((ShareableAccount) alice()).shared());
    }

    @Test
    default void aRefusedChangeChangesNothing() throws StoreException {
        give("INBOX", "bob", "lr");
        assertRefused(
                Reason.LIMIT,
                () -> shareable("INBOX").changeAccess(list -> {
                    AccessList more = list;
                    for (int i = 0; i < AccessList.MAX_ENTRIES; i++) {
                        more = more.with("user" + i, Rights.ALL);
                    }
                    return more;
                }));
        assertEquals(1, shareable("INBOX").refreshAccess().entries().size());
    }

    private void give(String mailbox, String identifier, String rights) throws StoreException {
        shareable(mailbox).changeAccess(list -> list.with(identifier, Rights.parse(rights)));
    }

    private ShareableMailbox shareable(String name) throws StoreException {
        assumeTrue(store() instanceof SharingStore, "the store keeps access lists");
        return (ShareableMailbox) mailbox(name);
    }
}
