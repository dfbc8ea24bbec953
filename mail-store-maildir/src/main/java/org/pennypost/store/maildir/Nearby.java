package org.pennypost.store.maildir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * Copies, in the {@code tmp} of a folder and on the disk, of files that cannot get a name there as they are, most often
 * because they are on another file system. What is left of them goes when this is closed.
 */
final class Nearby implements AutoCloseable {
    private final Folder folder;
    private final List<Addition> originals;
    private final List<Addition> copies = new ArrayList<>();

    private Nearby(Folder folder, List<Addition> originals) {
        this.folder = folder;
        this.originals = originals;
    }

    static Nearby of(List<Addition> originals, Folder folder) throws StoreException {
        Nearby nearby = new Nearby(folder, originals);
        try {
            for (Addition original : originals) {
                nearby.copy(original);
            }
            return nearby;
        } catch (NoSuchFileException strayed) {
            nearby.close();
            throw new StoreException(Reason.EXPUNGED, "gone: " + strayed.getMessage(), strayed);
        } catch (IOException unwritable) {
            nearby.close();
            throw Disk.refusal("cannot copy to " + folder.home, unwritable);
        }
    }

    List<Addition> copies() {
        return copies;
    }

    /** Removes the originals of what was to be moved, now that the copies are messages. */
    void removeMoved() {
        originals.stream().filter(original -> original.how().moves()).forEach(moved -> remove(moved.file()));
    }

    @Override
    public void close() {
        copies.forEach(copy -> remove(copy.file()));
    }

    private void copy(Addition original) throws IOException {
        Path file = MaildirDraft.scratch(folder.home.file("tmp"), folder.time.instant());
        try (FileChannel channel = Disk.create(file);
                OutputStream octets = Channels.newOutputStream(channel)) {
            copies.add(original.copied(file));
            Files.copy(original.file(), octets);
            folder.disk.sync(channel);
        }
    }

    private static void remove(Path file) {
        if (!Disk.delete(file)) {
            System.getLogger(Nearby.class.getName()).log(System.Logger.Level.WARNING, () -> "left: " + file);
        }
    }
}
