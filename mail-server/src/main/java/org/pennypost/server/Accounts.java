package org.pennypost.server;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.AuthenticatorProvider;
import org.pennypost.core.engine.Surroundings.Entropy;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.accounts.AccountQuotas;
import org.pennypost.server.accounts.FileAuthenticator;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.guard.LoginGuard;

/**
 * Who the users are: those of the users file, or of what a jar beside this one provides.
 *
 * @param file the users file, if it is that one; what only it says, it says by itself
 */
record Accounts(Authenticator authenticator, Optional<FileAuthenticator> file) {
    /** The users that a program brings along, or else those that the configuration names. */
    static Accounts of(Configuration configuration, Parts parts, UsersFile users, Entropy entropy) throws StartFailure {
        if (parts.authenticator().isPresent()) {
            return new Accounts(parts.authenticator().get(), Optional.empty());
        }
        if (!configuration.login().ofFile()) {
            return new Accounts(provided(configuration), Optional.empty());
        }
        FileAuthenticator own = FileAuthenticator.over(
                users,
                domains(configuration),
                configuration.tls().clientAuthorities().isPresent(),
                entropy);
        return new Accounts(own, Optional.of(own));
    }

    /** Who may enter by which protocol. */
    LoginGuard.Entry entry() {
        return file.<LoginGuard.Entry>map(own -> own).orElse((user, protocol) -> true);
    }

    /** Carries the quotas of the users file into a store. */
    void bound(MailStore store, Path data) {
        file.ifPresent(own -> own.tellQuotas(AccountQuotas.of(store, data)::follow));
    }

    /** Goes on by another configuration. */
    void follow(Configuration next) {
        file.ifPresent(own -> own.follow(domains(next)));
    }

    private static Authenticator provided(Configuration configuration) throws StartFailure {
        AuthenticatorProvider chosen = Providers.users(configuration);
        try {
            return chosen.open(configuration.login().providerSettings());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(ExitStatus.CONFIGURATION, "[login] provider-settings: " + e.getMessage(), e);
        } catch (StoreException e) {
            throw new StartFailure(
                    ExitStatus.UNAVAILABLE, "[login] provider = " + chosen.name() + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> domains(Configuration configuration) {
        return configuration.domains().stream()
                .map(domain -> domain.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
