package org.pennypost.imap.talk;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.ListAttribute;
import org.pennypost.imap.syntax.ListResponse;
import org.pennypost.imap.syntax.ResponseWriter;

/**
 * The mailboxes that a client has asked to hear of and may not: told by LIST with \NoAccess when that begins and without
 * it when it ends (RFC 5465 §3.1, §5.9). Of those that the user may not even see only such are told that he once saw.
 */
final class Denied {
    private final Namespaces account;
    private Set<MailboxName> told = Set.of();
    private Set<MailboxName> now = Set.of();

    Denied(Namespaces account) {
        this.account = account;
    }

    /**
     * Finds them; may block.
     *
     * @param asked those that the client wants to hear of
     * @param lost those that it wants to hear of and that have left the list
     */
    void look(Collection<MailboxName> asked, Collection<MailboxName> lost) throws StoreException {
        Set<MailboxName> found = new TreeSet<>();
        for (MailboxName name : asked) {
            if (!account.isMine(name)) {
                Rights rights = account.rights(name);
                if (rights.contains(Right.LOOKUP) && !Notifying.mayHear(rights)) {
                    found.add(name);
                }
            }
        }
        for (MailboxName name : lost) {
            if (account.hides(name)) {
                found.add(name);
            }
        }
        now = found;
    }

    boolean contains(MailboxName name) {
        return now.contains(name);
    }

    /** What the client knows to be denied. */
    Set<MailboxName> told() {
        return told;
    }

    /**
     * Writes what has begun and what has ended.
     *
     * @param names the list as it is
     * @param already of these the client has been told that they are there
     */
    void write(List<MailboxEntry> names, Set<MailboxName> already, ResponseWriter out) {
        for (MailboxName name : now) {
            if (!told.contains(name)) {
                ListResponse.on(out)
                        .open(List.of(ListAttribute.NO_ACCESS), Set.of(), name)
                        .close();
            }
        }
        NameTree tree = NameTree.of(names);
        for (MailboxName name : told) {
            if (!now.contains(name)
                    && !already.contains(name)
                    && tree.find(name).isPresent()) {
                Listed.now(name, tree).write(out);
            }
        }
        told = now;
    }
}
