package org.pennypost.store.maildir;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The names of the files in a directory. Of a large one another thread reads the next names while those before are dealt
 * with. Unlike {@link java.io.File#list()} it tells when the directory could not be read to its end: files that are not
 * listed would count as gone. Confined to one thread.
 */
final class Names implements Closeable {
    /** So many are read in a few milliseconds; a smaller directory needs no other thread. */
    static final int BATCH = 4096;

    private final DirectoryStream<Path> directory;
    private final Iterator<Path> files;

    private Names(DirectoryStream<Path> directory) {
        this.directory = directory;
        this.files = directory.iterator();
    }

    /** Gives all names, in the order in which the file system has them. */
    static void forEach(Path directory, Consumer<String> each) throws IOException {
        try (Names names = new Names(Files.newDirectoryStream(directory))) {
            names.forEach(each);
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
    }

    private void forEach(Consumer<String> each) {
        List<Path> batch = batch();
        while (batch.size() == BATCH) {
            Alongside<List<Path>> next = Alongside.begin(this::batch);
            give(batch, each);
            batch = next.end();
        }
        give(batch, each);
    }

    /** Who reads ahead has more to do than who waits for it, so the names are made here. */
    private static void give(List<Path> batch, Consumer<String> each) {
        batch.forEach(file -> each.accept(file.getFileName().toString()));
    }

    private List<Path> batch() {
        List<Path> batch = new ArrayList<>();
        while (batch.size() < BATCH && files.hasNext()) {
            batch.add(files.next());
        }
        return batch;
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
