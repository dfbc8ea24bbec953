package org.pennypost.server.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pennypost.core.mailbox.Copyable;
import org.pennypost.core.mailbox.Copyable.Kind;
import org.pennypost.core.mailbox.Copyable.Piece;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.server.moving.MovingReport;

/** Makes a snapshot of a data directory and its store, beside a server that may be running. A run. */
public final class Backup {
    private static final int MOST_PASSES = 5;
    private static final String DATA = "data/";
    private static final String MAIL = "mail/";

    private final Path data;
    private final Path mail;
    private final Copyable store;
    private final MovingReport report;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Entry> before = new HashMap<>();
    private final Set<Path> links = new TreeSet<>();
    private long octets;

    /**
     * A run.
     *
     * @param mail the directory of the store
     */
    public Backup(Path data, Path mail, Copyable store, MovingReport report) {
        this.data = real(data);
        this.mail = mail.toAbsolutePath().normalize();
        this.store = store;
        this.report = report;
    }

    /** Does it; the answer is the name of the snapshot. */
    public String run(Path into, Instant now) throws IOException, StoreException {
        if (real(into).startsWith(real(mail))) {
            throw new IOException("a backup does not go into the mail itself");
        }
        try (Repository repository = Repository.open(into)) {
            repository
                    .newest()
                    .ifPresent(manifest -> manifest.entries().forEach(entry -> before.put(key(entry), entry)));
            mail(repository);
            others(repository, real(into));
            return repository.finish(new Manifest(List.copyOf(entries.values())), now);
        }
    }

    /**
     * Forgets all backups but the newest ones.
     *
     * @param count how many stay, one or more
     * @return how many contents no backup needs any more
     * @throws IOException if one that stays cannot be read; then no contents are removed
     */
    public static long keepNewest(Path repository, int count) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("at least one backup stays");
        }
        try (Repository opened = Repository.open(repository)) {
            return opened.keepNewest(count);
        }
    }

    /** How many files are in the snapshot. */
    public long files() {
        return entries.values().stream().filter(entry -> !entry.isDirectory()).count();
    }

    /** How many octets had to be read for it. */
    public long octets() {
        return octets;
    }

    /** Again and again, until nothing has come or gone meanwhile: then no message that was moved is missing. */
    private void mail(Repository repository) throws IOException, StoreException {
        boolean whole = false;
        for (int pass = 0; !whole && pass < MOST_PASSES; pass++) {
            List<Piece> pieces = store.pieces();
            if (pass == 0) {
                for (Piece piece : pieces) {
                    tellLinks(piece);
                }
            }
            whole = true;
            String what = pass == 0 ? "mail" : "mail, what changed meanwhile";
            long done = 0;
            for (Piece piece : pieces) {
                boolean known = piece.kind() == Kind.MESSAGE && entries.containsKey(place(piece.path()));
                whole &= known || copied(repository, piece.path(), piece.kind()) && piece.kind() != Kind.MESSAGE;
                report.progress(what, ++done, pieces.size());
            }
            Set<String> there =
                    pieces.stream().map(piece -> place(piece.path())).collect(Collectors.toSet());
            whole &= !entries.keySet().retainAll(there);
        }
    }

    /**
     * Users, certificates, aliases, the queue, the evidence and the like. Heads of the evidence are looked for before its
     * events, so that none is kept that speaks of events which are not.
     */
    private void others(Repository repository, Path own) throws IOException {
        Path mails = real(mail);
        Path heads = Evidence.directory(data).resolve("heads");
        Set<Path> early = Set.copyOf(files(heads, directory -> true));
        List<Path> files = files(
                data,
                directory -> !directory.equals(mails)
                        && !directory.equals(own)
                        && !directory.endsWith("queue/tmp")
                        && copied(repository, directory, Kind.DIRECTORY));
        Path messages = data.resolve("queue/messages");
        for (Path file : files) {
            if (!file.startsWith(heads) || early.contains(file)) {
                copied(repository, file, file.startsWith(messages) ? Kind.MESSAGE : Kind.NOTES);
            }
        }
        links.stream().filter(link -> !real(link).equals(mails)).forEach(this::tellLeftOut);
    }

    /** A Maildir may be a link, as Dovecot has it; what is in it may not, because it could lead to anything. */
    private void tellLinks(Piece piece) throws IOException {
        if (piece.kind() != Kind.DIRECTORY) {
            return;
        }
        if (Files.isSymbolicLink(piece.path())) {
            report.notice(piece.path() + " is a symbolic link; what it leads to is kept in its place");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(piece.path())) {
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry) && !Files.isDirectory(entry)) {
                    tellLeftOut(entry);
                }
            }
        } catch (NoSuchFileException removedMeanwhile) {
            return;
        }
    }

    private void tellLeftOut(Path link) {
        report.notice("left out: " + link + " is a symbolic link");
    }

    /** Where links lead, as far as there is anything. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notYet) {
            return path.toAbsolutePath().normalize();
        }
    }

    /** Which directories are gone through. */
    private interface Way {
        boolean into(Path directory) throws IOException;
    }

    /** The files below a directory, but for those by which programs keep each other out and those that are half written. */
    private List<Path> files(Path top, Way way) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(top)) {
            return files;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                return way.into(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (attributes.isSymbolicLink()) {
                    links.add(file);
                } else if (attributes.isRegularFile() && !name.endsWith("lock") && !name.endsWith(".tmp")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
                if (gone instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw gone;
            }
        });
        return files;
    }

    /** False if it is gone. */
    private boolean copied(Repository repository, Path path, Kind kind) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Instant modified = attributes.lastModifiedTime().toInstant();
            Entry bare = new Entry(place(path), mode(path), modified, 0, "");
            entries.put(
                    bare.place(),
                    kind == Kind.DIRECTORY ? bare : contents(repository, path, kind, bare, attributes.size()));
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** What is in a message never changes, so one that the last snapshot has need not be read again. */
    private Entry contents(Repository repository, Path path, Kind kind, Entry bare, long size) throws IOException {
        Entry known = before.get(key(new Entry(bare.place(), "", bare.modified(), size, "")));
        if (kind == Kind.MESSAGE && known != null && repository.has(known.hash())) {
            return new Entry(bare.place(), bare.mode(), bare.modified(), size, known.hash());
        }
        Repository.Kept kept = repository.keep(path);
        octets += kept.size();
        return new Entry(bare.place(), bare.mode(), bare.modified(), kept.size(), kept.hash());
    }

    private String place(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(mail) ? MAIL + mail.relativize(absolute) : DATA + data.relativize(absolute);
    }

    /** The same for a message that has got other flags; one that was moved has another name, and is read once more. */
    private static String key(Entry entry) {
        String name = entry.place().substring(entry.place().lastIndexOf('/') + 1);
        int info = name.indexOf(':');
        return (info < 0 ? name : name.substring(0, info)) + "\t" + entry.size() + "\t" + entry.modified();
    }

    private static String mode(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? PosixFilePermissions.toString(
                        Files.readAttributes(path, PosixFileAttributes.class).permissions())
                : "";
    }
}
