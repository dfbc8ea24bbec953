package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A file as it was found in {@code new} or {@code cur}, and what its name tells.
 *
 * @param onDisk the size of the file; −1 if the name does not tell
 * @param octets its size with CRLF line ends; −1 if the name does not tell
 */
record Found(String name, boolean fresh, long onDisk, long octets) {
    /** Where a name was skipped, which is said once. */
    private static final Set<Path> TOLD = ConcurrentHashMap.newKeySet();

    static Found of(String name, boolean fresh) {
        return new Found(name, fresh, FileName.size(name, 'S'), FileName.size(name, 'W'));
    }

    String base() {
        return FileName.base(name);
    }

    String letters() {
        return FileName.letters(name);
    }

    /** When it arrived, see {@link FileName#arrival}. */
    long arrival() {
        return FileName.arrival(name);
    }

    /** Whether the name tells both sizes, so that nobody must look into the file. */
    boolean isTold() {
        return onDisk >= 0 && octets >= 0;
    }

    Path in(Path maildir) {
        return maildir.resolve(fresh ? "new" : "cur").resolve(name);
    }

    /** Adds what is in a directory, by base name. */
    static void list(Path directory, boolean fresh, Map<String, Found> into) throws IOException {
        list(directory, fresh, found -> into.put(found.base(), found));
    }

    /** Gives what is in a directory; files whose names begin with a dot are no messages. */
    static void list(Path directory, boolean fresh, Consumer<Found> each) throws IOException {
        Names.forEach(directory, name -> {
            if (name.indexOf('\uFFFD') >= 0 || name.indexOf('\n') >= 0) {
                skipped(name, directory);
            } else if (name.charAt(0) != '.') {
                each.accept(of(name, fresh));
            }
        });
    }

    private static void skipped(String name, Path directory) {
        if (TOLD.add(directory)) {
            System.getLogger(Found.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "in " + directory + " are files that count for nothing because of their names, such as "
                                    + name.replace('\n', '?')
                                    + "; if they have letters beyond ASCII this process needs LC_ALL=C.UTF-8");
        }
    }
}
