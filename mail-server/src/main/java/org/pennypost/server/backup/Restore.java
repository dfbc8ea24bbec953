package org.pennypost.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pennypost.server.moving.MovingReport;
import org.pennypost.tls.files.OwnerOnly;

/** Reads snapshots back: into directories where nothing is yet, or only to see that all is there. A run. */
public final class Restore {
    private final Path repository;
    private final MovingReport report;
    private final Set<Path> directories = new LinkedHashSet<>();

    /** From a repository. */
    public Restore(Path repository, MovingReport report) {
        this.repository = repository;
        this.report = report;
    }

    /** The names of the snapshots, the oldest first. */
    public List<String> snapshots() throws IOException {
        return Repository.snapshots(repository);
    }

    /**
     * Writes what a snapshot holds.
     *
     * @param queue whether mail that waited to be sent is sent again
     * @return how many files were written
     * @throws IOException if anything is there already, or the snapshot is damaged
     */
    public long run(String snapshot, Path data, Path mail, boolean queue) throws IOException {
        List<Entry> entries = Repository.manifest(repository, snapshot).entries();
        refuseIfFull(data);
        refuseIfFull(mail);
        long done = 0;
        long files = 0;
        directories.clear();
        for (Entry entry : entries) {
            report.progress("restoring", ++done, entries.size());
            Path to = place(entry.place(), data, mail);
            boolean waiting = entry.place().startsWith("data/queue/");
            if (entry.isDirectory()) {
                directory(to);
                mode(to, entry.mode());
            } else if (queue || !waiting) {
                directory(to.getParent());
                write(entry, to);
                files++;
            }
        }
        for (Path directory : directories) {
            OwnerOnly.makeDurable(directory);
        }
        return files;
    }

    /** Makes it and those above it that are missing; they are synced when all is in them. */
    private void directory(Path directory) throws IOException {
        Path missing = directory.toAbsolutePath();
        while (missing != null && !Files.exists(missing)) {
            directories.add(missing);
            missing = missing.getParent();
        }
        if (missing != null) {
            directories.add(missing);
        }
        OwnerOnly.directory(directory);
    }

    /** Reads all that a snapshot names; what is wrong, a line each. */
    public List<String> verify(String snapshot) throws IOException {
        List<Entry> entries = Repository.manifest(repository, snapshot).entries();
        List<String> wrong = new java.util.ArrayList<>();
        long done = 0;
        for (Entry entry : entries) {
            report.progress(snapshot, ++done, entries.size());
            if (!entry.isDirectory()) {
                Path object = Repository.object(repository, entry.hash());
                if (!Files.exists(object)) {
                    wrong.add(entry.place() + " is missing: " + object);
                } else if (!copied(object, OutputStream.nullOutputStream()).equals(entry.hash())) {
                    wrong.add(entry.place() + " is damaged: " + object);
                }
            }
        }
        return wrong;
    }

    private void write(Entry entry, Path to) throws IOException {
        try (FileChannel out = OwnerOnly.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            String hash = copied(
                    Repository.object(repository, entry.hash()), java.nio.channels.Channels.newOutputStream(out));
            if (!hash.equals(entry.hash())) {
                throw new IOException(entry.place() + " is damaged in the backup");
            }
            mode(to, entry.mode());
            Files.setLastModifiedTime(to, FileTime.from(entry.modified()));
            out.force(true);
        }
    }

    private static String copied(Path object, OutputStream to) throws IOException {
        MessageDigest digest = Hashes.digest();
        try (InputStream in = Files.newInputStream(object)) {
            in.transferTo(new DigestOutputStream(to, digest));
        }
        return Hashes.text(digest.digest());
    }

    /** A manifest is checked as a whole, and still none leads out of the directories. */
    private static Path place(String place, Path data, Path mail) throws IOException {
        Path top = place.startsWith("mail/") ? mail : data;
        Path path = top.resolve(place.substring("mail/".length())).normalize();
        if (!path.startsWith(top.normalize())) {
            throw new IOException("the backup names a file outside: " + place);
        }
        return path;
    }

    private static void mode(Path path, String mode) throws IOException {
        if (!mode.isEmpty()
                && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    private static void refuseIfFull(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(directory + " is not empty; restore into a new directory");
                }
            }
        }
    }
}
