package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * The file {@code subscriptions} as Dovecot writes it: a Maildir++ name without its first dot on each line; in the second
 * version of the format, which begins with {@code V}, a tab and {@code 2}, tabs stand between the levels. A file keeps
 * its version, and lines that are no names.
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
        return names(Disk.read(file), new ArrayList<>());
    }

    void change(MailboxName name, boolean subscribed) throws StoreException {
        try (DotLock lock = DotLock.on(file)) {
            String before = Disk.read(file);
            boolean second = before.startsWith("V\t2\n");
            List<String> strange = new ArrayList<>();
            Set<MailboxName> names = names(before, strange);
            if (subscribed && !names.contains(name) && names.size() >= MailboxTree.MAX_MAILBOXES) {
                throw new StoreException(Reason.LIMIT, "too many subscriptions in " + file);
            }
            if (subscribed ? names.add(name) : names.remove(name)) {
                StringBuilder text = new StringBuilder(second ? SECOND : "");
                for (MailboxName one : names) {
                    String line =
                            one.isInbox() ? "INBOX" : FolderNames.directory(one).substring(1);
                    text.append(second ? line.replace('.', '\t') : line).append('\n');
                }
                strange.forEach(line -> text.append(line).append('\n'));
                lock.keep();
                disk.replace(file, text.toString());
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change " + file, unwritable);
        }
    }

    /** The names, and apart from them lines that are none. */
    private static Set<MailboxName> names(String text, List<String> strange) {
        Set<MailboxName> names = new TreeSet<>();
        boolean second = text.startsWith("V\t2\n");
        text.lines().skip(second ? 1 : 0).filter(line -> !line.isEmpty()).forEach(line -> {
            if (line.equalsIgnoreCase("INBOX")) {
                names.add(MailboxName.INBOX);
            } else {
                FolderNames.mailbox("." + (second ? line.replace('\t', '.') : line))
                        .ifPresentOrElse(names::add, () -> strange.add(line));
            }
        });
        return names;
    }
}
