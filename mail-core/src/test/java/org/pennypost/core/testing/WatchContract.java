package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.pennypost.core.testing.Mails.set;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;

/** Watches, and the claim to \Recent. */
interface WatchContract extends Stores {
    @Test
    default void mailboxWatchIsToldOfEveryKindOfChange() throws StoreException, InterruptedException {
        Semaphore told = new Semaphore(0);
        Mailbox watched = inbox();
        Watch watch = watched.watch(told::release);
        Mails.append(alice(), "one\r\n");
        assertTold(told);
        assertEquals(1, watched.picture().size(), "the picture is there before the watch is told");
        FlagChange seen = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN));
        inbox().store(set(1), seen, Long.MAX_VALUE);
        assertTold(told);
        inbox().copy(set(1), inbox());
        assertTold(told);
        inbox().move(set(1), mailbox("Trash"));
        assertTold(told);
        inbox().expunge(UidSet.ALL, Mailbox.Expunging.ALL);
        assertTold(told);
        watch.close();
    }

    @Test
    default void watchIsToldOfItsMailboxBeingDeleted() throws StoreException, InterruptedException {
        alice().create(MailboxName.of("a"), Set.of());
        Semaphore told = new Semaphore(0);
        Watch watch = mailbox("a").watch(told::release);
        alice().delete(MailboxName.of("a"));
        assertTold(told);
        watch.close();
    }

    @Test
    default void accountWatchIsToldOfNamesAndSubscriptions() throws StoreException, InterruptedException {
        Semaphore told = new Semaphore(0);
        Watch watch = alice().watch(told::release);
        alice().create(MailboxName.of("a"), Set.of());
        assertTold(told);
        alice().rename(MailboxName.of("a"), MailboxName.of("b"));
        assertTold(told);
        alice().subscribe(MailboxName.of("b"));
        assertTold(told);
        alice().unsubscribe(MailboxName.of("b"));
        assertTold(told);
        alice().delete(MailboxName.of("b"));
        assertTold(told);
        watch.close();
    }

    /** If the callback came under a lock, the change that another thread makes meanwhile would wait for ever. */
    @Test
    default void watchIsNeverToldUnderALock() throws StoreException, InterruptedException {
        Semaphore told = new Semaphore(0);
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        Mailbox inbox = inbox();
        Runnable onChange = () -> {
            try {
                Callable<Long> append = () -> Mails.append(alice(), mailbox("Archive"), "meanwhile\r\n");
                Callable<Long> look = () ->
                        inbox.refresh().highestModSeq() + inbox.claimRecent().size();
                Callable<Long> list = () -> (long) alice().mailboxes().size();
                Race.run(List.of(append, look, list));
            } catch (InterruptedException | AssertionError stuck) {
                trouble.set(stuck);
            }
            told.release();
        };
        Watch mailboxWatch = inbox.watch(onChange);
        Watch accountWatch = alice().watch(onChange);
        Mails.append(alice(), "one\r\n");
        assertTrue(told.tryAcquire(90, TimeUnit.SECONDS));
        alice().create(MailboxName.of("a"), Set.of());
        assertTrue(told.tryAcquire(90, TimeUnit.SECONDS));
        mailboxWatch.close();
        accountWatch.close();
        assertEquals(null, trouble.get());
    }

    // RFC 3501 §2.3.2
    @Test
    default void recentIsClaimedOnce() throws StoreException {
        assumeTrue(knowsRecent(), "the store knows what is \\Recent");
        Mails.append(alice(), "one\r\n");
        assertEquals(UidSet.of(1), inbox().recent());
        assertEquals(UidSet.of(1), inbox().claimRecent());
        assertEquals(UidSet.EMPTY, inbox().recent());
        assertEquals(UidSet.EMPTY, inbox().claimRecent());
        Mails.append(alice(), "two\r\n");
        Mails.append(alice(), "three\r\n");
        assertEquals(UidSet.range(2, 3), inbox().recent());
        assertEquals(UidSet.range(2, 3), inbox().claimRecent());
        reopen();
        assertEquals(UidSet.EMPTY, inbox().claimRecent());
    }

    private static void assertTold(Semaphore told) throws InterruptedException {
        assertTrue(told.tryAcquire(20, TimeUnit.SECONDS), "the watch is told");
        told.drainPermits();
    }
}
