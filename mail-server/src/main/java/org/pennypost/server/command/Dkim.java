package org.pennypost.server.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.authentication.MailAuthentication;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the DNS must say so that others can verify our signatures. */
@Command(
        name = "dkim",
        mixinStandardHelpOptions = true,
        description = "Shows the keys with which mail of users is signed, as lines of a zone file.",
        footer = {"", "The keys are made if they are missing. A signature whose key is not published", "harms nobody."})
final class Dkim implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "dkim what? It is show.");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints the TXT records of each domain.")
    int show(@Mixin ServeOptions options) throws ConfigurationException, IOException, StartFailure {
        Configuration configuration = options.configuration();
        if (!configuration.authentication().signing()) {
            System.err.println("pennypost: nothing is signed; sign = on in [authentication] changes that");
            return ExitStatus.FAILED;
        }
        Owner.check(configuration.data());
        for (Host host : configuration.domains()) {
            if (host instanceof Domain domain) {
                MailAuthentication.keyRecords(configuration, domain).forEach(System.out::println);
            }
        }
        return ExitStatus.OK;
    }
}
