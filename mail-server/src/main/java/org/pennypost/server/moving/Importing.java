package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;

/**
 * Brings mail from files into an account: flags, keywords and dates as far as the files tell them, lines with CRLF.
 * Mailboxes that are missing are made. A run; what it says of itself holds whether it ends well or not.
 */
public final class Importing {
    private final Arrivals arrivals;

    /**
     * A run into an account.
     *
     * @param into what the mail at the top of the files goes into; other mailboxes go below it, or beside INBOX
     */
    public Importing(Account account, MailboxName into, MovingReport report) {
        arrivals = new Arrivals(account, into, report);
    }

    /**
     * Reads a file or directory.
     *
     * @param form what it is; empty to find out
     * @throws IOException if it cannot be read, or is none of the forms
     */
    public void run(Path from, Optional<Form> form) throws IOException, StoreException {
        Form known = form.isPresent() ? form.get() : Form.of(from).orElseThrow(() -> unknown(from));
        Source source = switch (known) {
            case MAILDIR -> new MaildirSource(from);
            case MBOX -> new MboxSource(from);
            case EML -> new EmlSource(from);
        };
        try (arrivals) {
            source.read(arrivals);
            arrivals.flush();
        }
    }

    /** Whether nothing was left out that is mail. */
    public boolean whole() {
        return arrivals.whole();
    }

    /** How many messages are in the account now that were not before. */
    public long messages() {
        return arrivals.messages();
    }

    /** How many mailboxes they are in. */
    public int mailboxes() {
        return arrivals.mailboxes();
    }

    private static IOException unknown(Path from) {
        String what = Files.exists(from) ? "is no Maildir, no mbox and no folder of .eml files" : "does not exist";
        return new IOException(from + " " + what);
    }
}
