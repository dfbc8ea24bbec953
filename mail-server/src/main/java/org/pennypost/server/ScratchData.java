package org.pennypost.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A data directory for a server that leaves nothing behind. */
final class ScratchData implements AutoCloseable {
    private final Optional<Path> directory;

    private ScratchData(Optional<Path> directory) {
        this.directory = directory;
    }

    /** There is none; the directory is somebody's. */
    static ScratchData none() {
        return new ScratchData(Optional.empty());
    }

    /** A new one, for its owner only. */
    static ScratchData make() throws IOException {
        return new ScratchData(Optional.of(Files.createTempDirectory("pennypost-")));
    }

    Path directory() {
        return directory.orElseThrow();
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() {
        if (directory.isPresent()) {
            try {
                remove(directory.get());
            } catch (IOException | UncheckedIOException left) {
                System.getLogger(ScratchData.class.getName())
                        .log(System.Logger.Level.WARNING, "left behind: " + directory.get(), left);
            }
        }
    }

    private static void remove(Path top) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(top)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
