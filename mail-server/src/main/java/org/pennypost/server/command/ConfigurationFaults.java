package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.Providers;
import org.pennypost.server.accounts.FileAuthenticator;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.aliases.ServedAddresses;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.FilterSettings;
import org.pennypost.server.filter.MailFilters;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.TlsIdentity;
import org.pennypost.tls.TlsSource;
import org.pennypost.tls.TlsSource.CertificateFiles;

/** Why a server would not start, or its clients would not like it, although each setting may be as it is. */
final class ConfigurationFaults {
    private static final Duration FILTER_PATIENCE = Duration.ofSeconds(5);

    private final Set<String> faults = new LinkedHashSet<>();

    private ConfigurationFaults() {}

    /** A line for each; none if all is well. */
    static List<String> of(Configuration configuration, Instant now) {
        ConfigurationFaults found = new ConfigurationFaults();
        found.faults.addAll(Providers.faults(configuration));
        IdleLogin.warning(configuration.sending().relay()).ifPresent(found.faults::add);
        found.aliases(configuration);
        found.identities(configuration, now);
        found.certificates(configuration.tls().clientAuthorities());
        found.certificates(configuration.evidence().stampers());
        found.filters(configuration.filters());
        return List.copyOf(found.faults);
    }

    private void aliases(Configuration configuration) {
        SecureRandom random = new SecureRandom();
        UsersFile file = UsersFile.in(configuration.data(), random::nextBytes);
        try {
            boolean known = configuration.login().ofFile() && !file.names().isEmpty();
            Set<String> domains = configuration.domains().stream()
                    .map(domain -> domain.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            Authenticator users =
                    known ? FileAuthenticator.over(file, domains, random::nextBytes) : Authenticator.NOBODY;
            ServedAddresses addresses = ServedAddresses.of(configuration, users, file);
            if (known) { // elsewhere the users may be too many, or not to be asked, while nothing runs
                addresses.lost().forEach(problem -> faults.add(problem.toString()));
                postmaster(addresses.postmaster(), users);
            }
        } catch (ConfigurationException wrong) {
            wrong.problems().forEach(problem -> faults.add(problem.toString()));
        } catch (IOException | StoreException unreadable) {
            faults.add(file.path() + ": " + unreadable.getMessage());
        }
    }

    private void postmaster(String name, Authenticator users) throws StoreException {
        if (users.storedName(name).isEmpty()) {
            faults.add(
                    "[server] postmaster = " + name + ", which is no user: his mail would be kept where nobody looks;"
                            + " add the user, or name another");
        }
    }

    private void identities(Configuration configuration, Instant now) {
        List<CertificateFiles> files = configuration.tls().certificates();
        List<TlsIdentity> identities = new ArrayList<>();
        for (CertificateFiles one : files) { // each by itself, so that all that is wrong is told
            try {
                identities.addAll(
                        TlsSource.files(List.of(one), configuration.tls().passphrase())
                                .load()
                                .identities());
            } catch (TlsException unreadable) {
                faults.add(unreadable.getMessage());
            }
        }
        if (!files.isEmpty() && identities.size() == files.size()) {
            faults.addAll(CertificateFaults.of(identities, configuration.host().toString(), now));
        }
    }

    /** Asked for a few seconds: who checks a configuration sits before it. */
    private void filters(FilterSettings settings) {
        settings.milters()
                .forEach(address -> MailFilters.fault(address, FILTER_PATIENCE)
                        .ifPresent(fault -> faults.add(fault + "; start it, or take it out of milters in [filters]")));
    }

    private void certificates(Optional<Path> file) {
        try {
            if (file.isPresent()) {
                CertificateStore.certificates(file.get());
            }
        } catch (TlsException unreadable) {
            faults.add(unreadable.getMessage());
        }
    }
}
