package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;

/**
 * The file {@code subscriptions} as Dovecot writes it: a Maildir++ name without its first dot on each line; in the second
 * version of the format, which begins with {@code V}, a tab and {@code 2}, tabs stand between the levels. A file keeps
 * its version.
 */
final class Subscriptions {
    private static final String SECOND = "V\t2\n\n";

    private final Path file;
    private final Disk disk;

    Subscriptions(Path directory, Disk disk) {
        this.file = directory.resolve("subscriptions");
        this.disk = disk;
    }

    Set<MailboxName> read() throws IOException {
        return names(Disk.read(file));
    }

    void change(MailboxName name, boolean subscribed) throws StoreException {
        try (DotLock lock = DotLock.on(file)) {
            String before = Disk.read(file);
            boolean second = before.startsWith("V\t2\n");
            Set<MailboxName> names = names(before);
            if (subscribed ? names.add(name) : names.remove(name)) {
                StringBuilder text = new StringBuilder(second ? SECOND : "");
                for (MailboxName one : names) {
                    String line =
                            one.isInbox() ? "INBOX" : FolderNames.directory(one).substring(1);
                    text.append(second ? line.replace('.', '\t') : line).append('\n');
                }
                lock.keep();
                disk.replace(file, text.toString());
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change " + file, unwritable);
        }
    }

    private static Set<MailboxName> names(String text) {
        Set<MailboxName> names = new TreeSet<>();
        boolean second = text.startsWith("V\t2\n");
        text.lines().skip(second ? 1 : 0).forEach(line -> {
            if (line.equalsIgnoreCase("INBOX")) {
                names.add(MailboxName.INBOX);
            } else {
                FolderNames.mailbox("." + (second ? line.replace('\t', '.') : line))
                        .ifPresent(names::add);
            }
        });
        return names;
    }
}
