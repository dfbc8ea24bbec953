package org.pennypost.store.maildir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * Copies, in the {@code tmp} of a folder and on the disk, of files that cannot get a name there as they are, most often
 * because they are on another file system. What is left of them goes when this is closed. They have one name and a number,
 * so that nothing is held for each: there may be a hundred thousand.
 */
final class Nearby implements AutoCloseable {
    private final Folder folder;
    private final List<Addition> originals;
    private final Path name;
    private int made;

    private Nearby(Folder folder, List<Addition> originals) {
        this.folder = folder;
        this.originals = originals;
        this.name = MaildirDraft.scratch(folder.home.file("tmp"), folder.time.instant());
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
        return new Each<>(made, i -> originals.get(i).copied(file(i)));
    }

    /** Removes the originals of what was to be moved, now that the copies are messages. */
    void removeMoved() {
        originals.stream().filter(original -> original.how().moves()).forEach(moved -> remove(moved.file()));
    }

    @Override
    public void close() {
        for (int i = 0; i < made; i++) {
            remove(file(i));
        }
    }

    private void copy(Addition original) throws IOException {
        try (FileChannel channel = Disk.create(file(made));
                OutputStream octets = Channels.newOutputStream(channel)) {
            made++;
            Files.copy(original.file(), octets);
            folder.disk.sync(channel);
        }
    }

    private Path file(int number) {
        return name.resolveSibling(name.getFileName() + "," + number);
    }

    private static void remove(Path file) {
        if (!Disk.delete(file)) {
            System.getLogger(Nearby.class.getName()).log(System.Logger.Level.WARNING, () -> "left: " + file);
        }
    }
}
