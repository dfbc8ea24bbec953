package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pennypost.core.mailbox.StoreException;

/**
 * Which users share mailboxes, or did: a name on each line of a file. Whoever shares is in it before he does, so that
 * nobody else's mail need be looked at to know what a user can see. Thread-safe.
 */
final class Sharers {
    /** No user has such a name. */
    static final String FILE = ".pennypost-sharers";

    /** Those who want to know of changes of anybody's access lists. */
    final Watchers watchers = new Watchers();

    private final Path file;
    private final Disk disk;

    Sharers(Path directory, Disk disk) {
        this.file = directory.resolve(FILE);
        this.disk = disk;
    }

    /** Those who still have mail here. */
    Set<String> users() throws StoreException {
        try {
            return names().stream()
                    .filter(MaildirStore::isFileName)
                    .filter(user -> Files.isDirectory(file.resolveSibling(user).resolve("Maildir")))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw Disk.refusal("cannot read " + file, unreadable);
        }
    }

    void add(String user) throws StoreException {
        try {
            if (names().contains(user)) {
                return;
            }
            try (DotLock lock = DotLock.on(file)) {
                Set<String> names = names();
                names.add(user);
                lock.keep();
                disk.replace(file, String.join("\n", names) + "\n");
            }
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change " + file, unwritable);
        }
    }

    private Set<String> names() throws IOException {
        return Disk.read(file).lines().filter(MaildirStore::isName).collect(Collectors.toCollection(TreeSet::new));
    }
}
