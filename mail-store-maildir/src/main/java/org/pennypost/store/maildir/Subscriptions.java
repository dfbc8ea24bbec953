package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * The file {@code subscriptions} as Dovecot writes it: a Maildir++ name without its first dot on each line; in the second
 * version of the format, which begins with {@code V}, a tab and {@code 2}, tabs stand between the levels. A file keeps
 * its version, the order of its lines, and those that are no names.
 */
final class Subscriptions {
    private static final String INBOX = "INBOX";
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

    /** A name has one spelling, so that no other line must be understood: there may be thousands. */
    void change(MailboxName name, boolean subscribed) throws StoreException {
        try (DotLock lock = DotLock.on(file)) {
            String before = Disk.read(file);
            boolean second = isSecond(before);
            String line = name.isInbox() ? INBOX : FolderNames.directory(name).substring(1);
            List<String> lines = lines(before).toList();
            List<String> others =
                    lines.stream().filter(one -> !isSame(one, line, second)).toList();
            boolean there = others.size() < lines.size();
            if (there == subscribed) {
                return;
            }
            if (subscribed
                    && lines.size() >= MailboxTree.MAX_MAILBOXES
                    && names(before).size() >= MailboxTree.MAX_MAILBOXES) {
                throw new StoreException(Reason.LIMIT, "too many subscriptions in " + file);
            }
            StringBuilder text = new StringBuilder(second ? SECOND : "");
            others.forEach(one -> text.append(one).append('\n'));
            if (subscribed) {
                text.append(second ? line.replace('.', '\t') : line).append('\n');
            }
            lock.keep();
            disk.replace(file, text.toString());
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change " + file, unwritable);
        }
    }

    /** Lines that are no names are left out. */
    private static Set<MailboxName> names(String text) {
        Set<MailboxName> names = new TreeSet<>();
        boolean second = isSecond(text);
        lines(text).forEach(line -> {
            if (line.equalsIgnoreCase(INBOX)) {
                names.add(MailboxName.INBOX);
            } else {
                FolderNames.mailbox("." + (second ? line.replace('\t', '.') : line))
                        .ifPresent(names::add);
            }
        });
        return names;
    }

    private static Stream<String> lines(String text) {
        return text.lines().skip(isSecond(text) ? 1 : 0).filter(line -> !line.isEmpty());
    }

    private static boolean isSecond(String text) {
        return text.startsWith("V\t2\n");
    }

    private static boolean isSame(String one, String line, boolean second) {
        return line.equals(INBOX)
                ? one.equalsIgnoreCase(line)
                : one.length() == line.length() && (second ? one.replace('\t', '.') : one).equals(line);
    }
}
