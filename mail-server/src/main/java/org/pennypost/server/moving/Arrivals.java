package org.pennypost.server.moving;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.SyntaxException;

/**
 * Messages on their way into an account. They are added by groups, because the store then goes to the disk once for
 * each; a group is added whole or not at all. Confined to one thread.
 */
public final class Arrivals implements AutoCloseable {
    private static final int GROUP = 50;
    private static final int MOST_NOTICES = 1000;

    private final Account account;
    private final MailboxName into;
    private final MovingReport report;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final List<NewMessage> group = new ArrayList<>();
    private final Set<MailboxName> filled = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private Optional<Mailbox> mailbox = Optional.empty();
    private long messages;
    private boolean whole = true;
    private Mailbox.Appended appended = new Mailbox.Appended(1, UidSet.EMPTY);

    /** Into an account, the mail of INBOX into this mailbox. */
    public Arrivals(Account account, MailboxName into, MovingReport report) {
        this.account = account;
        this.into = into;
        this.report = report;
    }

    /** How many messages have been added. */
    public long messages() {
        return messages;
    }

    /** How many mailboxes they are in. */
    public int mailboxes() {
        return filled.size();
    }

    /** Whether nothing was left out that is mail. */
    public boolean whole() {
        return whole;
    }

    /** What follows goes into this mailbox, which is made if need be; false if there can be none of this name. */
    public boolean enter(String path) throws StoreException {
        flush();
        try {
            MailboxName name = placed(MailboxName.of(path));
            mailbox = Optional.of(opened(name));
            return true;
        } catch (SyntaxException impossible) {
            leaveOut(path + ": no name for a mailbox: " + impossible.getMessage());
            return false;
        }
    }

    /** The mailbox that was entered. */
    public Mailbox mailbox() {
        return mailbox.orElseThrow();
    }

    /** The next message, to be written; it counts when it is given back with its marks. */
    public Incoming begin() throws StoreException {
        return new Incoming(account.draft(), buffer.clear());
    }

    /** The message is whole. */
    public void add(Incoming message, Marks marks) throws StoreException {
        group.add(new NewMessage(message.done(), marks.flags(), marks.date()));
        if (group.size() == GROUP) {
            flush();
        }
    }

    /** Adds the messages that are waiting. */
    public void flush() throws StoreException {
        if (group.isEmpty()) {
            return;
        }
        Mailbox to = mailbox();
        try {
            appended = to.append(List.copyOf(group));
            messages += group.size();
            filled.add(to.name());
        } finally {
            close();
        }
    }

    /** Where the last group that was added is. */
    public Mailbox.Appended appended() {
        return appended;
    }

    /** So much of a file or mailbox has been moved. */
    public void progress(String what, long done, long total) {
        report.progress(what, done, total);
    }

    /** Mail that does not come along: said, so that nobody believes that it is here. */
    public void leaveOut(String what) {
        whole = false;
        notice("left out: " + what);
    }

    /** Tells something once. */
    public void notice(String line) {
        if (told.size() < MOST_NOTICES && told.add(line)) {
            report.notice(line);
        }
    }

    /** A keyword of a message; empty if IMAP cannot have it. */
    public Optional<Flag> keyword(String name) {
        try {
            Flag flag = Flag.of(name);
            return flag.system() ? Optional.empty() : Optional.of(flag);
        } catch (SyntaxException impossible) {
            notice("left out: the keyword '" + name + "', which IMAP cannot have");
            return Optional.empty();
        }
    }

    /** Forgets what was not added. */
    @Override
    public void close() {
        group.forEach(message -> message.draft().close());
        group.clear();
    }

    private MailboxName placed(MailboxName name) {
        if (into.isInbox()) {
            return name;
        }
        boolean inbox = name.isInbox() || name.below(MailboxName.INBOX);
        return inbox ? name.moved(MailboxName.INBOX, into) : MailboxName.of(into.path() + "/" + name.path());
    }

    private Mailbox opened(MailboxName name) throws StoreException {
        try {
            return account.mailbox(name);
        } catch (StoreException missing) {
            if (missing.reason() != Reason.NONEXISTENT) {
                throw missing;
            }
        }
        try {
            account.create(name, Set.of());
        } catch (StoreException raced) {
            if (raced.reason() != Reason.ALREADY_EXISTS) {
                throw raced;
            }
        }
        account.subscribe(name);
        return account.mailbox(name);
    }
}
