package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * What there is in all mailboxes of a user when one looks.
 *
 * @param sure whether the disk said all; it may have failed to say what is a mailbox
 */
record Tally(Quota.Usage usage, boolean sure) {
    static Tally of(Path maildir) throws IOException {
        boolean sure = true;
        Quota.Usage usage = count(maildir);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(maildir, ".?*")) {
            for (Path folder : folders) {
                boolean deleted = folder.getFileName().toString().startsWith(Scratch.DELETED);
                if (!deleted && Files.isDirectory(folder.resolve("cur"))) {
                    usage = usage.plus(count(folder));
                } else {
                    sure &= deleted || isNoFolder(folder);
                }
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return new Tally(usage, sure);
    }

    /** Whether that is certain. */
    private static boolean isNoFolder(Path folder) {
        try {
            return !Files.readAttributes(folder.resolve("cur"), BasicFileAttributes.class)
                    .isDirectory();
        } catch (NoSuchFileException | AccessDeniedException none) {
            return true;
        } catch (IOException trouble) {
            return !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS); // it may be a file
        }
    }

    private static Quota.Usage count(Path folder) throws IOException {
        Map<String, Found> found = new HashMap<>();
        Found.list(folder.resolve("new"), true, found);
        Found.list(folder.resolve("cur"), false, found);
        Quota.Usage usage = Quota.Usage.NONE;
        for (Found file : found.values()) {
            long octets = file.onDisk() >= 0
                    ? file.onDisk()
                    : file.in(folder).toFile().length();
            usage = usage.plus(new Quota.Usage(octets, 1));
        }
        return usage;
    }
}
