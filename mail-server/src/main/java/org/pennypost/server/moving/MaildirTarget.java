package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/** A Maildir++ that any program may serve. */
final class MaildirTarget implements Target {
    private final Path directory;
    private final MovingReport report;
    private Path maildir;
    private KeywordLetters keywords = new KeywordLetters();
    private final long started = System.currentTimeMillis() / 1000;
    private long count;

    MaildirTarget(Path directory, MovingReport report) {
        this.directory = directory;
        this.maildir = directory;
        this.report = report;
    }

    @Override
    public void begin(MailboxName name) throws IOException {
        keywords.write(maildir);
        keywords = new KeywordLetters();
        makeMaildir(directory);
        maildir = directory.resolve(FolderPath.directory(name));
        if (!name.isInbox()) {
            makeMaildir(maildir);
            NewFile.create(maildir.resolve("maildirfolder")).close();
        }
    }

    @Override
    public void write(Content message, Marks marks) throws IOException, StoreException {
        count++;
        // Names in ascending order, so that whoever gives UIDs gives them in this order.
        String base = String.format(
                Locale.ROOT, "%010d.N%010d.pennypost,S=%d,W=%d", started, count, message.size(), message.size());
        Optional<String> letters = keywords.letters(marks.flags());
        if (letters.isEmpty()) {
            report.notice("left out: keywords of a message beyond those that a Maildir can have");
            letters = keywords.letters(system(marks.flags()));
        }
        Path file = maildir.resolve("cur").resolve(base + ":2," + letters.orElseThrow());
        NewFile.write(maildir.resolve("tmp").resolve(base), file, message, marks.date());
    }

    @Override
    public void close() throws IOException {
        keywords.write(maildir);
    }

    private static Flags system(Flags flags) {
        return Flags.of(Flag.SYSTEM.stream().filter(flags::contains).toList());
    }

    private static void makeMaildir(Path maildir) throws IOException {
        for (String sub : List.of("tmp", "new", "cur")) {
            OwnerOnly.directory(maildir.resolve(sub));
        }
    }
}
