package org.pennypost.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pennypost.tls.files.OwnerOnly;

/** Where backups are kept. Contents are synced before they have their names, and snapshots after what they name. */
final class Repository implements AutoCloseable {
    private static final String SUFFIX = ".tsv";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path objects;
    private final Path snapshots;
    private final Path half;
    private final FileChannel lock;
    private final Set<Path> unsynced = new HashSet<>();

    private Repository(Path directory, FileChannel lock) {
        this.objects = directory.resolve("objects");
        this.snapshots = directory.resolve("snapshots");
        this.half = directory.resolve("half-written");
        this.lock = lock;
    }

    /** Opens one for writing, which is made if there is none; one program writes at a time. */
    static Repository open(Path directory) throws IOException {
        OwnerOnly.directory(directory);
        FileChannel lock =
                OwnerOnly.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IOException("another backup into " + directory + " is running");
        }
        Repository repository = new Repository(directory, lock);
        OwnerOnly.directory(repository.objects);
        OwnerOnly.directory(repository.snapshots);
        return repository;
    }

    /** The names of the snapshots, the oldest first. */
    static List<String> snapshots(Path directory) throws IOException {
        if (!Files.isDirectory(directory.resolve("snapshots"))) {
            throw new IOException("there are no backups in " + directory);
        }
        try (Stream<Path> files = Files.list(directory.resolve("snapshots"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    /** What a snapshot holds. */
    static Manifest manifest(Path directory, String snapshot) throws IOException {
        return Manifest.read(directory.resolve("snapshots").resolve(snapshot + SUFFIX));
    }

    /** The file with contents of this hash. */
    static Path object(Path directory, String hash) {
        return directory.resolve("objects").resolve(hash.substring(0, 2)).resolve(hash);
    }

    /** Reads contents and keeps them if they are not kept already. */
    Kept keep(Path file) throws IOException {
        MessageDigest digest = Hashes.digest();
        long size = 0;
        try (InputStream in = Files.newInputStream(file);
                FileChannel out = OwnerOnly.open(
                        half,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            byte[] piece = new byte[64 * 1024];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
                ByteBuffer octets = ByteBuffer.wrap(piece, 0, read);
                while (octets.hasRemaining()) {
                    out.write(octets);
                }
                size += read;
            }
            String hash = Hashes.text(digest.digest());
            Path object = object(objects.getParent(), hash);
            if (!Files.exists(object)) {
                out.force(false);
                OwnerOnly.directory(object.getParent());
                Files.move(half, object, StandardCopyOption.ATOMIC_MOVE);
                unsynced.add(object.getParent());
            }
            return new Kept(hash, size);
        }
    }

    /** Contents that are kept. */
    record Kept(String hash, long size) {}

    /** The newest snapshot that can be read. */
    Optional<Manifest> newest() throws IOException {
        List<String> names = snapshots(snapshots.getParent());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(manifest(snapshots.getParent(), names.get(names.size() - 1)));
    }

    /** Whether contents are kept. */
    boolean has(String hash) {
        return Files.exists(object(objects.getParent(), hash));
    }

    /** Makes a snapshot of what was kept; the answer is its name. */
    String finish(Manifest manifest, Instant now) throws IOException {
        for (Path directory : unsynced) {
            OwnerOnly.makeDurable(directory);
        }
        OwnerOnly.makeDurable(objects);
        String name = NAME.format(now.truncatedTo(ChronoUnit.MILLIS));
        try (FileChannel out = OwnerOnly.open(
                half, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer text = StandardCharsets.UTF_8.encode(manifest.text());
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(false);
        }
        Files.move(half, snapshots.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        OwnerOnly.makeDurable(snapshots);
        return name;
    }

    /** Forgets the oldest snapshots, then what no other one names; the answer is how many contents went. */
    long keepNewest(int count) throws IOException {
        List<String> names = snapshots(snapshots.getParent());
        for (String name : names.subList(0, Math.max(0, names.size() - count))) {
            Files.delete(snapshots.resolve(name + SUFFIX));
        }
        OwnerOnly.makeDurable(snapshots);
        Set<String> named = new HashSet<>();
        for (String name : snapshots(snapshots.getParent())) {
            manifest(snapshots.getParent(), name).entries().forEach(entry -> named.add(entry.hash()));
        }
        List<Path> unnamed;
        try (Stream<Path> files = Files.walk(objects)) {
            unnamed = files.filter(Files::isRegularFile)
                    .filter(file -> !named.contains(file.getFileName().toString()))
                    .toList();
        }
        for (Path object : unnamed) {
            Files.delete(object);
        }
        return unnamed.size();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(half);
        lock.close();
    }
}
