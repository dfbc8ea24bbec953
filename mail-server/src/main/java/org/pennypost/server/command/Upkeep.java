package org.pennypost.server.command;

import java.util.concurrent.Callable;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Maintenance;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.ImapCaches;
import org.pennypost.server.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commands that look after what is stored: a store may be able to, or not. */
abstract class Upkeep implements Callable<Integer> {
    @Mixin
    private MailboxOptions options;

    private final Work work;
    private final String some;
    private final String none;
    private final Gauge gauge = Gauge.onErrorStream();
    private int left;

    /** What is done for one user. */
    interface Work {
        void on(MailStore store, String user, Maintenance.Report report) throws StoreException;
    }

    /**
     * A command.
     *
     * @param some what there is to say, behind their number, of findings that are left
     * @param none what there is to say if there are none
     */
    private Upkeep(Work work, String some, String none) {
        this.work = work;
        this.some = some;
        this.none = none;
    }

    @Override
    public Integer call() throws Exception {
        return options.inStore(store -> {
            if (!(store instanceof Maintenance)) {
                System.err.println("pennypost: this kind of store keeps nothing that could be checked or mended");
                return ExitStatus.FAILED;
            }
            for (String user : options.users()) {
                oneUser(store, user);
            }
            gauge.clear();
            System.out.println(left == 0 ? none : left + " " + some);
            return left == 0 ? ExitStatus.OK : ExitStatus.FAILED;
        });
    }

    private void oneUser(MailStore store, String user) throws StoreException {
        try {
            work.on(store, user, report(user));
        } catch (StoreException refused) {
            // Who has never logged in nor got mail has none; only if he was asked for is that worth a word.
            if (refused.reason() != StoreException.Reason.NONEXISTENT || !options.isAboutAll()) {
                throw refused;
            }
        }
    }

    private Maintenance.Report report(String user) {
        return new Maintenance.Report() {
            @Override
            public void progress(MailboxName mailbox, long done, long total) {
                gauge.progress(user + " " + mailbox, done, total);
            }

            @Override
            public void finding(Maintenance.Finding finding) {
                left += finding.mended() ? 0 : 1;
                gauge.clear();
                System.out.println(user + "\t" + finding.mailbox() + "\t" + finding.what()
                        + (finding.mended() ? " (mended)" : ""));
            }
        };
    }

    /** Reads all and changes nothing. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Reads all messages, compares them with what is noted of them, and changes nothing. Ends with"
                    + " status 1 if something is not as it should be.",
            footer = "%nFor example: pennypost mailbox verify --user anna")
    static final class Verify extends Upkeep {
        Verify() {
            super(
                    (store, user, report) -> ((Maintenance) store).verify(user, report),
                    "found; 'pennypost mailbox repair' with the same options mends what can be mended",
                    "all is well");
        }
    }

    /** Mends. */
    @Command(
            name = "repair",
            mixinStandardHelpOptions = true,
            description =
                    "Mends what verify finds, as far as that is possible. Never deletes a message, and never gives"
                            + " one another number if its own can be found.",
            footer = "%nFor example: pennypost mailbox repair --user anna")
    static final class Repair extends Upkeep {
        Repair() {
            super((store, user, report) -> ((Maintenance) store).repair(user, report), "left as they are", "repaired");
        }
    }

    /** Makes caches and index anew. */
    @Command(
            name = "reindex",
            mixinStandardHelpOptions = true,
            description = "Forgets what was kept of messages to answer faster, and makes it anew: the index of their"
                    + " texts, and the cache of their headers and structures. Touches no message.",
            footer = "%nFor example: pennypost mailbox reindex --user anna")
    static final class Reindex extends Upkeep {
        Reindex() {
            super(Reindex::rebuild, "not indexed", "indexed");
        }

        static void rebuild(MailStore store, String user, Maintenance.Report report) throws StoreException {
            ((Maintenance) store).rebuild(user, report);
            Account account = store.account(user);
            for (MailboxEntry entry : account.mailboxes()) {
                if (entry.selectable()) {
                    fill(account, entry.name(), report);
                }
            }
        }

        private static void fill(Account account, MailboxName name, Maintenance.Report report) throws StoreException {
            try {
                long total = account.mailbox(name).refresh().size();
                ImapCaches.fill(account.mailbox(name), done -> report.progress(name, Math.min(done, total), total));
            } catch (StoreException refused) {
                if (refused.reason() != StoreException.Reason.NONEXISTENT) {
                    throw refused;
                }
                report.finding(new Maintenance.Finding(name, "was deleted or renamed meanwhile", false));
            }
        }
    }
}
