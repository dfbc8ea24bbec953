package org.pennypost.server.command;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.config.Trouble;
import org.pennypost.server.moving.Form;
import org.pennypost.server.moving.Importing;
import org.pennypost.server.pulling.Origin;
import org.pennypost.server.pulling.Pulling;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;
import org.pennypost.tls.TlsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings mail in, from files or from another server. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Brings mail from another server by IMAP, from a Maildir, an mbox or a folder of EML files into"
                        + " mailboxes, with flags, keywords and dates. Mailboxes that are missing are made. From another server"
                        + " nothing comes twice: a run that was cut short goes on, and one more brings what is new and which flags have changed. From files"
                        + " doing it twice brings all twice. Ends with status 65 if mail was left out, and 1 if it was stopped.",
        footer = {
            "",
            "For example: pennypost import --user anna imaps://anna@old.example.org/",
            "             pennypost import --user anna /home/anna/Maildir",
            "             pennypost import --user anna --into Old old.mbox"
        })
final class Import implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private MailboxOptions options;

    @Mixin
    private OtherPassword password;

    @Option(
            names = "--into",
            paramLabel = "MAILBOX",
            defaultValue = "INBOX",
            description = "What the mail goes into; further mailboxes go below it (initially INBOX and mailboxes"
                    + " beside it).")
    private String into;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "One of ${COMPLETION-CANDIDATES}, in any case (initially what it looks like).")
    private Optional<Form> form = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "A PEM file with the CA of the other server (initially those that Java trusts).")
    private Optional<Path> authority = Optional.empty();

    @Parameters(paramLabel = "FROM", description = "imaps://USER@HOST/, imap://USER@HOST/, a file or a directory.")
    private String from;

    private final Gauge gauge = Gauge.onErrorStream();

    @Override
    public Integer call() throws Exception {
        String user = options.user();
        MailboxName name = name(into);
        if (!Origin.isMeant(from)) {
            return options.inStore(store -> fromFiles(store.account(user), name));
        }
        Origin origin = origin();
        Optional<Password> secret = password.read(origin.toString());
        if (secret.isEmpty()) {
            System.err.println("pennypost: no password; use --password-file, --password-stdin or a terminal");
            return ExitStatus.FAILED;
        }
        return options.inStore(store -> fromServer(store.account(user), name, origin, secret.get()));
    }

    private int fromFiles(Account account, MailboxName name) {
        Importing run = new Importing(account, name, gauge);
        int status = watched(() -> run.run(Path.of(from), form), run::whole);
        return Counted.said(gauge, status, "imported", run.messages(), run.mailboxes());
    }

    private int fromServer(Account account, MailboxName name, Origin origin, Password secret) throws Exception {
        Path progress = options.data()
                .resolve("imports")
                .resolve(URLEncoder.encode(
                        account.user() + " from " + origin + " into " + name, StandardCharsets.UTF_8));
        SSLContext trust = trust();
        Pulling run = new Pulling(account, name, gauge);
        int status = watched(() -> run.run(origin, secret, trust, progress), run::whole);
        if (status == ExitStatus.FAILED) {
            gauge.notice("the same command goes on from here");
        }
        if (run.changed() > 0) {
            gauge.notice("flags changed of " + run.changed() + " messages that were here already");
        }
        return Counted.said(gauge, status, "imported", run.messages(), run.mailboxes());
    }

    private interface Work {
        void run() throws IOException, StoreException;
    }

    private int watched(Work work, BooleanSupplier whole) {
        try {
            work.run();
            return whole.getAsBoolean() ? ExitStatus.OK : ExitStatus.DATA;
        } catch (IOException | StoreException stopped) {
            gauge.notice("stopped: " + Trouble.told(stopped));
            return ExitStatus.FAILED;
        }
    }

    private SSLContext trust() throws TlsException, NoSuchAlgorithmException {
        return authority.isPresent()
                ? TlsContext.builder()
                        .trusting(CertificateStore.certificates(authority.get()))
                        .build()
                        .context()
                : SSLContext.getDefault();
    }

    private Origin origin() {
        try {
            return Origin.parse(from);
        } catch (IllegalArgumentException fault) {
            throw new ParameterException(spec.commandLine(), fault.getMessage());
        }
    }

    private MailboxName name(String text) {
        try {
            return MailboxName.of(text);
        } catch (SyntaxException fault) {
            throw new ParameterException(spec.commandLine(), text + ": " + fault.getMessage());
        }
    }
}
