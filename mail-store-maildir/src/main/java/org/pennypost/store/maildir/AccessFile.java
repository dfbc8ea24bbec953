package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.StoreException;

/** The file {@code dovecot-acl} of a mailbox, which Dovecot reads and writes too. Thread-safe. */
final class AccessFile {
    static final String FILE = "dovecot-acl";

    private final Home home;
    private final Disk disk;
    private volatile Seen seen = new Seen("", AccessList.PRIVATE);

    AccessFile(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    /** What was read of a file that looked so. */
    private record Seen(String look, AccessList list) {}

    /** The list of the mailbox in a directory. */
    static AccessList read(Path maildir) throws IOException {
        return AccessText.parse(Disk.read(maildir.resolve(FILE))).list();
    }

    /** As this process last saw it. */
    AccessList known() {
        return seen.list;
    }

    /** The same after a look at the file. */
    AccessList refresh() throws IOException {
        String look = look();
        if (!look.equals(seen.look)) {
            seen = new Seen(look, read(home.directory()));
        }
        return seen.list;
    }

    AccessList change(ShareableMailbox.Change change) throws StoreException {
        Path file = home.file(FILE);
        try (DotLock lock = DotLock.on(file)) {
            AccessText text = AccessText.parse(Disk.read(file));
            AccessList changed = change.of(text.list());
            lock.keep();
            String written = text.with(changed).toString();
            if (written.isEmpty()) {
                Files.deleteIfExists(file);
                disk.syncDirectory(file.getParent());
            } else {
                disk.replace(file, written);
            }
            seen = new Seen(look(), changed);
            return changed;
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot change " + file, unwritable);
        }
    }

    private String look() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(home.file(FILE), BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (NoSuchFileException missing) {
            return "";
        }
    }
}
