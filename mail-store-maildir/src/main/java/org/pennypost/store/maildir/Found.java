package org.pennypost.store.maildir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A file as it was found in {@code new} or {@code cur}. */
record Found(String name, String base, boolean fresh) {
    Found(String name, boolean fresh) {
        this(name, FileName.base(name), fresh);
    }

    Path in(Path maildir) {
        return maildir.resolve(fresh ? "new" : "cur").resolve(name);
    }

    /** Adds what is in a directory, by base name; files whose names begin with a dot are no messages. */
    static void list(Path directory, boolean fresh, Map<String, Found> into) throws IOException {
        String[] names = directory.toFile().list();
        if (names == null) {
            Files.newDirectoryStream(directory).close();
            throw new IOException("cannot list " + directory + File.separator);
        }
        for (String name : names) {
            if (name.charAt(0) != '.' && name.indexOf('\uFFFD') < 0 && name.indexOf('\n') < 0) {
                Found found = new Found(name, fresh);
                into.put(found.base(), found);
            }
        }
    }
}
