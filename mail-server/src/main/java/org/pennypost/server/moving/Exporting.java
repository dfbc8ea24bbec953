package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.tls.files.OwnerOnly;

/** Brings mail of an account into files, and leaves it where it is. A run. */
public final class Exporting {
    private final Account account;
    private final MovingReport report;
    private long messages;
    private int mailboxes;

    /** A run out of an account. */
    public Exporting(Account account, MovingReport report) {
        this.account = account;
        this.report = report;
    }

    /**
     * Writes one mailbox, or all.
     *
     * @param directory one that is new or empty
     * @throws IOException if it is neither, or cannot be written
     */
    public void run(Path directory, Form form, Optional<MailboxName> only) throws IOException, StoreException {
        List<MailboxName> names = only.isPresent() ? List.of(only.get()) : all();
        for (MailboxName name : names) {
            account.mailbox(name); // there at all?
        }
        prepare(directory);
        try (Target target = target(directory, form)) {
            for (MailboxName name : names) {
                target.begin(name);
                write(account.mailbox(name), target);
                mailboxes++;
            }
        }
    }

    /** How many messages have been written. */
    public long messages() {
        return messages;
    }

    /** How many mailboxes have been written. */
    public int mailboxes() {
        return mailboxes;
    }

    private void write(Mailbox mailbox, Target target) throws IOException, StoreException {
        Picture picture = mailbox.refresh();
        for (int i = 0; i < picture.size(); i++) {
            try {
                target.write(mailbox.content(picture.uid(i)), new Marks(picture.flags(i), picture.internalDate(i)));
                messages++;
            } catch (StoreException gone) {
                if (gone.reason() != Reason.EXPUNGED) {
                    throw gone;
                }
                report.notice("left out: message " + picture.uid(i) + " of " + mailbox.name()
                        + ", which was removed meanwhile");
            }
            report.progress(mailbox.name().path(), i + 1L, picture.size());
        }
    }

    private List<MailboxName> all() throws StoreException {
        return account.mailboxes().stream()
                .filter(MailboxEntry::selectable)
                .map(MailboxEntry::name)
                .sorted()
                .toList();
    }

    private Target target(Path directory, Form form) {
        return switch (form) {
            case MAILDIR -> new MaildirTarget(directory, report);
            case MBOX -> new MboxTarget(directory);
            case EML -> new EmlTarget(directory);
        };
    }

    private static void prepare(Path directory) throws IOException {
        OwnerOnly.directory(directory);
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.findAny().isPresent()) {
                throw new IOException(directory + " is not empty; name a new directory");
            }
        }
    }
}
