package org.pennypost.server.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.backup.Restore;
import org.pennypost.server.config.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a backup back. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Writes what a backup holds into a new data directory: users, certificates, mail with its UIDs,"
                + " flags, mailboxes and subscriptions, and the queue.",
        footer = "%nFor example: pennypost restore /mnt/backup/pennypost --data /var/lib/pennypost")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private ServeOptions where;

    @Option(
            names = "--backup",
            paramLabel = "NAME",
            description = "Which, as 'backup list' names it (initially the newest).")
    private Optional<String> snapshot = Optional.empty();

    @Option(
            names = "--without-queue",
            description = "Leave out mail that waited to be sent: it may have been sent since.")
    private boolean withoutQueue;

    @Parameters(paramLabel = "DIR", description = "Where the backups are.")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = where.configuration();
        Gauge gauge = Gauge.onErrorStream();
        Restore run = new Restore(directory, gauge);
        List<String> names = run.snapshots();
        String chosen = snapshot.orElse(names.isEmpty() ? "" : names.get(names.size() - 1));
        if (!names.contains(chosen)) {
            System.err.println("pennypost: there is no backup " + chosen + " in " + directory);
            return ExitStatus.FAILED;
        }
        long files = run.run(chosen, configuration.data(), configuration.mail(), !withoutQueue);
        gauge.clear();
        System.out.println(
                "restored " + chosen + ": " + Counted.counted(files, "file") + " in " + configuration.data());
        return ExitStatus.OK;
    }
}
