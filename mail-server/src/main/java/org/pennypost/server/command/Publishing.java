package org.pennypost.server.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.core.address.Domain;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.acme.CertificateRenewal;
import org.pennypost.server.authentication.MailAuthentication;
import org.pennypost.server.config.AcmeSettings;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.dkim.SigningKeys;
import org.pennypost.server.publishing.ClientSettings;
import org.pennypost.server.publishing.DnsRecords;
import org.pennypost.server.publishing.PublicFacts;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands have in common that tell others how to find this server. */
final class Publishing {
    private Publishing() {}

    static PublicFacts facts(Configuration configuration) throws TlsException, IOException, StartFailure {
        Optional<X509Certificate> certificate = certificate(configuration);
        boolean own = certificate.isEmpty()
                || CertificateStore.authorityOf(configuration.certificateDirectory(), certificate.get())
                        .isPresent();
        List<Domain> domains = PublicFacts.domains(configuration);
        List<String> authorities = configuration.tls().acme().stream()
                .map(AcmeSettings::directory)
                .map(URI::getHost)
                .filter(host -> host.endsWith(".letsencrypt.org"))
                .map(host -> "letsencrypt.org")
                .toList();
        return new PublicFacts(
                configuration.host(),
                domains,
                configuration.ports(),
                certificate,
                !own,
                authorities,
                keys(configuration, domains));
    }

    /** The keys of signatures, made if they are missing; none if nothing is signed. */
    private static List<PublicFacts.SigningKey> keys(Configuration configuration, List<Domain> domains)
            throws IOException, StartFailure {
        Owner.check(configuration.data());
        List<PublicFacts.SigningKey> keys = new ArrayList<>();
        for (Domain domain : configuration.authentication().signing() ? domains : List.<Domain>of()) {
            for (SigningKeys.TextRecord record : MailAuthentication.keyRecords(configuration, domain)) {
                String selector = record.name().substring(0, record.name().indexOf("._domainkey"));
                keys.add(new PublicFacts.SigningKey(domain, selector, record.text()));
            }
        }
        return keys;
    }

    private static Optional<X509Certificate> certificate(Configuration configuration) throws TlsException {
        Path ordered =
                CertificateRenewal.files(configuration.orderedCertificates()).certificate();
        Path made = CertificateStore.serverFiles(configuration.certificateDirectory())
                .certificate();
        Path shown = configuration.tls().certificates().isEmpty()
                ? configuration.tls().acme().isPresent() && Files.exists(ordered) ? ordered : made
                : configuration.tls().certificates().get(0).certificate();
        boolean readable = Files.exists(shown) && !shown.toString().endsWith(".p12");
        return readable ? Optional.of(CertificateStore.certificates(shown).get(0)) : Optional.empty();
    }

    /** The records of the DNS. */
    @Command(
            name = "dns",
            mixinStandardHelpOptions = true,
            description = "Tells what must be in the DNS, ready to be pasted into a zone.",
            footer = "%nFor example: pennypost dns show --config my.conf")
    static final class Dns implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            throw new ParameterException(spec.commandLine(), "dns what? There is show.");
        }

        @Command(
                name = "show",
                mixinStandardHelpOptions = true,
                description = "MX, SRV, SPF, DMARC, DKIM, MTA-STS, TLSA, TLS-RPT and CAA for the host and each domain.")
        int show(@Mixin ServeOptions options) throws Exception {
            System.out.print(DnsRecords.of(facts(options.configuration())));
            return ExitStatus.OK;
        }
    }

    /** The settings of mail programs. */
    @Command(
            name = "client",
            mixinStandardHelpOptions = true,
            description = "Tells what mail programs must know.",
            footer = {
                "",
                "For example: pennypost client show",
                "             pennypost client autoconfig > config-v1.1.xml",
                "             pennypost client mobileconfig --user anna > anna.mobileconfig"
            })
    static final class Client implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            throw new ParameterException(spec.commandLine(), "client what? One of show, autoconfig, mobileconfig.");
        }

        @Command(name = "show", mixinStandardHelpOptions = true, description = "For a person, the best settings first.")
        int show(@Mixin ServeOptions options) throws Exception {
            PublicFacts facts = facts(options.configuration());
            facts.domains().forEach(domain -> System.out.print(ClientSettings.text(facts, domain)));
            return ExitStatus.OK;
        }

        @Command(
                name = "autoconfig",
                mixinStandardHelpOptions = true,
                description = "What Thunderbird and others look for at"
                        + " autoconfig.DOMAIN, as config-v1.1.xml; for the main domain.")
        int autoconfig(@Mixin ServeOptions options) throws Exception {
            PublicFacts facts = facts(options.configuration());
            System.out.print(ClientSettings.autoconfig(facts, facts.domains().get(0)));
            return ExitStatus.OK;
        }

        @Command(
                name = "mobileconfig",
                mixinStandardHelpOptions = true,
                description = "A profile for Apple's mail programs, to be opened on the device.")
        int mobileconfig(
                @Mixin ServeOptions options,
                @Option(names = "--user", required = true, paramLabel = "NAME", description = "Whose mail.")
                        String user)
                throws Exception {
            PublicFacts facts = facts(options.configuration());
            System.out.print(ClientSettings.mobileconfig(facts, facts.domains().get(0), user));
            return ExitStatus.OK;
        }
    }
}
