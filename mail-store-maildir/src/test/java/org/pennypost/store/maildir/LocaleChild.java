package org.pennypost.store.maildir;

import java.nio.file.Path;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.SharingStore;
import org.pennypost.core.mailbox.StoreException;

/** What a process in another locale makes of a tree: the directory is its argument. */
final class LocaleChild {
    private LocaleChild() {}

    public static void main(String[] arguments) throws Exception {
        Tree tree = new Tree(Path.of(arguments[0]));
        try (MailStore store = tree.open()) {
            System.out.println(Tree.inbox(store).refresh().size());
            System.out.println(Tree.inbox(store).refresh().size());
            System.out.println(((SharingStore) store).sharers());
            try {
                System.out.println(store.account("j\u00fcrgen"));
            } catch (StoreException refused) {
                System.out.println(refused.reason());
            }
        }
    }
}
