package org.pennypost.store.maildir;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/**
 * The process that {@link CrashTest} kills: several threads that deliver, change flags, move and expunge, and tell each
 * thing that was acknowledged, one a line.
 */
final class CrashChild {
    private static final int THREADS = 4;

    private final MailStore store;
    private final PrintStream told;
    private final String run;

    private CrashChild(MailStore store, PrintStream told, String run) {
        this.store = store;
        this.told = told;
        this.run = run;
    }

    /** Arguments: directory, a name for this run. */
    public static void main(String[] arguments) throws StoreException, InterruptedException {
        MailStore store = new Tree(Path.of(arguments[0])).open();
        CrashChild child = new CrashChild(store, new PrintStream(System.out, true), arguments[1]);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> child.work(number));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(int thread) {
        SplittableRandom random = new SplittableRandom(run.hashCode() * 31L + thread);
        List<Long> mine = new ArrayList<>();
        try {
            for (int i = 0; ; i++) {
                String name = run + "-" + thread + "-" + i;
                long uid = Mails.append(Tree.alice(store), text(name));
                told.println("here " + uid + " " + name);
                mine.add(uid);
                if (random.nextInt(3) == 0) {
                    change(mine.get(random.nextInt(mine.size())), random.nextInt(3), mine);
                }
            }
        } catch (StoreException trouble) {
            told.println("trouble " + trouble);
        }
    }

    private void change(long uid, int what, List<Long> mine) throws StoreException {
        Mailbox inbox = Tree.inbox(store);
        if (what == 0) {
            FlagChange flagged = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.FLAGGED));
            inbox.store(UidSet.of(uid), flagged, Long.MAX_VALUE);
            told.println("flagged " + uid);
            return;
        }
        told.println("leaving " + uid);
        mine.remove(uid);
        if (what == 1) {
            inbox.expunge(UidSet.of(uid), Mailbox.Expunging.ALL);
            told.println("gone " + uid);
        } else {
            Mailbox trash = Tree.alice(store).mailbox(MailboxName.of("Trash"));
            told.println(
                    "moved " + uid + " " + inbox.move(UidSet.of(uid), trash).target());
        }
    }

    /** Long enough to be written in pieces; begins and ends with its name. */
    static String text(String name) {
        return name + "\r\n" + "0123456789\r\n".repeat(500) + name + "\r\n";
    }
}
