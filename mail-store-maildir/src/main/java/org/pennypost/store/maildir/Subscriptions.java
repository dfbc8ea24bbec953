package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;

/** The file {@code subscriptions}: a Maildir++ name without its first dot on each line, as Dovecot writes them. */
final class Subscriptions {
    private final Path file;
    private final Disk disk;

    Subscriptions(Path directory, Disk disk) {
        this.file = directory.resolve("subscriptions");
        this.disk = disk;
    }

    Set<MailboxName> read() throws IOException {
        Set<MailboxName> names = new TreeSet<>();
        Disk.read(file).lines().forEach(line -> {
            if (line.equalsIgnoreCase("INBOX")) {
                names.add(MailboxName.INBOX);
            } else {
                FolderNames.mailbox("." + line).ifPresent(names::add);
            }
        });
        return names;
    }

    void change(MailboxName name, boolean subscribed) throws StoreException {
        try {
            Set<MailboxName> names = read();
            if (subscribed ? names.add(name) : names.remove(name)) {
                StringBuilder text = new StringBuilder();
                for (MailboxName one : names) {
                    text.append(
                                    one.isInbox()
                                            ? "INBOX"
                                            : FolderNames.directory(one).substring(1))
                            .append('\n');
                }
                disk.replace(file, text.toString());
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change " + file, unwritable);
        }
    }
}
