package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.imap.syntax.ListAttribute;
import org.pennypost.imap.syntax.ListResponse;
import org.pennypost.imap.syntax.ListSelection;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SpelledName;

/**
 * What one LIST response says: RFC 9051 §7.3.1.
 *
 * @param childInfo the selection options that something below meets (RFC 9051 §6.3.9.6)
 * @param selected whether it meets the selection options itself
 */
record Listed(MailboxEntry entry, List<ListAttribute> attributes, List<ListSelection> childInfo, boolean selected) {
    Listed {
        attributes = List.copyOf(attributes);
        childInfo = List.copyOf(childInfo);
    }

    /** What there is to say of a name out of turn: also that it is gone, and that it is subscribed to (RFC 5465 §5.4). */
    static Listed now(MailboxName name, NameTree tree) {
        MailboxEntry entry = tree.find(name).orElseGet(() -> NameTree.level(name));
        List<ListAttribute> attributes = new ArrayList<>();
        if (!entry.exists()) {
            attributes.add(ListAttribute.NON_EXISTENT);
        }
        attributes.addAll(ListQuery.plain(entry, tree).attributes());
        if (entry.subscribed()) {
            attributes.add(ListAttribute.SUBSCRIBED);
        }
        return new Listed(entry, attributes, List.of(), true);
    }

    /** Whether a STATUS response goes with it (RFC 5819 §3): not if it is only there for what is below it. */
    boolean hasStatus() {
        return selected && entry.exists() && entry.isMailbox();
    }

    void write(ResponseWriter out) {
        ListResponse response = open(out);
        if (!childInfo.isEmpty()) {
            response.childInfo(childInfo);
        }
        response.close();
    }

    /** RFC 9051 §6.3.2: to a client that named it, with its own spelling if we spell it otherwise. */
    void write(SpelledName asked, ResponseWriter out) {
        if (asked.isNormalized()) {
            write(asked.spelling(), out);
        } else {
            write(out);
        }
    }

    /** RFC 9051 §6.3.9.7: with what it was called before, or what the client calls it. */
    void write(String oldName, ResponseWriter out) {
        open(out).oldName(oldName).close();
    }

    private ListResponse open(ResponseWriter out) {
        List<SpecialUse> uses = entry.uses().stream().sorted().toList();
        return ListResponse.on(out).open(attributes, uses, entry.name());
    }
}
