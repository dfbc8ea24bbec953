package org.pennypost.server;

import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailStoreProvider;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.config.Configuration;

/** The kinds of store that are there: whatever a jar beside this one provides. */
public final class Stores {
    private Stores() {}

    /**
     * Opens the store that a configuration names. Several processes may have one open at the same time.
     *
     * @throws StartFailure if there is none of that kind, or it cannot be used
     */
    public static MailStore open(Configuration configuration) throws StartFailure {
        MailStoreProvider chosen = Providers.store(configuration);
        try {
            return chosen.open(configuration.mail(), configuration.storeSettings());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(ExitStatus.CONFIGURATION, "[store] says too much: " + e.getMessage(), e);
        } catch (StoreException e) {
            throw new StartFailure(
                    ExitStatus.INPUT_OUTPUT, configuration.mail() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
