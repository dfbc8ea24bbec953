package org.pennypost.server;

import java.time.Duration;
import java.util.Optional;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.aliases.ServedAddresses;
import org.pennypost.server.authentication.MailAuthentication;
import org.pennypost.server.drive.Drive;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.server.filter.MailFilters;
import org.pennypost.server.guard.LoginGuard;
import org.pennypost.server.journal.MessageJournal;
import org.pennypost.server.queue.MailQueue;
import org.pennypost.server.reporting.Reporting;

/**
 * The parts of a server that live as long as it does.
 *
 * @param store if it is ours to close
 */
record Running(
        Identity identity,
        Optional<MailStore> store,
        MessageJournal journal,
        MailAuthentication authentication,
        MailFilters filters,
        Evidence evidence,
        Optional<MailQueue> queue,
        Optional<Reporting> reporting,
        Accounts accounts,
        ServedAddresses addresses,
        LoginGuard guard,
        Protocols protocols,
        Drive drive) {
    private static final System.Logger LOG = System.getLogger(Running.class.getName());

    /** Finishes the replies in flight and closes all of it; whether all conversations came to an end by themselves. */
    boolean stop(Duration patience) {
        identity.close();
        boolean orderly = drive.stop(patience);
        filters.close();
        reporting.ifPresent(Reporting::close);
        queue.ifPresent(MailQueue::close);
        evidence.close();
        store.ifPresent(Running::close);
        authentication.close();
        journal.close();
        return orderly;
    }

    static void close(MailStore store) {
        try {
            store.close();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "the store did not close well", e);
        }
    }
}
