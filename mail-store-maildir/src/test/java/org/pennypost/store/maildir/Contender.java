package org.pennypost.store.maildir;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/**
 * One of several that work on one INBOX through stores, and perhaps processes, of their own: delivers, sets flags and
 * removes whatever is there, and tells each thing that was acknowledged, one a line.
 */
final class Contender {
    private final MailStore store;
    private final PrintStream told;
    private final String name;

    Contender(MailStore store, PrintStream told, String name) {
        this.store = store;
        this.told = told;
        this.name = name;
    }

    /** Arguments: directory, name, seed, rounds. */
    public static void main(String[] arguments) throws StoreException {
        try (MailStore store = new Tree(Path.of(arguments[0])).open()) {
            PrintStream told = new PrintStream(System.out, true);
            new Contender(store, told, arguments[1])
                    .work(new SplittableRandom(Long.parseLong(arguments[2])), Integer.parseInt(arguments[3]));
        }
    }

    void work(SplittableRandom random, int rounds) throws StoreException {
        for (int round = 0; round < rounds; round++) {
            String text = CrashChild.text(name + "-" + round);
            told.println("here " + Mails.append(Tree.alice(store), text) + " " + name + "-" + round);
            change(random);
        }
    }

    private void change(SplittableRandom random) throws StoreException {
        Mailbox inbox = Tree.inbox(store);
        Picture now = inbox.refresh();
        long uid = now.size() == 0 ? 1 : now.uid(random.nextInt(now.size()));
        int what = random.nextInt(5);
        if (what < 3) {
            Flag flag = what == 0 ? Flag.SEEN : Flag.of("by-" + name + "-" + random.nextInt(3));
            inbox.store(UidSet.of(uid), new FlagChange(FlagChange.Mode.ADD, Flags.of(flag)), Long.MAX_VALUE);
            // Whoever found the message gone has set nothing, and the message will not come back.
            told.println("flagged " + uid + " " + flag);
        } else if (what == 3) {
            for (long gone :
                    inbox.expunge(UidSet.of(uid), Mailbox.Expunging.ALL).toArray()) {
                told.println("gone " + gone + " " + name);
            }
        }
    }
}
