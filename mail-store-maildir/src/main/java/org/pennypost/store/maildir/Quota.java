package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaUsage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;

/**
 * How much mail a user has and may have, in the file {@code maildirsize} as Maildir++ has it: the limits, then a line
 * {@code OCTETS MESSAGES} for each change. Other programs write to it too. Counted anew when it is missing, long, made for
 * other limits, or before mail is refused, but not again within a minute unless somebody else has noted something: what
 * a refusal costs is not for strangers to say. Thread-safe.
 */
final class Quota {
    static final String FILE = "maildirsize";
    /** The limits of this account, if they are not those of all. */
    static final String OWN = "pennypost-quota";

    private static final int LONG = 5120;
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path maildir;
    private final Disk disk;
    private final Limits configured;
    /** Whether something that came or went is not in the file. */
    private boolean doubtful;
    /** How many are changing files that they have not noted yet. */
    private int changing;

    private Optional<Count> counted = Optional.empty();

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

    /** Octets and messages. */
    record Usage(long octets, long messages) {
        static final Usage NONE = new Usage(0, 0);

        Usage plus(Usage more) {
            return new Usage(octets + more.octets, messages + more.messages);
        }

        String line() {
            return octets + " " + messages + "\n";
        }
    }

    /**
     * What was there when all was counted, and what we have noted since.
     *
     * @param length how long the file is if nobody else has noted anything
     * @param sure whether nobody was changing files meanwhile, and the disk said all
     */
    private record Count(Usage usage, long length, long nanos, boolean sure) {
        boolean holds(long lengthNow) {
            return sure && length == lengthNow && System.nanoTime() - nanos < AGAIN_NANOS;
        }

        Count plus(Usage more, long longer) {
            return new Count(usage.plus(more), length + longer, nanos, sure);
        }
    }

    /** A change of files, from before the first until it is noted: what others count meanwhile may have it or not. */
    final class Change implements AutoCloseable {
        private boolean begun;

        void begin() {
            synchronized (Quota.this) {
                begun = true;
                changing++;
            }
        }

        @Override
        public void close() {
            synchronized (Quota.this) {
                changing -= begun ? 1 : 0;
                begun = false;
            }
        }
    }

    Change change() {
        return new Change();
    }

    /** Refuses what there is no room for. */
    synchronized void admit(Usage more) throws IOException, StoreException {
        if (configured.equals(Limits.NONE) && !isCounted() && !isThere(OWN)) {
            return;
        }
        List<String> lines = Disk.read(file()).lines().toList();
        Limits limits = limits(lines);
        if (limits.equals(Limits.NONE)) {
            return;
        }
        boolean usable =
                !doubtful && !lines.isEmpty() && Limits.parse(lines.get(0)).equals(limits) && length() <= LONG;
        if (usable && limits.allow(sum(lines).plus(more))) {
            return;
        }
        boolean known = !lines.isEmpty() && holds();
        if (!known || !usable || lines.size() > 2) {
            write(limits, known);
        }
        if (!limits.allow(counted.get().usage.plus(more))) {
            throw new StoreException(Reason.OVER_QUOTA, "over quota: " + maildir);
        }
    }

    /** What is there and what is allowed. */
    synchronized QuotaUsage usage() throws IOException {
        if (!holds()) {
            counted = Optional.of(count());
        }
        Usage there = counted.get().usage;
        Limits limits = limits(Disk.read(file()).lines().toList());
        return new QuotaUsage(
                there.octets, there.messages, new QuotaLimits(bound(limits.octets), bound(limits.messages)));
    }

    /** Gives this account limits of its own. */
    synchronized void limit(Limits own) throws IOException, StoreException {
        disk.replace(maildir.resolve(OWN), own.line() + "\n");
        if (own.equals(Limits.NONE)) {
            Files.deleteIfExists(file());
        } else {
            write(own, false);
        }
    }

    /** A mailbox has gone with all that is in it. */
    synchronized void forget() {
        counted = Optional.empty();
    }

    /** A message has come or gone, and nobody knows. */
    synchronized void doubt() {
        counted = Optional.empty();
        doubtful = true;
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
    synchronized void note(Usage more) throws IOException {
        if (more.messages == 0) {
            return;
        }
        Optional<Count> before = counted;
        boolean doubted = doubtful;
        counted = Optional.empty();
        doubtful = true; // until it is noted: what could not be, because of the disk, is counted
        boolean noted = isCounted() && append(more.line());
        counted = before.map(known -> known.plus(more, noted ? more.line().length() : 0));
        doubtful = doubted;
    }

    private boolean append(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            Disk.write(channel, line);
            return true;
        } catch (NoSuchFileException removed) {
            System.getLogger(Quota.class.getName()).log(System.Logger.Level.TRACE, "it is counted next time", removed);
            return false;
        }
    }

    /** Whether we know what is there without counting. */
    private boolean holds() {
        return counted.isPresent() && counted.get().holds(length());
    }

    /** Writes the file anew; counts unless what is there is known. */
    private void write(Limits limits, boolean known) throws IOException, StoreException {
        try (DotLock lock = DotLock.on(file())) {
            Count there = known ? counted.get() : count();
            lock.keep();
            disk.replace(file(), limits.line() + "\n" + there.usage.line());
            counted = Optional.of(there.plus(Usage.NONE, length() - there.length));
            doubtful = false;
        }
    }

    private long length() {
        return file().toFile().length();
    }

    private static Usage sum(List<String> lines) {
        Usage usage = Usage.NONE;
        for (String line : lines.subList(1, lines.size())) {
            if (line.matches(" *-?[0-9]{1,18} +-?[0-9]{1,18} *")) {
                String[] numbers = line.strip().split(" +");
                usage = usage.plus(new Usage(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
            }
        }
        return usage;
    }

    private Count count() throws IOException {
        long length = length();
        long began = System.nanoTime();
        Tally tally = Tally.of(maildir);
        return new Count(tally.usage(), length, began, tally.sure() && changing == 0);
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
