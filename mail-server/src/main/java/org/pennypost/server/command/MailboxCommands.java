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
import org.pennypost.server.moving.Exporting;
import org.pennypost.server.moving.Form;
import org.pennypost.server.moving.Importing;
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
        subcommands = {Upkeep.Verify.class, Upkeep.Repair.class, Upkeep.Reindex.class},
        footerHeading = "%nFor example%n",
        footer = {
            "  pennypost mailbox status --user anna",
            "  pennypost mailbox import --user anna --into Old old.mbox",
            "  pennypost mailbox export --user anna --format mbox anna-mail",
            "  pennypost mailbox verify || pennypost mailbox repair"
        })
final class MailboxCommands implements Callable<Integer> {
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
    int list(@Mixin MailboxOptions options) throws Exception {
        return options.inStore(store -> {
            for (String user : options.users()) {
                for (MailboxEntry entry : store.account(user).mailboxes()) {
                    System.out.println((options.isAboutAll() ? user + "\t" : "") + entry.name());
                }
            }
            return ExitStatus.OK;
        });
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Tells how much is in mailboxes, and their numbers.",
            footer = "%nFor example: pennypost mailbox status --user anna")
    int status(@Mixin MailboxOptions options) throws Exception {
        String row = "%10s %10s %15s %11s %11s %20s  %s%n";
        return options.inStore(store -> {
            System.out.printf(
                    row, "messages", "unseen", "octets", "uidvalidity", "uidnext", "highestmodseq", "mailbox");
            for (String user : options.users()) {
                Account account = store.account(user);
                for (MailboxEntry entry : account.mailboxes()) {
                    if (entry.selectable()) {
                        Picture now = account.mailbox(entry.name()).refresh();
                        String name = (options.isAboutAll() ? user + "\t" : "") + entry.name();
                        System.out.printf(
                                row,
                                now.size(),
                                now.unseen(),
                                now.octets(),
                                now.uidValidity(),
                                now.uidNext(),
                                now.highestModSeq(),
                                name);
                    }
                }
            }
            return ExitStatus.OK;
        });
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Brings mail from a Maildir, an mbox or a folder of .eml files into mailboxes, with flags,"
                    + " keywords and dates. Mailboxes that are missing are made. Doing it twice brings all twice.",
            footer = {
                "",
                "For example: pennypost mailbox import --user anna /home/anna/Maildir",
                "             pennypost mailbox import --user anna --into Old old.mbox"
            })
    int importing(
            @Mixin MailboxOptions options,
            @Option(
                            names = "--into",
                            paramLabel = "MAILBOX",
                            defaultValue = "INBOX",
                            description = "What the mail goes into; further mailboxes go below it (initially INBOX and"
                                    + " mailboxes beside it).")
                    String into,
            @Option(
                            names = "--format",
                            paramLabel = "FORM",
                            description =
                                    "One of ${COMPLETION-CANDIDATES}, in any case (initially what it looks like).")
                    Optional<Form> form,
            @Parameters(paramLabel = "PATH", description = "A file or directory.") Path path)
            throws Exception {
        String user = options.user();
        MailboxName name = name(into);
        return options.inStore(store -> {
            Gauge gauge = Gauge.onErrorStream();
            Importing run = new Importing(store.account(user), name, gauge);
            try {
                run.run(path, form);
                return said(gauge, ExitStatus.OK, "imported", run.messages(), run.mailboxes());
            } catch (IOException | StoreException stopped) {
                gauge.notice("stopped: " + told(stopped));
                return said(gauge, ExitStatus.FAILED, "imported", run.messages(), run.mailboxes());
            }
        });
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Copies mailboxes into a new directory, as a Maildir, mbox files or .eml files.",
            footer = "%nFor example: pennypost mailbox export --user anna --mailbox Sent --format mbox sent-mail")
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
                return said(gauge, ExitStatus.OK, "exported", run.messages(), run.mailboxes());
            } catch (IOException | StoreException stopped) {
                gauge.notice("stopped: " + told(stopped));
                return said(gauge, ExitStatus.FAILED, "exported", run.messages(), run.mailboxes());
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

    private static int said(Gauge gauge, int status, String what, long messages, int mailboxes) {
        gauge.clear();
        System.out.println(what + " " + counted(messages, "message") + " in " + counted(mailboxes, "mailbox"));
        return status;
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : noun.endsWith("x") ? "es" : "s");
    }

    /** What an operator can read: the system says of many files only what they are called. */
    private static String told(Exception failure) {
        boolean plain = failure.getClass() == IOException.class || failure instanceof StoreException;
        return plain ? failure.getMessage() : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
