package org.pennypost.server.command;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.Logs;
import org.pennypost.server.StartFailure;
import org.pennypost.server.Stores;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.LogSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose mail a command is about, and where it is. */
final class MailboxOptions {
    @Mixin
    private Where where;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Whose mail; import and export need it, the others take everybody's without it.")
    private Optional<String> user = Optional.empty();

    /** What to do with the store. */
    @FunctionalInterface
    interface Work {
        int with(MailStore store) throws Exception;
    }

    /** Opens the store beside a server that may be running, and closes it afterwards. */
    int inStore(Work work) throws Exception {
        return where.inStore(work);
    }

    /** The one user that is named, as the users file spells him. */
    String user() throws Exception {
        if (user.isEmpty()) {
            throw new StartFailure(ExitStatus.USAGE, "whose mail? Say --user NAME", null);
        }
        return known(user.get());
    }

    /** The directory of accounts, certificates and mail. */
    Path data() throws ConfigurationException {
        return where.configuration().data();
    }

    boolean isAboutAll() {
        return user.isEmpty();
    }

    /** The user that is named, or all. */
    List<String> users() throws Exception {
        return user.isPresent() ? List.of(known(user.get())) : file().names();
    }

    private String known(String name) throws Exception {
        return file().find(name)
                .orElseThrow(() -> new StartFailure(ExitStatus.FAILED, "there is no user " + name, null));
    }

    private UsersFile file() throws ConfigurationException {
        return UsersFile.in(where.configuration().data(), new SecureRandom()::nextBytes);
    }

    /** Where mail is, whoever's it is. */
    static final class Where {
        @Mixin
        private ServeOptions options;

        Configuration configuration() throws ConfigurationException {
            return options.configuration();
        }

        int inStore(Work work) throws Exception {
            Configuration configuration = configuration();
            Logs.setUp(LogSettings.OF_COMMANDS);
            Kept.check(configuration.data(), configuration.mail());
            Owner.check(configuration.mail());
            try (MailStore store = Stores.open(configuration)) {
                return work.with(store);
            }
        }
    }
}
