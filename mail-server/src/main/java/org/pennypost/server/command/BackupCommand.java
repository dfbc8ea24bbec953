package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.core.mailbox.Copyable;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.backup.Backup;
import org.pennypost.server.backup.Restore;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes backups and looks after them; a running server may go on meanwhile. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copies users, certificates, mail and the queue into a directory, beside a running server. Each"
                + " backup is a full one, and only what has changed is written. What it holds is as secret as the data"
                + " directory.",
        footer = {
            "",
            "For example: pennypost backup /mnt/backup/pennypost",
            "             pennypost backup verify /mnt/backup/pennypost",
            "             pennypost restore /mnt/backup/pennypost --data new-data"
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private MailboxOptions.Where where;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where the backups are, or will be; better on another disk.")
    private Optional<Path> directory = Optional.empty();

    private final Gauge gauge = Gauge.onErrorStream();

    @Override
    public Integer call() throws Exception {
        Path into = directory.orElseThrow(() -> new ParameterException(
                spec.commandLine(), "backup where to? Name a directory, or list, verify or prune"));
        Configuration configuration = where.configuration();
        return where.inStore(store -> {
            if (!(store instanceof Copyable)) {
                System.err.println("pennypost: this kind of store keeps nothing that could be copied");
                return ExitStatus.FAILED;
            }
            Backup run = new Backup(configuration.data(), configuration.mail(), (Copyable) store, gauge);
            String name = made(run, into);
            gauge.clear();
            System.out.println("made " + name + ": " + Counted.counted(run.files(), "file") + ", read " + run.octets()
                    + " octets");
            return ExitStatus.OK;
        });
    }

    /** What the system says of a full disk does not name it. */
    private static String made(Backup run, Path into) throws IOException, StoreException {
        try {
            return run.run(into, Instant.now());
        } catch (IOException stopped) {
            throw new IOException("no backup was made in " + into + ": " + Trouble.told(stopped), stopped);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the backups, the oldest first.")
    int list(@Parameters(paramLabel = "DIR", description = "Where the backups are.") Path from) throws IOException {
        new Restore(from, gauge).snapshots().forEach(System.out::println);
        return ExitStatus.OK;
    }

    @Command(
            name = "prune",
            mixinStandardHelpOptions = true,
            description = "Forgets old backups, and what only they had.")
    int prune(
            @Option(
                            names = "--keep",
                            paramLabel = "NUMBER",
                            required = true,
                            description = "How many of the newest stay.")
                    int count,
            @Parameters(paramLabel = "DIR", description = "Where the backups are.") Path from)
            throws IOException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "at least one backup must stay");
        }
        System.out.println("removed " + Counted.counted(Backup.keepNewest(from, count), "file"));
        return ExitStatus.OK;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Reads all backups and compares each file with its hash. Ends with status 1 if one is wrong.")
    int verify(@Parameters(paramLabel = "DIR", description = "Where the backups are.") Path from) throws IOException {
        Restore run = new Restore(from, gauge);
        int wrong = 0;
        List<String> snapshots = run.snapshots();
        for (String snapshot : snapshots) {
            List<String> found = run.verify(snapshot);
            gauge.clear();
            found.forEach(line -> System.out.println(snapshot + "\t" + line));
            wrong += found.size();
        }
        System.out.println(
                wrong == 0 ? "all is well in " + Counted.counted(snapshots.size(), "backup") : wrong + " found");
        return wrong == 0 ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
