package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaUsage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * How much mail a user has and may have, in the file {@code maildirsize} as Maildir++ has it: the limits, then a line
 * {@code OCTETS MESSAGES} for each change. Other programs write to it too. Counted anew when it is missing, long, made for
 * other limits, or before mail is refused. Thread-safe.
 */
final class Quota {
    static final String FILE = "maildirsize";
    /** The limits of this account, if they are not those of all. */
    static final String OWN = "pennypost-quota";

    private static final int LONG = 5120;

    private final Path maildir;
    private final Disk disk;
    private final Limits configured;

    Quota(Path maildir, Disk disk, Limits configured) {
        this.maildir = maildir;
        this.disk = disk;
        this.configured = configured;
    }

    /** The most octets and messages; 0 for no bound. */
    record Limits(long octets, long messages) {
        static final Limits NONE = new Limits(0, 0);

        /** As in the first line of the file, such as {@code 1000000S,500C}. */
        static Limits parse(String line) {
            long octets = 0;
            long messages = 0;
            for (String field : line.split(",")) {
                if (field.matches("[0-9]{1,18}[SC]")) {
                    long number = Long.parseLong(field.substring(0, field.length() - 1));
                    octets = field.endsWith("S") ? number : octets;
                    messages = field.endsWith("C") ? number : messages;
                }
            }
            return new Limits(octets, messages);
        }

        String line() {
            return octets == 0 ? messages + "C" : octets + "S" + (messages == 0 ? "" : "," + messages + "C");
        }

        boolean allow(Usage usage) {
            return (octets == 0 || usage.octets <= octets) && (messages == 0 || usage.messages <= messages);
        }
    }

    private record Usage(long octets, long messages) {
        Usage plus(long moreOctets, long moreMessages) {
            return new Usage(octets + moreOctets, messages + moreMessages);
        }
    }

    /** Refuses what there is no room for. */
    void admit(long octets, long messages) throws IOException, StoreException {
        if (configured.equals(Limits.NONE) && !isCounted() && !isThere(OWN)) {
            return;
        }
        List<String> lines = Disk.read(file()).lines().toList();
        Limits limits = limits(lines);
        if (limits.equals(Limits.NONE)) {
            return;
        }
        boolean usable = !lines.isEmpty() && Limits.parse(lines.get(0)).equals(limits) && Files.size(file()) <= LONG;
        if (usable && limits.allow(sum(lines).plus(octets, messages))) {
            return;
        }
        Usage counted = count();
        disk.replace(file(), limits.line() + "\n" + counted.octets + " " + counted.messages + "\n");
        if (!limits.allow(counted.plus(octets, messages))) {
            throw new StoreException(Reason.OVER_QUOTA, "over quota: " + maildir);
        }
    }

    /** What is there, counted anew, and what is allowed. */
    QuotaUsage usage() throws IOException {
        Usage counted = count();
        Limits limits = limits(Disk.read(file()).lines().toList());
        return new QuotaUsage(
                counted.octets, counted.messages, new QuotaLimits(bound(limits.octets), bound(limits.messages)));
    }

    /** Gives this account limits of its own. */
    void limit(Limits own) throws IOException {
        disk.replace(maildir.resolve(OWN), own.line() + "\n");
        if (own.equals(Limits.NONE)) {
            Files.deleteIfExists(file());
        } else {
            Usage counted = count();
            disk.replace(file(), own.line() + "\n" + counted.octets + " " + counted.messages + "\n");
        }
    }

    /** The account's own before those of all, and those before what another program has written. */
    private Limits limits(List<String> lines) throws IOException {
        String own = Disk.read(maildir.resolve(OWN)).strip();
        if (!own.isEmpty()) {
            return Limits.parse(own);
        }
        return configured.equals(Limits.NONE) && !lines.isEmpty() ? Limits.parse(lines.get(0)) : configured;
    }

    private static long bound(long limit) {
        return limit == 0 ? QuotaLimits.UNLIMITED : limit;
    }

    /** Notes what came, or with negative numbers went; nothing if nobody counts. */
    void note(long octets, long messages) throws IOException {
        if (messages != 0 && isCounted()) {
            try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                Disk.write(channel, octets + " " + messages + "\n");
            }
        }
    }

    private static Usage sum(List<String> lines) {
        Usage usage = new Usage(0, 0);
        for (String line : lines.subList(1, lines.size())) {
            if (line.matches(" *-?[0-9]{1,18} +-?[0-9]{1,18} *")) {
                String[] numbers = line.strip().split(" +");
                usage = usage.plus(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            }
        }
        return usage;
    }

    private Usage count() throws IOException {
        Usage usage = count(maildir);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(maildir, ".?*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder.resolve("cur"))) {
                    Usage more = count(folder);
                    usage = usage.plus(more.octets, more.messages);
                }
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return usage;
    }

    private static Usage count(Path folder) throws IOException {
        Map<String, Found> found = new HashMap<>();
        Found.list(folder.resolve("new"), true, found);
        Found.list(folder.resolve("cur"), false, found);
        Usage usage = new Usage(0, 0);
        for (Found file : found.values()) {
            long octets = file.onDisk() >= 0
                    ? file.onDisk()
                    : file.in(folder).toFile().length();
            usage = usage.plus(octets, 1);
        }
        return usage;
    }

    /** Asked for each delivery, and mostly no: this way to ask makes no exception of it. */
    private boolean isCounted() {
        return isThere(FILE);
    }

    private boolean isThere(String name) {
        return maildir.resolve(name).toFile().exists();
    }

    private Path file() {
        return maildir.resolve(FILE);
    }
}
