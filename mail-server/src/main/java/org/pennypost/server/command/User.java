package org.pennypost.server.command;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Manages the users file; a running server sees the change at the next login. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Adds, lists and removes users and changes their passwords. A running server knows at once.",
        footer = "%nFor scripts: echo \"$PASSWORD\" | pennypost user add anna --password-stdin")
final class User implements Callable<Integer> {
    private static final int NAME = 24;
    private static final int PLACE = 9;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "user what? One of add, list, passwd, remove, disable, enable, protocols, quota.");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a user and asks for the password.")
    int add(
            @Mixin ServeOptions data,
            @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "The part of the address before the @.") String name)
            throws IOException, ConfigurationException, StartFailure {
        Optional<String> fault = UsersFile.fault(name);
        if (fault.isPresent()) {
            throw new ParameterException(spec.commandLine(), fault.get());
        }
        if (changing(data).find(name).isPresent()) {
            return refuse("there is a user " + name + " already; 'user passwd " + name
                    + "' with the same options changes the password");
        }
        Optional<Password> chosen = password.read(name);
        if (chosen.isEmpty()) {
            return refuse("no password, no user");
        }
        return changing(data).add(name, chosen.get()) ? say("added " + name) : refuse("somebody else was faster");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users, one on a line.")
    int list(
            @Mixin ServeOptions data,
            @Option(
                            names = {"-l", "--long"},
                            description = "Also who is disabled, has few protocols or a quota of his own.")
                    boolean details,
            @Mixin Table.Form form)
            throws IOException, ConfigurationException, StartFailure {
        data.kept();
        UsersFile users = users(data);
        Table table = form.table();
        if (details) {
            table.words("name", NAME)
                    .words("login", PLACE)
                    .words("protocols", PLACE)
                    .words("quota", 1);
            users.details().forEach(user -> row(table, user));
        } else {
            table.words("", 1).bare();
            users.names().forEach(table::row);
        }
        table.end("there are no users; 'pennypost user add NAME' with the same options makes one");
        return ExitStatus.OK;
    }

    private static void row(Table table, UsersFile.Detail user) {
        table.row(
                user.name(),
                user.disabled() ? "disabled" : "enabled",
                user.protocols().isEmpty() ? "all" : String.join(",", user.protocols()),
                user.quota().map(QuotaText::of).orElse(""));
    }

    @Command(name = "passwd", mixinStandardHelpOptions = true, description = "Changes the password of a user.")
    int passwd(
            @Mixin ServeOptions data,
            @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "Whose.") String name)
            throws IOException, ConfigurationException, StartFailure {
        if (changing(data).find(name).isEmpty()) {
            return refuse("there is no user " + name);
        }
        Optional<Password> chosen = password.read(name);
        boolean changed = chosen.isPresent() && changing(data).password(name, chosen.get());
        return changed ? say("changed the password of " + name) : refuse("nothing changed");
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a user, who can then neither log in nor get mail. What he has is kept.")
    int remove(@Mixin ServeOptions data, @Parameters(paramLabel = "NAME", description = "Whom.") String name)
            throws IOException, ConfigurationException, StartFailure {
        return changing(data).remove(name) ? say("removed " + name) : refuse("there is no user " + name);
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Lets a user log in no more. His mail still arrives; connections that exist go on.")
    int disable(@Mixin ServeOptions data, @Parameters(paramLabel = "NAME", description = "Whom.") String name)
            throws IOException, ConfigurationException, StartFailure {
        return changing(data).disable(name, true) ? say("disabled " + name) : refuse("there is no user " + name);
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a disabled user log in again.")
    int enable(@Mixin ServeOptions data, @Parameters(paramLabel = "NAME", description = "Whom.") String name)
            throws IOException, ConfigurationException, StartFailure {
        return changing(data).disable(name, false) ? say("enabled " + name) : refuse("there is no user " + name);
    }

    @Command(
            name = "protocols",
            mixinStandardHelpOptions = true,
            description = "Names the protocols by which a user may log in.")
    int protocols(
            @Mixin ServeOptions data,
            @Parameters(paramLabel = "NAME", description = "Who.") String name,
            @Parameters(paramLabel = "PROTOCOL", arity = "1..*", description = "imap, pop or smtp; or all.")
                    List<String> protocols)
            throws IOException, ConfigurationException, StartFailure {
        boolean all = protocols.equals(List.of("all"));
        try {
            return changing(data).protocols(name, all ? Set.of() : new HashSet<>(protocols))
                    ? say(name + " may log in by " + String.join(", ", protocols))
                    : refuse("there is no user " + name);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), "a protocol is " + unknown.getMessage() + ", or all");
        }
    }

    @Command(
            name = "quota",
            mixinStandardHelpOptions = true,
            description = "Bounds the mail of a user, as 500M, 1000C for messages, or both; none for no bound.")
    int quota(
            @Mixin ServeOptions data,
            @Parameters(paramLabel = "NAME", description = "Whose.") String name,
            @Parameters(paramLabel = "LIMIT", description = "Such as 500M or 2G,50000C.") String limit)
            throws IOException, ConfigurationException, StartFailure {
        Optional<QuotaLimits> limits = limit.equals("none") ? Optional.empty() : QuotaText.parse(limit);
        if (limits.isEmpty() && !limit.equals("none")) {
            throw new ParameterException(spec.commandLine(), "a quota is as 500M, 2G or 2G,50000C, not " + limit);
        }
        return changing(data).quota(name, limits)
                ? say("the quota of " + name + " is " + limit)
                : refuse("there is no user " + name);
    }

    private static UsersFile users(ServeOptions data) throws ConfigurationException {
        return UsersFile.in(data.directory(), new SecureRandom()::nextBytes);
    }

    /** Those of a server whose data belongs to whoever runs this: what root writes it could not read. */
    private static UsersFile changing(ServeOptions data) throws ConfigurationException, IOException, StartFailure {
        Owner.check(data.directory());
        return users(data);
    }

    private static int say(String text) {
        System.out.println(text);
        return ExitStatus.OK;
    }

    private static int refuse(String text) {
        System.err.println("pennypost: " + text);
        return ExitStatus.FAILED;
    }
}
