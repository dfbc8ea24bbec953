package org.pennypost.server.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.Version;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Trouble;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** The command line: the program's name and what may stand behind it. */
@Command(
        name = "pennypost",
        mixinStandardHelpOptions = true,
        versionProvider = Pennypost.Versions.class,
        description = "A mail server: SMTP, POP2, POP3 and IMAP, each also over TLS, on plain Maildir.%n"
                + "Without a command it serves: it needs no configuration to begin with.",
        footerHeading = "%nFor example%n",
        footer = {
            "  pennypost                         start here; it says how to connect",
            "  pennypost demo                    see a message travel through every port",
            "  pennypost user add anna           give anna a mailbox, anna@localhost",
            "  pennypost import --user anna imaps://anna@old.example.org/",
            "                                    bring old mail; a Maildir or mbox will do",
            "  pennypost serve --config my.conf  real ports, your domain, your certificate",
            "",
            "Exit status: 0 well, 1 not done, 64 usage, 65 some mail left out, 69 port or",
            "             directory taken, 74 files, 77 not permitted, 78 configuration."
        },
        subcommands = {
            Serve.class,
            Config.class,
            Reload.class,
            User.class,
            MailboxCommands.class,
            Import.class,
            BackupCommand.class,
            RestoreCommand.class,
            QueueCommand.class,
            Cert.class,
            Publishing.Dns.class,
            Publishing.Client.class,
            Dkim.class,
            Trace.class,
            EvidenceCommand.class,
            Demo.class
        })
public final class Pennypost implements Callable<Integer> {
    @Mixin
    private ServeOptions options;

    /** For picocli. */
    public Pennypost() {}

    /** Does what the command line says; the answer is the exit status. */
    public static int run(String... arguments) {
        Optional<ServeOptions> plain = ServeOptions.plain(arguments);
        return plain.isPresent() ? serve(plain.get()) : parsed(arguments);
    }

    /** A server that starts as most do does not wait until all the commands are known. */
    private static int serve(ServeOptions options) {
        try {
            return Serve.serve(options);
        } catch (Exception failure) {
            return explain(failure, new PrintWriter(System.err, true));
        }
    }

    private static int parsed(String... arguments) {
        CommandLine line = new CommandLine(new Pennypost());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, where, parsed) -> explain(failure, where.getErr()));
        line.setParameterExceptionHandler((fault, given) -> {
            fault.getCommandLine().getErr().println("pennypost: " + told(fault));
            CommandLine.UnmatchedArgumentException.printSuggestions(
                    fault, fault.getCommandLine().getErr());
            String command = fault.getCommandLine().getCommandSpec().qualifiedName();
            fault.getCommandLine().getErr().println("Try '" + command + " --help'.");
            return ExitStatus.USAGE;
        });
        return line.execute(behindTheCommand(arguments));
    }

    /** What picocli says of a word that it did not expect counts from 0 and does not speak of commands. */
    private static String told(CommandLine.ParameterException fault) {
        if (!(fault instanceof CommandLine.UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
            return fault.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        return fault.getCommandLine().getSubcommands().isEmpty()
                ? "'" + word + "' is more than this command takes"
                : "there is no command '" + word + "'";
    }

    @Override
    public Integer call() throws Exception {
        return Serve.serve(options);
    }

    /** Where the data is may also stand in front of a command, as many write it: all of them take it behind. */
    private static String[] behindTheCommand(String... arguments) {
        int start = 0;
        while (start < arguments.length && arguments[start].matches("--(config|data)(=.*)?")) {
            start += arguments[start].contains("=") ? 1 : 2;
        }
        if (start >= arguments.length || arguments[start].startsWith("-")) {
            return arguments; // there is no command
        }
        List<String> ordered = new ArrayList<>(List.of(arguments).subList(start, arguments.length));
        int end = ordered.indexOf("--");
        ordered.addAll(end < 0 ? ordered.size() : end, List.of(arguments).subList(0, start));
        return ordered.toArray(String[]::new);
    }

    /** A line for each thing that is wrong; the stack of a bug only. */
    private static int explain(Exception failure, PrintWriter where) {
        if (failure instanceof ConfigurationException) {
            say(failure.getMessage(), where);
            return ExitStatus.CONFIGURATION;
        } else if (failure instanceof StartFailure start) {
            say(start.getMessage(), where);
            return start.status();
        } else if (failure instanceof StoreException store) {
            say(store.getMessage(), where);
            return status(store.reason());
        } else if (failure instanceof IOException trouble) {
            say(Trouble.told(trouble), where);
            return trouble instanceof AccessDeniedException ? ExitStatus.NO_PERMISSION : ExitStatus.INPUT_OUTPUT;
        }
        failure.printStackTrace(where);
        return ExitStatus.FAILED;
    }

    private static void say(String message, PrintWriter where) {
        message.lines().forEach(line -> where.println("pennypost: " + line));
    }

    private static int status(StoreException.Reason reason) {
        return switch (reason) {
            case UNAVAILABLE, CORRUPTION -> ExitStatus.INPUT_OUTPUT;
            case NO_PERMISSION -> ExitStatus.NO_PERMISSION;
            default -> ExitStatus.FAILED;
        };
    }

    /** Asks the build for its version. */
    static final class Versions implements IVersionProvider {
        /** For picocli. */
        Versions() {}

        @Override
        public String[] getVersion() {
            return new String[] {"Pennypost " + Version.text(), "Java " + Runtime.version()};
        }
    }
}
