package org.pennypost.server;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pennypost.smtp.Greylist;
import org.pennypost.tls.files.OwnerOnly;

/**
 * What the greylist knows, in a file of the data directory: a line for each change, the last of a key counts.
 *
 * <p>The file is written anew when it is read, and when it has twice as many lines as the list remembers, so that it
 * stays below 20 MiB. It is not synced: what a crash of the machine takes away is a delay of some mail. A line that was
 * half written is skipped. Thread-safe.
 */
final class GreylistFile implements Greylist.Memory {
    private static final System.Logger LOG = System.getLogger(GreylistFile.class.getName());

    private final Path file;
    private final int most;
    private int lines;
    private boolean failing;

    private GreylistFile(Path file, int most) {
        this.file = file;
        this.most = most;
    }

    /** The file of a data directory. */
    static GreylistFile in(Path data) {
        return in(data, Greylist.TRIPLES);
    }

    static GreylistFile in(Path data, int most) {
        return new GreylistFile(data.resolve("greylist"), most);
    }

    @Override
    public synchronized List<Greylist.Entry> recall() {
        try {
            return compact();
        } catch (IOException trouble) {
            failed(trouble);
            return List.of();
        }
    }

    @Override
    public synchronized void keep(Greylist.Entry entry) {
        try (FileChannel channel = OwnerOnly.open(file, CREATE, APPEND)) {
            ByteBuffer line = StandardCharsets.US_ASCII.encode(line(entry));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            failing = false;
            if (++lines >= 2 * most) {
                compact();
            }
        } catch (IOException trouble) {
            failed(trouble);
        }
    }

    private List<Greylist.Entry> compact() throws IOException {
        Map<String, Greylist.Entry> entries = read();
        StringBuilder text = new StringBuilder();
        entries.values().forEach(entry -> text.append(line(entry)));
        if (!entries.isEmpty()) {
            OwnerOnly.write(file, text.toString());
        }
        lines = entries.size();
        return List.copyOf(entries.values());
    }

    /** The last entry of each key, of the keys that came last. */
    private Map<String, Greylist.Entry> read() throws IOException {
        Map<String, Greylist.Entry> entries = new LinkedHashMap<>();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                entry(line).ifPresent(entry -> {
                    entries.remove(entry.key());
                    entries.put(entry.key(), entry);
                });
                if (entries.size() > most) {
                    entries.remove(entries.keySet().iterator().next());
                }
            }
        } catch (NoSuchFileException none) {
            LOG.log(System.Logger.Level.TRACE, "no " + file);
        }
        return entries;
    }

    private static String line(Greylist.Entry entry) {
        return entry.key() + " " + entry.first().getEpochSecond() + " "
                + entry.last().getEpochSecond() + (entry.known() ? " known\n" : " waits\n");
    }

    private static Optional<Greylist.Entry> entry(String line) {
        if (!line.matches("[0-9a-f]{32} [0-9]{1,11} [0-9]{1,11} (known|waits)")) {
            return Optional.empty();
        }
        List<String> fields = List.of(line.split(" "));
        return Optional.of(new Greylist.Entry(
                fields.get(0),
                Instant.ofEpochSecond(Long.parseLong(fields.get(1))),
                Instant.ofEpochSecond(Long.parseLong(fields.get(2))),
                fields.get(3).equals("known")));
    }

    /** Greylisting goes on without it; the operator hears of it once. */
    private void failed(IOException trouble) {
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, file + " cannot be used; the greylist will not outlive us", trouble);
        }
    }
}
