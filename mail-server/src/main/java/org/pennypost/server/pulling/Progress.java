package org.pennypost.server.pulling;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.tls.files.OwnerOnly;

/**
 * How far the pulling of an account is, in a file to which lines are added: which messages of a mailbox are here, and
 * which were on their way. So a run that was cut short is taken up where it was, with no message twice.
 *
 * <pre>
 *   done   MAILBOX UIDVALIDITY UID                       all up to this one are here
 *   trying MAILBOX UIDVALIDITY UIDS UIDVALIDITY UIDNEXT  these will be here from this number of ours on
 * </pre>
 *
 * <p>Fields have tabs between them; a line without its end does not count. Confined to one thread.
 */
final class Progress implements AutoCloseable {
    private final FileChannel file;
    private final Map<String, Long> done = new HashMap<>();
    private final Map<String, Attempt> trying = new HashMap<>();

    /** Messages that were on their way, and where in a mailbox of ours they would have begun. */
    record Attempt(UidSet uids, long uidValidity, long uidNext) {}

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
        whole.lines().map(line -> line.split("\t")).forEach(progress::take);
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

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void add(String word, String mailbox, long uidValidity, String rest) throws IOException {
        String line = word + "\t" + key(mailbox, uidValidity) + "\t" + rest;
        file.write(StandardCharsets.UTF_8.encode(line + "\n"));
        file.force(false);
        take(line.split("\t"));
    }

    private void take(String[] fields) {
        String key = fields[1] + "\t" + fields[2];
        if (fields[0].equals("done")) {
            done.put(key, Long.valueOf(fields[3]));
            trying.remove(key);
        } else {
            trying.put(key, new Attempt(Uids.parse(fields[3]), Long.parseLong(fields[4]), Long.parseLong(fields[5])));
        }
    }

    private static String key(String mailbox, long uidValidity) {
        return field(mailbox) + "\t" + uidValidity;
    }

    /** Another server may have a tab in a name. */
    private static String field(String mailbox) {
        return mailbox.replace("%", "%25").replace("\t", "%09");
    }
}
