package org.pennypost.server.command;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.ConfigurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at the configuration without a server. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Checks the configuration, shows what counts and where it comes from, or lists all settings.",
        footer = "%nTo begin with: pennypost config defaults > pennypost.conf")
final class Config implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "config what? One of check, show, defaults.");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says everything that is wrong with the file, the environment, aliases and certificates.")
    int check(@Mixin ServeOptions options) throws ConfigurationException {
        Configuration configuration = options.configuration();
        List<String> faults = ConfigurationFaults.of(configuration, Instant.now());
        if (!faults.isEmpty()) {
            faults.forEach(fault -> System.err.println("pennypost: " + fault));
            return ExitStatus.CONFIGURATION;
        }
        System.out.println("nothing is wrong");
        return ExitStatus.OK;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints each setting with the value that counts and where it comes from.")
    int show(@Mixin ServeOptions options) throws ConfigurationException {
        return print(ConfigurationText.effective(options.file(), System.getenv()));
    }

    @Command(
            name = "defaults",
            mixinStandardHelpOptions = true,
            description = "Prints a file with all settings, each explained, with its initial value.")
    int defaults() {
        return print(ConfigurationText.defaults());
    }

    private static int print(List<String> lines) {
        lines.forEach(System.out::println);
        return ExitStatus.OK;
    }
}
