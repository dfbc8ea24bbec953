package org.pennypost.server;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
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
        List<MailStoreProvider> providers = ServiceLoader.load(MailStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(MailStoreProvider::name))
                .toList();
        MailStoreProvider chosen = providers.stream()
                .filter(provider -> provider.name().equals(configuration.store()))
                .findFirst()
                .orElseThrow(() -> new StartFailure(
                        ExitStatus.CONFIGURATION,
                        "there is no store called " + configuration.store() + ", but "
                                + providers.stream()
                                        .map(MailStoreProvider::name)
                                        .collect(Collectors.joining(" and "))
                                + "; set kind in [store]",
                        null));
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
