package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;

class AnnotationFileTest {
    private static final int USERS = 400;

    @TempDir
    Path directory;

    private Path file;
    private AnnotationFile annotations;

    @BeforeEach
    void open() {
        file = directory.resolve(AnnotationFile.OF_MAILBOX);
        annotations = new AnnotationFile(() -> file, new Disk(false, false));
    }

    @Test
    void manyAreReadAndChangedInATimeThatGrowsWithThem() throws IOException {
        fill(USERS, Annotations.MAX_ENTRIES);
        Annotations.Key key = new Annotations.Key("", "/comment");
        assertTimeout(
                Duration.ofSeconds(20),
                () -> annotations.change(all -> all.with(key, ByteBuffer.wrap(new byte[] {1}))));
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertEquals(
                        USERS * Annotations.MAX_ENTRIES + 1,
                        annotations.read().values().size()));
    }

    @Test
    void boundsHoldForEachUser() throws IOException, StoreException {
        fill(3, Annotations.MAX_ENTRIES + 1);
        Mails.assertRefused(Reason.LIMIT, annotations::read);
        fill(3, Annotations.MAX_ENTRIES);
        Annotations all = annotations.read();
        ByteBuffer more = ByteBuffer.wrap(new byte[] {1});
        Mails.assertRefused(Reason.LIMIT, () -> all.with(new Annotations.Key("u1", "/more"), more));
        assertEquals(
                3 * Annotations.MAX_ENTRIES + 1,
                all.with(new Annotations.Key("u3", "/more"), more).values().size());
    }

    private void fill(int users, int entries) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int user = 0; user < users; user++) {
            for (int entry = 0; entry < entries; entry++) {
                text.append('u').append(user).append("\t/e").append(entry).append("\tAA==\n");
            }
        }
        Files.writeString(file, text);
    }
}
