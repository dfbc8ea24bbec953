package org.pennypost.server;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pennypost.core.account.AuthenticatorProvider;
import org.pennypost.core.mailbox.MailStoreProvider;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.LoginSettings;

/** What a configuration names and a jar has to bring: the kind of store, and who knows the users. Opens nothing. */
public final class Providers {
    private Providers() {}

    /** A line for each that is missing; none if all are there. */
    public static List<String> faults(Configuration configuration) {
        return Stream.of(
                        fault(() -> store(configuration)),
                        configuration.login().ofFile() ? Optional.<String>empty() : fault(() -> users(configuration)))
                .flatMap(Optional::stream)
                .toList();
    }

    static MailStoreProvider store(Configuration configuration) throws StartFailure {
        List<MailStoreProvider> all = ServiceLoader.load(MailStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(MailStoreProvider::name))
                .toList();
        return all.stream()
                .filter(provider -> provider.name().equals(configuration.store()))
                .findFirst()
                .orElseThrow(() -> missing("there is no store called " + configuration.store() + ", but "
                        + all.stream().map(MailStoreProvider::name).collect(Collectors.joining(" and "))
                        + "; set kind in [store]"));
    }

    static AuthenticatorProvider users(Configuration configuration) throws StartFailure {
        String name = configuration.login().provider();
        List<AuthenticatorProvider> all = ServiceLoader.load(AuthenticatorProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return all.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> missing("[login] provider = " + name + ": there is none of this name, only "
                        + LoginSettings.FILE
                        + all.stream()
                                .map(provider -> " and " + provider.name())
                                .collect(Collectors.joining())
                        + "; is its jar on the class path?"));
    }

    private static StartFailure missing(String what) {
        return new StartFailure(ExitStatus.CONFIGURATION, what, null);
    }

    private static Optional<String> fault(Search search) {
        try {
            search.run();
            return Optional.empty();
        } catch (StartFailure missing) {
            return Optional.of(missing.getMessage());
        }
    }

    private interface Search {
        void run() throws StartFailure;
    }
}
