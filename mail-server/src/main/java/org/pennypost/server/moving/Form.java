package org.pennypost.server.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How mail lies in files. */
public enum Form {
    /** Maildir++: a directory with {@code cur} and {@code new}, further mailboxes as {@code .Name} in it. */
    MAILDIR,
    /** One file for each mailbox, messages behind lines that begin with {@code From}. */
    MBOX,
    /** One file {@code .eml} for each message, a directory for each mailbox. */
    EML;

    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    /** The form that a file or directory has, as far as it shows. */
    static Optional<Form> of(Path path) throws IOException {
        if (isMaildir(path)) {
            return Optional.of(MAILDIR);
        }
        if (Files.isRegularFile(path)) {
            return isEml(path) ? Optional.of(EML) : isMbox(path) ? Optional.of(MBOX) : Optional.empty();
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                if (isEml(file) || EmlList.NAME.equals(file.getFileName().toString())) {
                    return Optional.of(EML);
                } else if (isMbox(file)) {
                    return Optional.of(MBOX);
                }
            }
        }
        return Optional.empty();
    }

    static boolean isMaildir(Path directory) {
        return List.of("cur", "new").stream().allMatch(sub -> Files.isDirectory(directory.resolve(sub)));
    }

    static boolean isEml(Path file) {
        return lowerName(file).endsWith(".eml");
    }

    /** Whether a file begins as an mbox does; an empty one must have the name of one. */
    static boolean isMbox(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(FROM.length);
            return start.length == 0 ? lowerName(file).endsWith(".mbox") : Arrays.equals(start, FROM);
        }
    }

    private static String lowerName(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
