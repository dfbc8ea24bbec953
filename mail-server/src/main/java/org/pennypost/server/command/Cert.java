package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.acme.CertificateRenewal;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsException;
import org.pennypost.tls.TlsIdentity;
import org.pennypost.tls.TlsSource;
import org.pennypost.tls.TlsSource.CertificateFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows and renews the certificate; a running server takes the new one by itself, within seconds. */
@Command(
        name = "cert",
        mixinStandardHelpOptions = true,
        description = "Shows what clients see of this server, renews its certificate, and prints what they must trust.",
        footer = "%nFor a mail program or another machine: pennypost cert trust > pennypost-ca.pem")
final class Cert implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "cert what? One of show, renew, trust.");
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Names, dates, fingerprints and the DANE record of each certificate. Fails on a bad one.")
    int show(@Mixin ServeOptions options) throws ConfigurationException, IOException, StartFailure {
        Configuration configuration = options.configuration();
        List<CertificateFiles> files = files(configuration);
        Path place = files.get(0).certificate().toAbsolutePath().getParent();
        Kept.readable(place, Files.isExecutable(place));
        if (!Files.exists(files.get(0).certificate())) {
            return refuse(files.get(0).certificate() + " is not there yet; the server makes it when it starts");
        }
        try {
            List<TlsIdentity> identities = TlsSource.files(
                            files, configuration.tls().passphrase())
                    .load()
                    .identities();
            for (int i = 0; i < identities.size(); i++) {
                X509Certificate certificate = identities.get(i).certificate();
                System.out.print(CertificateText.of(files.get(i).certificate(), certificate, Clock.systemUTC()));
                System.out.println(clients(configuration, certificate));
            }
            return ExitStatus.OK;
        } catch (TlsException e) {
            return refuse(e.getMessage());
        }
    }

    @Command(
            name = "renew",
            mixinStandardHelpOptions = true,
            description = "Renews the certificate that the server made itself or has by ACME; its key stays.")
    int renew(@Mixin ServeOptions options)
            throws ConfigurationException, IOException, InterruptedException, StartFailure {
        Configuration configuration = options.configuration();
        if (!configuration.tls().certificates().isEmpty()) {
            return refuse(files(configuration).get(0).certificate()
                    + " is your own; renew it where you have it from, and the server will take it");
        }
        Owner.check(configuration.data());
        if (configuration.tls().acme().isPresent()) {
            CertificateRenewal.of(configuration.tls().acme().get(), configuration.orderedCertificates())
                    .order();
            System.out.println(
                    "had a certificate for " + configuration.tls().acme().get().names());
            return ExitStatus.OK;
        }
        try {
            CertificateStore.renew(
                            configuration.certificateDirectory(), configuration.certificateNames(), Clock.systemUTC())
                    .notes()
                    .forEach(System.out::println);
            return ExitStatus.OK;
        } catch (TlsException e) {
            return refuse(e.getMessage());
        }
    }

    @Command(
            name = "trust",
            mixinStandardHelpOptions = true,
            description = "Prints the private CA's certificate in PEM, for a file that clients import; how, on stderr.")
    int trust(@Mixin ServeOptions options) throws ConfigurationException, IOException {
        Configuration configuration = options.configuration();
        CertificateFiles server = files(configuration).get(0);
        try {
            X509Certificate certificate =
                    CertificateStore.certificates(server.certificate()).get(0);
            Optional<Path> authority = CertificateStore.authorityOf(configuration.certificateDirectory(), certificate);
            if (authority.isEmpty()) {
                return refuse("the certificate is from "
                        + certificate.getIssuerX500Principal().getName()
                        + "; clients trust that already, or you have its certificate");
            }
            System.err.println(CertificateText.advice(
                    authority.get(),
                    CertificateStore.certificates(authority.get()).get(0),
                    configuration.host()));
            System.out.print(Files.readString(authority.get()));
            return ExitStatus.OK;
        } catch (TlsException e) {
            return refuse(e.getMessage());
        }
    }

    private static List<CertificateFiles> files(Configuration configuration) {
        CertificateFiles ordered = CertificateRenewal.files(configuration.orderedCertificates());
        if (configuration.tls().acme().isPresent() && Files.exists(ordered.certificate())) {
            return List.of(ordered);
        }
        List<CertificateFiles> own = configuration.tls().certificates();
        return own.isEmpty() ? List.of(CertificateStore.serverFiles(configuration.certificateDirectory())) : own;
    }

    private static String clients(Configuration configuration, X509Certificate certificate) throws TlsException {
        return CertificateStore.authorityOf(configuration.certificateDirectory(), certificate)
                .map(file -> "Clients    must trust " + file + "; 'cert trust' prints it\n")
                .orElse("Clients    must trust the issuer, as they do if it is a public CA\n");
    }

    private static int refuse(String text) {
        System.err.println("pennypost: " + text);
        return ExitStatus.FAILED;
    }
}
