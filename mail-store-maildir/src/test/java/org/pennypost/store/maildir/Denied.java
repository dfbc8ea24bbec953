package org.pennypost.store.maildir;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/** A process that tries everything on a tree in which it may do little, and tells what came of it, one a line. */
final class Denied {
    private final PrintStream told;

    private Denied(PrintStream told) {
        this.told = told;
    }

    /** What it tries. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws StoreException;
    }

    /** Arguments: directory. */
    public static void main(String[] arguments) throws StoreException {
        Denied denied = new Denied(System.out);
        try (MailStore store = new Tree(Path.of(arguments[0])).open()) {
            Mailbox inbox = Tree.inbox(store);
            MailboxName trash = MailboxName.of("Trash");
            FlagChange seen = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN));
            denied.attempt("read", () -> Mails.text(inbox, 1));
            denied.attempt("append", () -> Mails.append(Tree.alice(store), "two\r\n"));
            denied.attempt("store", () -> inbox.store(UidSet.of(1), seen, Long.MAX_VALUE));
            denied.attempt(
                    "copy", () -> inbox.copy(UidSet.of(1), Tree.alice(store).mailbox(trash)));
            denied.attempt(
                    "move", () -> inbox.move(UidSet.of(1), Tree.alice(store).mailbox(trash)));
            denied.attempt("expunge", () -> inbox.expunge(UidSet.of(1), Mailbox.Expunging.ALL));
            denied.attempt("create", () -> Tree.alice(store).create(MailboxName.of("New"), Set.of()));
            denied.attempt("delete", () -> Tree.alice(store).delete(trash));
            denied.attempt("subscribe", () -> Tree.alice(store).subscribe(MailboxName.of("New")));
            List<Long> left = Mails.uids(inbox.refresh());
            System.out.println("left " + left);
        }
    }

    private void attempt(String what, Attempt attempt) {
        try {
            attempt.run();
            told.println(what + " done");
        } catch (StoreException refused) {
            told.println(what + " " + refused.reason());
        }
    }
}
