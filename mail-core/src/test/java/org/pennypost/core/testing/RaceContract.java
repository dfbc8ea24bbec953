package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;

/** Several connections at once. */
interface RaceContract extends Stores {
    @Test
    default void deliveriesAtOnceAllArriveOnce() throws StoreException, InterruptedException {
        List<Callable<List<Long>>> deliverers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String who = "deliverer " + i;
            deliverers.add(() -> {
                List<Long> uids = new ArrayList<>();
                for (int n = 0; n < 15; n++) {
                    uids.add(Mails.append(store().account("alice"), who + " " + n + "\r\n"));
                }
                return uids;
            });
        }
        Set<Long> all = new HashSet<>();
        for (List<Long> uids : Race.run(deliverers)) {
            assertEquals(uids.stream().sorted().toList(), uids, "the UIDs of each ascend");
            all.addAll(uids);
        }
        assertEquals(60, all.size());
        assertEquals(60, inbox().refresh().size());
        Set<String> texts = new HashSet<>();
        for (long uid : all) {
            texts.add(Mails.text(inbox(), uid));
        }
        assertEquals(60, texts.size());
        reopen();
        assertEquals(all, new HashSet<>(Mails.uids(inbox().refresh())));
    }

    @Test
    default void messagesOfOneAppendAreNeverParted() throws StoreException, InterruptedException {
        List<Callable<UidSet>> appenders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            appenders.add(() -> {
                try (Draft draft = Mails.draft(alice(), "three at a time\r\n")) {
                    NewMessage message = new NewMessage(draft, Flags.NONE, Mails.DATE);
                    return inbox().append(List.of(message, message, message)).uids();
                }
            });
        }
        for (UidSet uids : Race.run(appenders)) {
            assertEquals(1, uids.ranges());
            assertEquals(3, uids.size());
        }
    }

    // RFC 7162 §3.1.3: a compare-and-set lock on a keyword.
    @Test
    default void conditionalStoreIsWonByOne() throws StoreException, InterruptedException {
        Mails.append(alice(), "one\r\n");
        long seen = inbox().picture().highestModSeq();
        List<Callable<Boolean>> rivals = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FlagChange change = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.of("owner" + i)));
            rivals.add(() -> inbox().store(UidSet.of(1), change, seen).isEmpty());
        }
        assertEquals(1, Race.run(rivals).stream().filter(won -> won).count());
        assertEquals(1, Mails.flags(inbox(), 1).size());
    }

    @Test
    default void eachMessageIsExpungedByOne() throws StoreException, InterruptedException {
        for (int i = 0; i < 30; i++) {
            Mails.append(alice(), i + "\r\n", Flag.DELETED);
        }
        List<Callable<UidSet>> rivals = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            rivals.add(() -> inbox().expunge(UidSet.ALL, Mailbox.Expunging.DELETED));
        }
        rivals.add(() -> inbox().move(UidSet.range(10, 20), mailbox("Trash")).source());
        long sum = 0;
        for (UidSet uids : Race.run(rivals)) {
            sum += uids.size();
        }
        assertEquals(30, sum);
        assertEquals(0, inbox().refresh().size());
    }

    /** Two locks taken in different orders would never come free. */
    // RFC9051-6.4.8-d RFC6851-3.3-f
    @Test
    default void movesInBothDirectionsEnd() throws StoreException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            Mails.append(alice(), "in " + i + "\r\n");
            Mails.append(alice(), mailbox("Trash"), "trash " + i + "\r\n");
        }
        Callable<Integer> there = () -> moves(inbox(), mailbox("Trash"));
        Callable<Integer> back = () -> moves(mailbox("Trash"), inbox());
        Race.run(List.of(there, back));
        assertEquals(20, inbox().refresh().size() + mailbox("Trash").refresh().size());
    }

    @Test
    default void picturesGoForwardOnly() throws StoreException, InterruptedException {
        Mailbox watched = inbox();
        Callable<Integer> writer = () -> {
            for (int i = 0; i < 20; i++) {
                long uid = Mails.append(alice(), i + "\r\n");
                inbox().store(UidSet.of(uid), new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN)), Long.MAX_VALUE);
                inbox().expunge(UidSet.of(uid - 3 > 0 ? uid - 3 : 1), Mailbox.Expunging.ALL);
            }
            return 0;
        };
        Callable<Integer> reader = () -> {
            Picture last = watched.picture();
            for (int i = 0; i < 2_000; i++) {
                Picture now = i % 100 == 0 ? watched.refresh() : watched.picture();
                assertTrue(now.highestModSeq() >= last.highestModSeq());
                assertTrue(now.uidNext() >= last.uidNext());
                assertTrue(now.removals() >= last.removals());
                last = now;
            }
            return 0;
        };
        Race.run(List.of(writer, reader, reader));
    }

    @Test
    default void sameNameIsMadeOnce() throws InterruptedException {
        List<Callable<Boolean>> makers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            makers.add(() -> succeeds(Reason.ALREADY_EXISTS, () -> alice().create(MailboxName.of("a/b"), Set.of())));
        }
        assertEquals(1, Race.run(makers).stream().filter(made -> made).count());
    }

    @Test
    default void deliveryIntoAMailboxThatIsBeingDeletedSucceedsOrIsRefused()
            throws StoreException, InterruptedException {
        for (int round = 0; round < 5; round++) {
            alice().create(MailboxName.of("a"), Set.of());
            Mailbox open = mailbox("a");
            Callable<Boolean> deliver =
                    () -> succeeds(Reason.NONEXISTENT, () -> Mails.append(alice(), open, "maybe\r\n"));
            Callable<Boolean> delete = () -> succeeds(Reason.NONEXISTENT, () -> alice().delete(MailboxName.of("a")));
            assertTrue(Race.run(List.of(deliver, delete)).get(1));
        }
    }

    private static int moves(Mailbox from, Mailbox to) throws StoreException {
        for (int i = 0; i < 5; i++) {
            from.move(UidSet.ALL, to);
        }
        return 0;
    }

    /** Something that a store may refuse. */
    @FunctionalInterface
    interface Attempt {
        void run() throws StoreException;
    }

    private static boolean succeeds(Reason otherwise, Attempt attempt) throws StoreException {
        try {
            attempt.run();
            return true;
        } catch (StoreException refused) {
            if (refused.reason() != otherwise) {
                throw refused;
            }
            return false;
        }
    }
}
