package org.pennypost.core.memory;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.SharingStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.mailbox.Watch;

/**
 * A mail store in memory. Any user name without control characters will do; everything is gone with the object.
 *
 * <p>Thread-safe. Watches are called by the thread that made the change, after its locks are let go.
 */
public final class MemoryStore implements MailStore, SharingStore, Annotated {
    /** The most mailboxes of an account, and the most subscriptions. */
    static final int MAX_MAILBOXES = 10_000;

    private final InstantSource time;
    private final AtomicLong lastUidValidity = new AtomicLong();
    private final AtomicLong lastMailbox = new AtomicLong();
    private final Map<String, MemoryAccount> accounts = new ConcurrentHashMap<>();
    final Watchers sharingWatchers = new Watchers();
    private final Watchers annotationWatchers = new Watchers();
    private Annotations annotations = Annotations.NONE;

    /** An empty store by the system's clock. */
    public MemoryStore() {
        this(InstantSource.system());
    }

    /** An empty store by a clock of the caller's. */
    public MemoryStore(InstantSource time) {
        this.time = time;
    }

    @Override
    public Account account(String user) throws StoreException {
        if (user.isEmpty() || user.chars().anyMatch(Character::isISOControl)) {
            throw new StoreException(StoreException.Reason.CANNOT, "no name for an account");
        }
        return accounts.computeIfAbsent(user, name -> new MemoryAccount(name, this));
    }

    /**
     * Adds a message to the INBOX of a user, as received now: the short way for programs that embed a protocol.
     *
     * @param message with CRLF or LF line ends, which become CRLF
     */
    public void deliver(String user, byte[] message) throws StoreException {
        try (Draft draft = account(user).draft()) {
            draft.write(MemoryContent.crlf(message));
            account(user).mailbox(MailboxName.INBOX).append(List.of(new NewMessage(draft, Flags.NONE, time.instant())));
        }
    }

    @Override
    public Set<String> sharers() {
        Set<String> sharers = new TreeSet<>();
        accounts.forEach((user, account) -> {
            if (!account.shared().isEmpty()) {
                sharers.add(user);
            }
        });
        return sharers;
    }

    @Override
    public synchronized Annotations annotations() {
        return annotations;
    }

    @Override
    public void annotate(Change change) throws StoreException {
        synchronized (this) {
            annotations = change.of(annotations);
        }
        annotationWatchers.tell();
    }

    @Override
    public Watch watchAnnotations(Runnable onChange) {
        return annotationWatchers.add(onChange);
    }

    @Override
    public Watch watchSharing(Runnable onChange) {
        return sharingWatchers.add(onChange);
    }

    @Override
    public void close() {
        accounts.values().forEach(MemoryAccount::close);
        sharingWatchers.clear();
        annotationWatchers.clear();
    }

    InstantSource time() {
        return time;
    }

    /** A UIDVALIDITY that this store has not used, and that another one made later will not use (RFC 9051 §2.3.1.1). */
    long newUidValidity() {
        long seconds = Math.max(1, Math.min(time.instant().getEpochSecond(), UidSet.MAX));
        return lastUidValidity.updateAndGet(last -> Math.max(last + 1, seconds));
    }

    /** The number of a new mailbox, by which locks are ordered. */
    long newMailbox() {
        return lastMailbox.incrementAndGet();
    }
}
