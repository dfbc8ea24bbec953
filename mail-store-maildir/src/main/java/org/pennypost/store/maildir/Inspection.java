package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Maintenance.Finding;
import org.pennypost.core.mailbox.Maintenance.Report;
import org.pennypost.core.mailbox.StoreException;

/**
 * Reads a whole Maildir and compares the files with their names and with the uidlist; changes nothing. A run.
 *
 * <p>Apart from {@link Folder}, which would mend what it finds.
 */
final class Inspection {
    private static final int STEP = 100;

    private final MailboxName name;
    private final Path maildir;
    private final Report report;

    Inspection(MailboxName name, Path maildir, Report report) {
        this.name = name;
        this.maildir = maildir;
        this.report = report;
    }

    void run() throws IOException, StoreException {
        Map<String, Found> files = new HashMap<>();
        Found.list(maildir.resolve("new"), true, files);
        Found.list(maildir.resolve("cur"), false, files);
        list(files.keySet());
        long done = 0;
        List<Found> all = new ArrayList<>(files.values());
        for (Found file : all) {
            read(file);
            done++;
            if (done % STEP == 0 || done == all.size()) {
                report.progress(name, done, all.size());
            }
        }
    }

    private void list(Set<String> bases) throws IOException {
        UidList list = new UidList(new Home(maildir), new Disk(false, false));
        List<UidList.Entry> entries = list.read().entries();
        if (list.header().validity() == 0) {
            found(list.file(), "has no UIDVALIDITY");
        } else if (list.damaged()) {
            found(list.file(), "has lines that cannot be read");
        }
        Set<String> listed = new HashSet<>();
        entries.forEach(entry -> listed.add(entry.base()));
        bases.stream()
                .filter(base -> !listed.contains(base))
                .sorted()
                .forEach(base -> found(maildir.resolve(base), "has no UID yet"));
    }

    private void read(Found file) throws IOException, StoreException {
        Path path = file.in(maildir);
        if (!path.toFile().isFile()) {
            found(path, "is no file");
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            compare(path, file.onDisk(), channel.size(), "octets");
            compare(path, file.octets(), LineEndReader.size(channel), "octets with CRLF");
        } catch (NoSuchFileException renamed) {
            System.getLogger(Inspection.class.getName())
                    .log(System.Logger.Level.DEBUG, "renamed or removed while it was looked at", renamed);
        }
    }

    private void compare(Path path, long named, long real, String what) {
        if (named >= 0 && named != real) {
            found(path, "has " + real + " " + what + ", its name says " + named);
        }
    }

    private void found(Path path, String what) {
        report.finding(new Finding(name, path + " " + what, false));
    }
}
