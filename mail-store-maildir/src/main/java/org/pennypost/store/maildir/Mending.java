package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Maintenance.Finding;
import org.pennypost.core.mailbox.Maintenance.Report;
import org.pennypost.core.mailbox.StoreException;

/**
 * Mends a folder: its uidlist is written anew with the UIDs that all messages have. A message whose name tells a wrong
 * size gets a name that tells none, under the same UID. The folder has to be opened again afterwards. A run.
 */
final class Mending {
    private final MailboxName name;
    private final Folder folder;
    private final Report report;

    Mending(MailboxName name, Folder folder, Report report) {
        this.name = name;
        this.folder = folder;
        this.report = report;
    }

    void run() throws IOException, StoreException {
        folder.uids.lock();
        try {
            folder.lookout.look(true);
            folder.changes.lock();
            try (DotLock lock = DotLock.on(folder.list.file())) {
                new UidListRepair(folder).mend(lock, renamed(lock));
                folder.delete();
            } finally {
                folder.changes.unlock();
            }
        } finally {
            folder.uids.unlock();
        }
    }

    /** The files whose names told wrong sizes, under their new names. */
    private TreeMap<Long, Place> renamed(DotLock lock) throws IOException, StoreException {
        TreeMap<Long, Place> all = new TreeMap<>();
        folder.view().places().forEach(all::put);
        TreeMap<Long, Place> renamed = new TreeMap<>();
        long done = 0;
        for (Map.Entry<Long, Place> one : all.entrySet()) {
            Path file = one.getValue().in(folder.home.directory());
            lock.keep();
            if (wrong(one.getValue().base(), file)) {
                Place place = one.getValue()
                        .at(
                                one.getValue().name().replaceAll(",[SW]=[0-9]*", ""),
                                one.getValue().fresh());
                Disk.rename(file, place.in(folder.home.directory()));
                renamed.put(one.getKey(), place);
                report.finding(new Finding(name, file + " told a wrong size", true));
            }
            report.progress(name, ++done, all.size());
        }
        return renamed;
    }

    private static boolean wrong(String base, Path file) throws IOException, StoreException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long onDisk = FileName.size(base, 'S');
            long octets = FileName.size(base, 'W');
            return onDisk >= 0 && onDisk != channel.size() || octets >= 0 && octets != LineEndReader.size(channel);
        }
    }
}
