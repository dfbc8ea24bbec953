package org.pennypost.server.pulling;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.tls.files.OwnerOnly;

/**
 * How far the pulling of an account is, in a file to which lines are added: which messages of a mailbox are here, and
 * which were on their way, and with which flags each has come. So a run that was cut short is taken up where it was, with
 * no message twice, and a later one knows what has changed.
 *
 * <pre>
 *   done   MAILBOX UIDVALIDITY UID                       all up to this one are here
 *   trying MAILBOX UIDVALIDITY UIDS UIDVALIDITY UIDNEXT  these will be here from this number of ours on
 *   here   MAILBOX UIDVALIDITY UID UIDVALIDITY UID FLAGS one is here, under this number of ours, with these flags of there
 * </pre>
 *
 * <p>Fields have tabs between them; a line without its end does not count. Confined to one thread.
 */
final class Progress implements AutoCloseable {
    private final FileChannel file;
    private final Map<String, Long> done = new HashMap<>();
    private final Map<String, Attempt> trying = new HashMap<>();
    private final Map<String, Map<Long, Brought>> here = new HashMap<>();
    private final Map<String, Flags> known = new HashMap<>();

    /** Messages that were on their way, and where in a mailbox of ours they would have begun. */
    record Attempt(UidSet uids, long uidValidity, long uidNext) {}

    /**
     * A message that is here.
     *
     * @param remote its UID there
     * @param here its UID here, in a mailbox with this UIDVALIDITY
     * @param flags what it had there when that was last looked at
     */
    record Brought(long remote, long uidValidity, long here, Flags flags) {
        Brought at(long validity, long uid) {
            return new Brought(remote, validity, uid, flags);
        }

        Brought with(Flags others) {
            return new Brought(remote, uidValidity, here, others);
        }
    }

    private Progress(FileChannel file) {
        this.file = file;
    }

    /** Reads a file, which is made if there is none, and holds it for this run alone. */
    static Progress in(Path path) throws IOException {
        OwnerOnly.directory(path.toAbsolutePath().getParent());
        FileChannel file =
                OwnerOnly.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            throw new IOException("another import of this account is running");
        }
        Progress progress = new Progress(file);
        String text = Files.readString(path, StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().map(line -> line.split("\t", -1)).forEach(progress::take);
        file.position(whole.getBytes(StandardCharsets.UTF_8).length);
        file.truncate(file.position());
        return progress;
    }

    /** The last message of a mailbox that is here, 0 if none is. */
    long last(String mailbox, long uidValidity) {
        return done.getOrDefault(key(mailbox, uidValidity), 0L);
    }

    /** What was on its way when a run was cut short. */
    Optional<Attempt> attempt(String mailbox, long uidValidity) {
        return Optional.ofNullable(trying.get(key(mailbox, uidValidity)));
    }

    void trying(String mailbox, long uidValidity, Attempt attempt) throws IOException {
        add("trying", mailbox, uidValidity, attempt.uids() + "\t" + attempt.uidValidity() + "\t" + attempt.uidNext());
    }

    void done(String mailbox, long uidValidity, long last) throws IOException {
        add("done", mailbox, uidValidity, Long.toString(last));
    }

    /** The messages of a mailbox that are here, by their UIDs there. */
    List<Brought> brought(String mailbox, long uidValidity) {
        return here.getOrDefault(key(mailbox, uidValidity), Map.of()).values().stream()
                .sorted(Comparator.comparingLong(Brought::remote))
                .toList();
    }

    /** These are here now, or have other flags there. */
    void brought(String mailbox, long uidValidity, List<Brought> messages) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Brought one : messages) {
            lines.add("here\t" + key(mailbox, uidValidity) + "\t" + one.remote() + "\t" + one.uidValidity() + "\t"
                    + one.here() + "\t" + one.flags());
        }
        add(lines);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void add(String word, String mailbox, long uidValidity, String rest) throws IOException {
        add(List.of(word + "\t" + key(mailbox, uidValidity) + "\t" + rest));
    }

    private void add(List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            write(StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n"));
            lines.forEach(line -> take(line.split("\t", -1)));
        }
    }

    /** A disk that is full must not leave half a line for the next one to begin in. */
    private void write(ByteBuffer octets) throws IOException {
        long before = file.position();
        try {
            while (octets.hasRemaining()) {
                file.write(octets);
            }
            file.force(false);
        } catch (IOException full) {
            file.truncate(before);
            throw full;
        }
    }

    private void take(String[] fields) {
        String key = fields[1] + "\t" + fields[2];
        if (fields[0].equals("done")) {
            done.put(key, Long.valueOf(fields[3]));
            trying.remove(key);
        } else if (fields[0].equals("here")) {
            Brought one = new Brought(
                    Long.parseLong(fields[3]), Long.parseLong(fields[4]), Long.parseLong(fields[5]), flags(fields[6]));
            here.computeIfAbsent(key, none -> new HashMap<>()).put(one.remote(), one);
        } else {
            trying.put(key, new Attempt(Uids.parse(fields[3]), Long.parseLong(fields[4]), Long.parseLong(fields[5])));
        }
    }

    private Flags flags(String text) {
        return known.computeIfAbsent(
                text,
                words -> Flags.of(Arrays.stream(words.split(" "))
                        .filter(word -> !word.isEmpty())
                        .map(Flag::of)
                        .toList()));
    }

    private static String key(String mailbox, long uidValidity) {
        return field(mailbox) + "\t" + uidValidity;
    }

    /** Another server may have a tab or an end of line in a name. */
    private static String field(String mailbox) {
        return mailbox.replace("%", "%25")
                .replace("\t", "%09")
                .replace("\n", "%0A")
                .replace("\r", "%0D");
    }
}
