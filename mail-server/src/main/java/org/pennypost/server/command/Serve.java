package org.pennypost.server.command;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.pennypost.core.account.Password;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.Logs;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.OneTimePassword;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.operate.Control;
import org.pennypost.server.operate.Hangup;
import org.pennypost.server.operate.Supervisor;
import org.pennypost.server.staple.Stapling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Serves until SIGTERM or Ctrl-C, then finishes the replies in flight. This is what happens without"
                        + " a command, too.")
final class Serve implements Callable<Integer> {
    private static final System.Logger LOG = System.getLogger(Serve.class.getName());
    private static final String FIRST_USER = "penny";

    @Mixin
    private ServeOptions options;

    @Override
    public Integer call() throws Exception {
        return serve(options);
    }

    static int serve(ServeOptions options) throws Exception {
        Configuration configuration = options.configuration();
        Logs.setUp(configuration.log());
        Owner.warning(configuration.data(), Owner.here())
                .ifPresent(warning -> LOG.log(System.Logger.Level.WARNING, warning));
        OpenFiles.warning(OpenFiles.LIMITS, configuration.limits().connections())
                .ifPresent(warning -> LOG.log(System.Logger.Level.WARNING, warning));
        IdleLogin.warning(configuration.sending().relay())
                .ifPresent(warning -> LOG.log(System.Logger.Level.WARNING, warning));
        Thread.setDefaultUncaughtExceptionHandler(new LastError());
        Supervisor supervisor = Supervisor.of(System.getenv());
        Stapling.begin(configuration.tls()); // until the process ends
        MailServer server = MailServer.start(configuration);
        Reloading reloading = new Reloading(options, server);
        AutoCloseable control = Control.listen(configuration.data(), reloading);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, control, supervisor), "mail-stop"));
        Hangup.does(reloading::reload);
        Optional<Password> first = firstAccount(configuration);
        System.out.println(Welcome.text(configuration, server, FIRST_USER, first));
        supervisor.ready(server.listening().size() + " ports are open");
        new CountDownLatch(1).await();
        return ExitStatus.OK;
    }

    /** A server that nobody can log in to would be of no use to somebody who just tries it. */
    private static Optional<Password> firstAccount(Configuration configuration) throws IOException {
        SecureRandom random = new SecureRandom();
        UsersFile users = UsersFile.in(configuration.data(), random::nextBytes);
        if (!configuration.login().ofFile() || !users.names().isEmpty()) {
            return Optional.empty();
        }
        Password password = OneTimePassword.from(random::nextBytes);
        users.add(FIRST_USER, password);
        return Optional.of(password);
    }

    /** A signal's exit status would be 143 or 130, although everything has ended as it should: so we end it here. */
    private static void stop(MailServer server, AutoCloseable control, Supervisor supervisor) {
        supervisor.stopping();
        try {
            control.close();
        } catch (Exception untidy) {
            LOG.log(System.Logger.Level.DEBUG, "the control socket stays", untidy);
        }
        boolean orderly = server.stop();
        System.err.println(orderly ? "pennypost: stopped" : "pennypost: stopped, some connections had to be cut");
        System.err.flush();
        Runtime.getRuntime().halt(ExitStatus.OK);
    }
}
