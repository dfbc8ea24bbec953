package org.pennypost.server.pulling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.moving.Arrivals;
import org.pennypost.server.moving.MovingReport;

/**
 * Brings an account of another server into one of ours: messages with flags, keywords and dates, mailboxes,
 * subscriptions. The other server is only read. A run that is cut short is taken up by the next; one that has ended is
 * followed by one that brings what is new, and what has changed in the flags. What is deleted there stays here.
 */
public final class Pulling {
    private final Account account;
    private final Arrivals arrivals;
    private final Set<MailboxName> subscribed = new HashSet<>();
    private long changed;

    /**
     * A run into an account.
     *
     * @param into what the mail of the other INBOX goes into
     */
    public Pulling(Account account, MailboxName into, MovingReport report) {
        this.account = account;
        this.arrivals = new Arrivals(account, into, report);
    }

    /**
     * Does it.
     *
     * @param progress the file that knows how far it is
     * @throws IOException if the other server says no, or cannot be reached, or trusted
     */
    public void run(Origin origin, Password password, SSLContext trust, Path progress)
            throws IOException, StoreException {
        try (arrivals;
                Progress known = Progress.in(progress);
                RemoteServer server = RemoteServer.connect(origin, trust)) {
            server.login(password);
            for (MailboxEntry entry : account.mailboxes()) {
                if (entry.subscribed() || entry.exists()) {
                    subscribed.add(entry.name());
                }
            }
            for (RemoteMailbox mailbox : RemoteMailbox.of(server)) {
                if (!mailbox.nameable()) {
                    arrivals.leaveOut(
                            mailbox.path().replaceAll("\\p{Cntrl}", "?") + ": a name that cannot be asked for");
                } else if (mailbox.selectable() && arrivals.enter(mailbox.path())) {
                    changed += new MailboxPull(server, mailbox, arrivals, known).run();
                    subscribe(mailbox);
                }
            }
        }
    }

    /** Of how many messages that were here already the flags were changed, as they had been there. */
    public long changed() {
        return changed;
    }

    /** Whether nothing was left out that is mail. */
    public boolean whole() {
        return arrivals.whole();
    }

    /** How many messages are in the account now that were not before. */
    public long messages() {
        return arrivals.messages();
    }

    /** How many mailboxes they are in. */
    public int mailboxes() {
        return arrivals.mailboxes();
    }

    /** A mailbox that was here before keeps its subscription; to enter one that was not has subscribed to it. */
    private void subscribe(RemoteMailbox mailbox) throws StoreException {
        MailboxName name = arrivals.mailbox().name();
        if (mailbox.subscribed()) {
            account.subscribe(name);
        } else if (!subscribed.contains(name)) {
            account.unsubscribe(name);
        }
    }
}
