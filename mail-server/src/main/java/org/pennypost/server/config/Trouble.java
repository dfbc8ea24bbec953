package org.pennypost.server.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.evidence.EvidenceException;

/** What went wrong with a file or a line, in words for an operator: the system says of many files only their names. */
public final class Trouble {
    private static final Map<Class<?>, String> WORDS = Map.of(
            NoSuchFileException.class, "does not exist",
            AccessDeniedException.class, "this user may not do that",
            FileAlreadyExistsException.class, "exists already",
            NotDirectoryException.class, "is no directory");

    private Trouble() {}

    /** A line that says what is wrong and where. */
    public static String told(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        String words = WORDS.getOrDefault(failure.getClass(), "");
        if (!words.isEmpty()) {
            return ((FileSystemException) failure).getFile() + ": " + words;
        }
        boolean plain = failure.getClass() == IOException.class
                || failure.getClass() == FileSystemException.class
                || failure instanceof EvidenceException
                || failure instanceof StoreException;
        return plain ? message : failure.getClass().getSimpleName() + ": " + message;
    }
}
