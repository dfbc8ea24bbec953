package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/**
 * What must be in INBOX and Trash after operations of which some were refused: what was acknowledged, once, under its
 * UID. A refused change of flags or removal may have been done or not; a refused delivery or copy never was.
 */
final class SurvivorModel {
    private static final List<MailboxName> NAMES = List.of(MailboxName.INBOX, MailboxName.of("Trash"));

    private final Map<MailboxName, TreeMap<Long, Known>> known = new HashMap<>();
    private final Map<MailboxName, Long> highest = new HashMap<>();
    private final Map<MailboxName, Long> validity = new HashMap<>();
    /** The highest UID that was ever told. */
    private final Map<MailboxName, Long> last = new HashMap<>();

    private int refusals;

    /** A message: its text, the flags that it may have, whether it may be gone. */
    private record Known(String text, Set<Flags> flags, boolean unsure) {}

    SurvivorModel() {
        NAMES.forEach(name -> {
            known.put(name, new TreeMap<>());
            last.put(name, 0L);
        });
    }

    int refusals() {
        return refusals;
    }

    /** One operation at random, which may be refused. */
    void perform(MailStore store, SplittableRandom random, String name) {
        MailboxName where = NAMES.get(random.nextInt(NAMES.size()));
        MailboxName other = NAMES.get(1 - NAMES.indexOf(where));
        List<Long> uids = new ArrayList<>(known.get(where).keySet());
        long uid = uids.isEmpty() ? 0 : uids.get(random.nextInt(uids.size()));
        try {
            Mailbox mailbox = Tree.alice(store).mailbox(where);
            int what = uid == 0 ? 0 : random.nextInt(8);
            if (what < 3) {
                append(store, mailbox, name + "\r\n" + "x".repeat(random.nextInt(9000)) + "\r\n");
            } else if (what == 3) {
                expunge(mailbox, uid);
            } else if (what == 4) {
                transfer(mailbox, Tree.alice(store).mailbox(other), uid, false);
            } else if (what == 5) {
                transfer(mailbox, Tree.alice(store).mailbox(other), uid, true);
            } else {
                flag(mailbox, uid, what == 6 ? Flag.SEEN : Flag.of("word" + random.nextInt(8)));
            }
        } catch (StoreException refused) {
            refusals++;
            assertEquals(Reason.UNAVAILABLE, refused.reason(), refused::toString);
        }
    }

    private void append(MailStore store, Mailbox mailbox, String text) throws StoreException {
        took(mailbox, Mails.append(Tree.alice(store), mailbox, text, Flag.DRAFT), text, Set.of(Flags.of(Flag.DRAFT)));
    }

    private void took(Mailbox mailbox, long uid, String text, Set<Flags> flags) {
        assertTrue(uid > last.get(mailbox.name()), "a new UID");
        last.put(mailbox.name(), uid);
        known.get(mailbox.name()).put(uid, new Known(text, flags, false));
    }

    private void expunge(Mailbox mailbox, long uid) throws StoreException {
        doubt(mailbox, uid);
        mailbox.expunge(UidSet.of(uid), Mailbox.Expunging.ALL);
        known.get(mailbox.name()).remove(uid);
    }

    private void doubt(Mailbox mailbox, long uid) {
        known.get(mailbox.name()).computeIfPresent(uid, (number, before) -> new Known(before.text, before.flags, true));
    }

    private void transfer(Mailbox from, Mailbox to, long uid, boolean moving) throws StoreException {
        Known message = known.get(from.name()).get(uid);
        if (moving) {
            doubt(from, uid);
        }
        Mailbox.Copied copied = moving ? from.move(UidSet.of(uid), to) : from.copy(UidSet.of(uid), to);
        if (copied.source().isEmpty()) {
            assertTrue(message.unsure, "there was something to copy");
            known.get(from.name()).remove(uid);
            return;
        }
        took(to, copied.target().first(0), message.text, message.flags);
        if (moving) {
            known.get(from.name()).remove(uid);
        }
    }

    private void flag(Mailbox mailbox, long uid, Flag flag) throws StoreException {
        Known before = known.get(mailbox.name()).get(uid);
        Set<Flags> both = new HashSet<>(before.flags);
        Set<Flags> after = new HashSet<>();
        before.flags.forEach(flags -> after.add(flags.with(Flags.of(flag))));
        both.addAll(after);
        known.get(mailbox.name()).put(uid, new Known(before.text, both, before.unsure));
        mailbox.store(UidSet.of(uid), new FlagChange(FlagChange.Mode.ADD, Flags.of(flag)), Long.MAX_VALUE);
        known.get(mailbox.name()).put(uid, new Known(before.text, after, before.unsure));
    }

    /** What is there is what must be there. */
    void check(MailStore store) throws StoreException {
        for (MailboxName name : NAMES) {
            Mailbox mailbox = Tree.alice(store).mailbox(name);
            Picture now = mailbox.refresh();
            assertTrue(now.highestModSeq() >= highest.getOrDefault(name, 0L), "HIGHESTMODSEQ does not go back");
            highest.put(name, now.highestModSeq());
            assertEquals(validity.getOrDefault(name, now.uidValidity()), now.uidValidity());
            validity.put(name, now.uidValidity());
            TreeMap<Long, Known> found = new TreeMap<>();
            for (int i = 0; i < now.size(); i++) {
                String text = Mails.text(mailbox, now.uid(i));
                found.put(now.uid(i), new Known(text, Set.of(now.flags(i)), false));
            }
            compare(name, found);
        }
    }

    private void compare(MailboxName name, TreeMap<Long, Known> found) {
        known.get(name).forEach((uid, must) -> {
            Known is = found.get(uid);
            assertTrue(is != null || must.unsure, () -> name + " has lost " + uid + " " + must.text);
            if (is != null) {
                assertEquals(must.text, is.text);
                assertTrue(must.flags.containsAll(is.flags), () -> uid + " has " + is.flags + ", not " + must.flags);
            }
        });
        found.forEach((uid, is) -> {
            boolean moved = uid > last.get(name) && isDoubted(is.text);
            assertTrue(known.get(name).containsKey(uid) || moved, () -> name + " has more: " + uid + " " + is.text);
            last.merge(name, uid, Math::max);
        });
        known.put(name, found);
    }

    /** Whether a message of this text was being moved when that was refused. */
    private boolean isDoubted(String text) {
        return known.values().stream()
                .flatMap(messages -> messages.values().stream())
                .anyMatch(message -> message.text.equals(text) && message.unsure);
    }
}
