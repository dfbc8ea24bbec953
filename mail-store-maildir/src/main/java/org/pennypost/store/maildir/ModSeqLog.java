package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pennypost.core.mailbox.UidSet;

/**
 * The modification sequences of a mailbox, in a log beside its uidlist that processes share.
 *
 * <p>A record is written before the change is told to anybody. It is not synced each time: a process that dies loses
 * nothing, and after a crash of the machine a message whose letters are not those of its last record gets a sequence
 * above all that can have been given, for which the {@code H} records keep a bound that is always on the disk.
 *
 * <p>Confined to whoever holds the lock of its folder.
 */
final class ModSeqLog {
    static final String FILE = "pennypost-modseqs";
    private static final long RESERVE = 10_000;
    private static final int COMPACT_LINES = 2_000;
    private static final String BOOT = boot();

    private final Home home;
    private final Disk disk;
    private final Vanished vanished = new Vanished();
    private Object inode = "";
    private long read;
    /** How long the file was when it was last looked at under its lock. */
    private long size;

    private long highest = 1;
    private long ceiling;
    private long validity;
    private long lastUid;
    private String guid = "";
    private String boot = "";
    private boolean closed;
    private int lines;
    private int compacted;

    ModSeqLog(Home home, Disk disk) {
        this.home = home;
        this.disk = disk;
    }

    /** The highest modification sequence that was ever given. */
    long highest() {
        return highest;
    }

    /** Raises it for a mailbox whose log is lost. */
    void raise(long atLeast) {
        highest = Math.max(highest, atLeast);
    }

    /** The UIDVALIDITY that the mailbox had; 0 if unknown. */
    long validity() {
        return validity;
    }

    String guid() {
        return guid;
    }

    /** The highest UID that it knows of. */
    long lastUid() {
        return lastUid;
    }

    boolean exists() {
        return read > 0;
    }

    UidSet vanishedSince(long modSeq) {
        return vanished.since(modSeq);
    }

