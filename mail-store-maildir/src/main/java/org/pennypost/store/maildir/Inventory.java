package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.core.mailbox.Copyable.Kind;
import org.pennypost.core.mailbox.Copyable.Piece;
import org.pennypost.store.maildir.cache.CacheFile;
import org.pennypost.store.maildir.index.TextIndex;

/** The files of a store that must be copied to have a copy of it. A run. */
final class Inventory {
    private final List<Piece> directories = new ArrayList<>();
    private final List<Piece> messages = new ArrayList<>();
    private final List<Piece> notes = new ArrayList<>();

    /** All below the directory of a store. */
    List<Piece> of(Path store) throws IOException {
        for (Path entry : entries(store)) {
            Path maildir = entry.resolve("Maildir");
            if (Files.isDirectory(maildir.resolve("cur"))) {
                directories.add(new Piece(entry, Kind.DIRECTORY));
                account(maildir);
            } else {
                note(entry);
            }
        }
        List<Piece> all = new ArrayList<>(directories);
        all.addAll(messages);
        all.addAll(notes);
        return all;
    }

    private void account(Path maildir) throws IOException {
        for (Path folder : MailboxTree.folders(maildir).values()) {
            directories.add(new Piece(folder, Kind.DIRECTORY));
            for (String part : List.of("cur", "new", "tmp")) {
                directories.add(new Piece(folder.resolve(part), Kind.DIRECTORY));
            }
            messages(folder);
            for (Path entry : entries(folder)) {
                note(entry);
            }
        }
    }

    /** To list a directory may pass by a file that is renamed meanwhile; of two lists the later one is right. */
    private void messages(Path folder) throws IOException {
        Map<String, Path> byBase = new LinkedHashMap<>();
        for (String part : List.of("new", "cur", "new", "cur")) {
            for (Path file : entries(folder.resolve(part))) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    byBase.put(FileName.base(name), file);
                }
            }
        }
        byBase.values().stream()
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .forEach(file -> messages.add(new Piece(file, Kind.MESSAGE)));
    }

    private void note(Path file) {
        String name = file.getFileName().toString();
        boolean passing = name.endsWith(".lock")
                || name.endsWith(".tmp")
                || name.startsWith(CacheFile.PREFIX)
                || name.equals(TextIndex.DIRECTORY)
                || name.startsWith("dovecot.");
        if (!passing && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            notes.add(new Piece(file, Kind.NOTES));
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(entries::add);
        } catch (NoSuchFileException removedMeanwhile) {
            return List.of();
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        entries.sort(null);
        return entries;
    }
}
