package org.pennypost.core.mailbox;

import java.util.List;
import java.util.Set;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.StoreContract;

/** A store that does no more than it must, what the interfaces do of themselves being enough. */
class PlainStoreTest extends StoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    protected MailStore open() {
        return new PlainStore(store);
    }

    @Override
    public boolean keepsHistory() {
        return false;
    }

    @Override
    public boolean knowsRecent() {
        return false;
    }

    private record PlainStore(MailStore store) implements MailStore {
        @Override
        public Account account(String user) throws StoreException {
            return new PlainAccount(store.account(user));
        }

        @Override
        public void close() throws StoreException {
            store.close();
        }
    }

    private record PlainAccount(Account account) implements Account {
        @Override
        public String user() {
            return account.user();
        }

        @Override
        public List<MailboxEntry> mailboxes() throws StoreException {
            return account.mailboxes();
        }

        @Override
        public Mailbox mailbox(MailboxName name) throws StoreException {
            return new PlainMailbox(account.mailbox(name));
        }

        @Override
        public void create(MailboxName name, Set<SpecialUse> uses) throws StoreException {
            account.create(name, uses);
        }

        @Override
        public void assign(MailboxName name, Set<SpecialUse> uses) throws StoreException {
            account.assign(name, uses);
        }

        @Override
        public void delete(MailboxName name) throws StoreException {
            account.delete(name);
        }

        @Override
        public void rename(MailboxName from, MailboxName to) throws StoreException {
            account.rename(from, to);
        }

        @Override
        public void subscribe(MailboxName name) throws StoreException {
            account.subscribe(name);
        }

        @Override
        public void unsubscribe(MailboxName name) throws StoreException {
            account.unsubscribe(name);
        }

        @Override
        public Draft draft() throws StoreException {
            return account.draft();
        }

        @Override
        public Watch watch(Runnable onChange) {
            return account.watch(onChange);
        }
    }

    private record PlainMailbox(Mailbox mailbox) implements Mailbox {
        @Override
        public MailboxName name() {
            return mailbox.name();
        }

        @Override
        public Picture picture() {
            return mailbox.picture();
        }

        @Override
        public Picture refresh() throws StoreException {
            return mailbox.refresh();
        }

        @Override
        public Watch watch(Runnable onChange) {
            return mailbox.watch(onChange);
        }

        @Override
        public Content content(long uid) throws StoreException {
            return new PlainContent(mailbox.content(uid));
        }

        @Override
        public Appended append(List<NewMessage> messages) throws StoreException {
            return mailbox.append(messages);
        }

        @Override
        public UidSet store(UidSet uids, FlagChange change, long unchangedSince) throws StoreException {
            return mailbox.store(uids, change, unchangedSince);
        }

        @Override
        public Copied copy(UidSet uids, Mailbox target) throws StoreException {
            return mailbox.copy(uids, ((PlainMailbox) target).mailbox);
        }

        @Override
        public Copied move(UidSet uids, Mailbox target) throws StoreException {
            return mailbox.move(uids, ((PlainMailbox) target).mailbox);
        }

        @Override
        public UidSet expunge(UidSet uids, Expunging which) throws StoreException {
            return mailbox.expunge(uids, which);
        }
    }

    private record PlainContent(Content content) implements Content {
        @Override
        public long size() {
            return content.size();
        }

        @Override
        public Reader open() throws StoreException {
            return content.open()::read;
        }
    }
}
