package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.config.Trouble;
import org.pennypost.server.moving.Exporting;
import org.pennypost.server.moving.Form;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at mailboxes, moves mail in and out, and mends; a running server may go on meanwhile. */
@Command(
        name = "mailbox",
        mixinStandardHelpOptions = true,
        description = "Shows, checks, mends, fills and copies mailboxes. A running server may go on meanwhile and sees"
                + " the change at once.",
        subcommands = {Import.class, Upkeep.Verify.class, Upkeep.Repair.class, Upkeep.Reindex.class},
        footerHeading = "%nFor example%n",
        footer = {
            "  pennypost mailbox status --user anna",
            "  pennypost mailbox import --user anna --into Old old.mbox",
            "  pennypost mailbox export --user anna --format mbox anna-mail",
            "  pennypost mailbox verify || pennypost mailbox repair"
        })
final class MailboxCommands implements Callable<Integer> {
    private static final int USER = 16;
    private static final int NUMBER = 10;
    private static final int LARGE = 15;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "mailbox what? One of list, status, import, export, verify, repair, reindex.");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists mailboxes, one on a line.",
            footer = "%nFor example: pennypost mailbox list --user anna")
    int list(@Mixin MailboxOptions options, @Mixin Table.Form form) throws Exception {
        return options.inStore(store -> {
            boolean all = options.isAboutAll();
            Table table = form.table();
            if (all) {
                table.words("user", USER).words("mailbox", 1);
            } else {
                table.words("mailbox", 1).bare();
            }
            for (String user : options.users()) {
                for (MailboxEntry entry : store.account(user).mailboxes()) {
                    table.row(all ? new Object[] {user, entry.name()} : new Object[] {entry.name()});
                }
            }
            table.end("there are no mailboxes");
            return ExitStatus.OK;
        });
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Tells how much is in mailboxes, and their numbers.",
            footer = "%nFor example: pennypost mailbox status --user anna")
    int status(@Mixin MailboxOptions options, @Mixin Table.Form form) throws Exception {
        Table table = form.table()
                .numbers("messages", NUMBER)
                .numbers("unseen", NUMBER)
                .numbers("octets", LARGE)
                .numbers("uidvalidity", NUMBER + 1)
                .numbers("uidnext", NUMBER)
                .numbers("highestmodseq", LARGE)
                .words("user", USER)
                .words("mailbox", 1);
        return options.inStore(store -> {
            for (String user : options.users()) {
                Account account = store.account(user);
                for (MailboxEntry entry : account.mailboxes()) {
                    if (entry.selectable()) {
                        row(table, user, entry, account.mailbox(entry.name()).refresh());
                    }
                }
            }
            table.end("there are no mailboxes");
            return ExitStatus.OK;
        });
    }

    private static void row(Table table, String user, MailboxEntry entry, Picture now) {
        table.row(
                now.size(),
                now.unseen(),
                now.octets(),
                now.uidValidity(),
                now.uidNext(),
                now.highestModSeq(),
                user,
                entry.name());
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Copies mailboxes into a new directory, as a Maildir, mbox files or EML files.",
            footer = "%nFor example: pennypost mailbox export --user anna --format mbox anna-mail")
    int exporting(
            @Mixin MailboxOptions options,
            @Option(names = "--mailbox", paramLabel = "MAILBOX", description = "Only this one (initially all).")
                    Optional<String> mailbox,
            @Option(
                            names = "--format",
                            paramLabel = "FORM",
                            defaultValue = "MAILDIR",
                            description = "One of ${COMPLETION-CANDIDATES}, in any case (initially MAILDIR).")
                    Form form,
            @Parameters(paramLabel = "DIR", description = "A directory that is new or empty.") Path directory)
            throws Exception {
        String user = options.user();
        Optional<MailboxName> only = mailbox.isPresent() ? Optional.of(name(mailbox.get())) : Optional.empty();
        return options.inStore(store -> {
            Gauge gauge = Gauge.onErrorStream();
            Exporting run = new Exporting(store.account(user), gauge);
            try {
                run.run(directory, form, only);
                return Counted.said(gauge, ExitStatus.OK, "exported", run.messages(), run.mailboxes());
            } catch (IOException | StoreException stopped) {
                gauge.notice("stopped: " + Trouble.told(stopped));
                return Counted.said(gauge, ExitStatus.FAILED, "exported", run.messages(), run.mailboxes());
            }
        });
    }

    private MailboxName name(String text) {
        try {
            return MailboxName.of(text);
        } catch (SyntaxException fault) {
            throw new ParameterException(spec.commandLine(), text + ": " + fault.getMessage());
        }
    }
}