    /** Reads what is new, by us or others; the end of a torn record is left. */
    List<ModSeqRecord> read() throws IOException {
        try {
            BasicFileAttributes now = attributes();
            if (read > 0 && now.size() == read && Objects.equals(now.fileKey(), inode)) {
                return List.of();
            }
            try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
                return read(channel);
            }
        } catch (NoSuchFileException missing) {
            read = 0;
            return List.of();
        }
    }

    /** The next reading begins at the start. */
    void forget() {
        inode = "";
    }

    /** Gives the next modification sequence to changes; without any, to one of the mailbox itself. */
    long record(Map<String, UidSet> changed, UidSet gone, UidListHeader identity) throws IOException {
        try (FileTurn turn =
                FileTurn.on(file(), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            FileChannel channel = turn.channel();
            read(channel);
            long modSeq = highest + 1;
            List<ModSeqRecord> records = new ArrayList<>();
            if (read == 0 || validity != identity.validity()) {
                records.add(new ModSeqRecord('I', identity.validity(), UidSet.EMPTY, identity.guid()));
            }
            boolean reserve = modSeq >= ceiling || !boot.equals(BOOT);
            if (reserve) {
                records.add(new ModSeqRecord('H', modSeq + RESERVE, UidSet.EMPTY, BOOT));
            }
            changed.forEach((letters, uids) -> records.add(new ModSeqRecord('C', modSeq, uids, letters)));
            if (!gone.isEmpty() || changed.isEmpty()) {
                records.add(new ModSeqRecord('X', modSeq, gone, ""));
            }
            append(channel, records);
            if (reserve) {
                disk.sync(channel);
            }
            return modSeq;
        }
    }

    /** Whether most of the log is old. */
    boolean longWinded() {
        return lines > COMPACT_LINES && lines > 3 * compacted;
    }

    /** Writes the log anew with what is true now. */
    void compact(View view, UidListHeader identity) throws IOException {
        try (FileTurn turn = FileTurn.on(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileChannel channel = turn.channel();
            List<ModSeqRecord> foreign = read(channel);
            StringBuilder text = new StringBuilder();
            text.append(new ModSeqRecord('I', identity.validity(), UidSet.EMPTY, identity.guid()).line());
            text.append(new ModSeqRecord('H', Math.max(ceiling, highest + RESERVE), UidSet.EMPTY, BOOT).line());
            new ModSeqSnapshot(view).records().forEach(record -> text.append(record.line()));
            vanished.records().forEach(record -> text.append(record.line()));
            foreign.forEach(record -> text.append(record.line()));
            text.append(new ModSeqRecord('X', highest, UidSet.EMPTY, "").line());
            disk.replace(file(), text.toString());
        }
        read();
        compacted = lines;
    }

    /** Notes that all is on the disk. */
    void close() throws IOException {
        if (!exists() || closed) {
            return;
        }
        try (FileTurn turn = FileTurn.on(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileChannel channel = turn.channel();
            read(channel);
            append(channel, List.of(new ModSeqRecord('Z', highest, UidSet.EMPTY, "")));
            disk.sync(channel);
        } catch (NoSuchFileException deleted) {
            read = 0;
        }
    }

    private Path file() {
        return home.file(FILE);
    }

    private List<ModSeqRecord> read(FileChannel channel) throws IOException {
        BasicFileAttributes now = attributes();
        size = now.size();
        if (!Objects.equals(now.fileKey(), inode) || now.size() < read) {
            inode = now.fileKey();
            read = 0;
            lines = 0;
            vanished.clear();
        }
        boolean first = read == 0;
        List<ModSeqRecord> records = now.size() == read ? List.of() : parse(channel);
        if (first && read > 0 && !closed && !boot.equals(BOOT)) {
            highest = Math.max(highest, ceiling);
        }
        return records;
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(file(), BasicFileAttributes.class);
    }

    private List<ModSeqRecord> parse(FileChannel channel) throws IOException {
        byte[] octets = new byte[Math.toIntExact(channel.size() - read)];
        ByteBuffer into = ByteBuffer.wrap(octets);
        while (into.hasRemaining() && channel.read(into, read + into.position()) >= 0) {
            // on to the end
        }
        List<ModSeqRecord> records = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                Optional<ModSeqRecord> record =
                        ModSeqRecord.parse(new String(octets, start, i - start, StandardCharsets.UTF_8));
                record.ifPresent(this::take);
                record.ifPresent(records::add);
                start = i + 1;
            }
        }
        read += start;
        return records;
    }

    private void take(ModSeqRecord record) {
        lines++;
        closed = record.kind() == 'Z';
        if (record.kind() == 'H') {
            ceiling = Math.max(ceiling, record.number());
            boot = record.text();
            return;
        }
        if (record.kind() == 'I') {
            validity = record.number();
            guid = record.text();
            return;
        }
        UidSet uids = record.uids();
        long last = uids.isEmpty() ? 0 : uids.last(uids.ranges() - 1);
        lastUid = Math.max(lastUid, last);
        highest = Math.max(highest, record.number() + (record.kind() == 'R' ? last - uids.first(0) : 0));
        if (record.kind() == 'X') {
            vanished.add(record.number(), uids);
        }
    }

    private void append(FileChannel channel, List<ModSeqRecord> records) throws IOException {
        StringBuilder text = new StringBuilder();
        records.forEach(record -> text.append(record.line()));
        ByteBuffer octets = StandardCharsets.UTF_8.encode(text.toString());
        if (size > read) {
            channel.truncate(read); // what was torn
        }
        long end = read;
        while (octets.hasRemaining()) {
            end += channel.write(octets, end);
        }
        // Only now: what a full disk has cut short is cut off before the next record is written.
        read = end;
        size = end;
        records.forEach(this::take);
    }

    /** What the running system is called; another name each time that the machine starts. */
    private static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException notLinux) {
            System.getLogger(ModSeqLog.class.getName()).log(System.Logger.Level.DEBUG, "no boot id", notLinux);
            return "";
        }
    }
}
