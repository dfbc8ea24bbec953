package org.pennypost.server.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.server.Providers;
import org.pennypost.server.config.Configuration;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.TlsIdentity;
import org.pennypost.tls.TlsSource;
import org.pennypost.tls.TlsSource.CertificateFiles;

/** Why a server would not start, or its clients would not like it, although each setting may be as it is. */
final class ConfigurationFaults {
    private final Set<String> faults = new LinkedHashSet<>();

    private ConfigurationFaults() {}

    /** A line for each; none if all is well. */
    static List<String> of(Configuration configuration, Instant now) {
        ConfigurationFaults found = new ConfigurationFaults();
        found.faults.addAll(Providers.faults(configuration));
        found.identities(configuration, now);
        found.certificates(configuration.tls().clientAuthorities());
        found.certificates(configuration.evidence().stampers());
        return List.copyOf(found.faults);
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
