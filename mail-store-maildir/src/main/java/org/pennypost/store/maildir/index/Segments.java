package org.pennypost.store.maildir.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.pennypost.core.mailbox.Picture;

/** The segments of one mailbox's index, which lie in a directory of their own within the Maildir. Thread-safe. */
final class Segments {
    private static final System.Logger LOG = System.getLogger(Segments.class.getName());
    static final String DIRECTORY = "pennypost-index";
    /** Counts up with the form of the files and with the terms. */
    private static final long VERSION = 1;

    private static final int MOST = 10;
    private static final int MERGED = 8;

    private final IndexedMailbox mailbox;
    private Map<Path, Segment> open = Map.of();

    Segments(IndexedMailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Whether there is an index. */
    boolean exist() {
        return Files.isDirectory(directory());
    }

    /** Those that are there now and whole. */
    synchronized List<Segment> list() {
        Map<Path, Segment> found = new HashMap<>();
        try (DirectoryStream<Path> files = files()) {
            for (Path file : files) {
                Segment known = open.get(file);
                found.put(file, known == null ? Segment.open(file, identity()) : known);
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            found.clear();
        } catch (IOException unreadable) {
            return afterDamage(unreadable);
        }
        open = found;
        return List.copyOf(found.values());
    }

    /** Writes down what has been gathered. */
    void add(SegmentBuilder builder) throws IOException {
        if (!exist()) {
            Files.createDirectory(
                    directory(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        builder.write(directory(), identity());
    }

    /** Takes all of them away. */
    synchronized void clear() throws IOException {
        try (DirectoryStream<Path> files = files()) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            LOG.log(System.Logger.Level.TRACE, "there was no index", none);
        }
        open = Map.of();
    }

    /** Makes fewer of them, if there are many. */
    void tidy(LongPredicate wanted) throws IOException {
        List<Segment> all = list();
        while (all.size() > MOST) {
            List<Segment> small = all.stream()
                    .sorted(Comparator.comparingInt(segment -> segment.uids().length))
                    .limit(MERGED)
                    .toList();
            Merging.merge(small, wanted, directory(), identity());
            for (Segment merged : small) {
                Files.deleteIfExists(merged.path());
            }
            all = list();
        }
    }

    /** Takes away what cannot be read: its messages are then as if they had never been indexed. */
    synchronized void drop(Segment damaged, IOException why) {
        LOG.log(System.Logger.Level.DEBUG, () -> damaged.path() + " is made anew: " + why.getMessage());
        delete(damaged.path());
    }

    /** Without any file that cannot be opened. */
    private List<Segment> afterDamage(IOException why) {
        List<Segment> good = new ArrayList<>();
        try (DirectoryStream<Path> files = files()) {
            for (Path file : files) {
                try {
                    good.add(Segment.open(file, identity()));
                } catch (IOException damaged) {
                    LOG.log(System.Logger.Level.DEBUG, () -> file + " is made anew: " + why.getMessage());
                    delete(file);
                }
            }
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "an index cannot be read", gone);
        }
        open = Map.of();
        return good;
    }

    /** The files that are whole; others may be writing more. */
    private DirectoryStream<Path> files() throws IOException {
        return Files.newDirectoryStream(
                directory(),
                file -> file.getFileName().toString().startsWith(SegmentWriter.PREFIX)
                        && !file.toString().endsWith(SegmentWriter.UNFINISHED));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            LOG.log(System.Logger.Level.DEBUG, "a damaged file is left", left);
        }
    }

    private Path directory() {
        return mailbox.directory().resolve(DIRECTORY);
    }

    private long identity() {
        Picture now = mailbox.picture();
        return (VERSION * 31 + now.uidValidity()) * 0x9E3779B97F4A7C15L
                + now.mailboxId().hashCode();
    }
}
