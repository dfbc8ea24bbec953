package org.pennypost.server.pulling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.Mails;

/** All that an account holds, to be compared with what another one holds. */
final class Contents {
    private Contents() {}

    static Map<String, List<String>> of(Account account) throws StoreException {
        Map<String, List<String>> all = new TreeMap<>();
        for (MailboxEntry entry : account.mailboxes()) {
            List<String> messages = new ArrayList<>();
            if (entry.selectable()) {
                Mailbox mailbox = account.mailbox(entry.name());
                Picture picture = mailbox.refresh();
                for (int i = 0; i < picture.size(); i++) {
                    String text = Mails.text(mailbox, picture.uid(i));
                    messages.add(picture.flags(i) + " " + picture.internalDate(i) + " " + text.length() + " "
                            + text.hashCode());
                }
                all.put(entry.name() + (entry.subscribed() ? "" : " (unsubscribed)"), messages);
            }
        }
        return all;
    }

    static List<String> names(Account account) throws StoreException {
        return account.mailboxes().stream().map(entry -> entry.name().path()).toList();
    }
}
