package org.pennypost.server.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    /** So late that nothing can be at rest by its time. */
    private static final Instant BUSY = Instant.now().plus(Duration.ofDays(1));

    private static final Instant RESTED = Instant.now().minus(Duration.ofDays(1));

    @TempDir
    Path directory;

    private Path path;
    private FollowedFile<List<String>> file;

    @BeforeEach
    void follow() {
        path = directory.resolve("file");
        file = new FollowedFile<>(FileStamp.precise(path), lines -> lines);
    }

    @Test
    void aFileThatIsNotThereYetSaysNothing() throws IOException {
        assertEquals(List.of(), file.current());
        replaced("a\n");
        assertEquals(List.of("a"), file.current());
    }

    @Test
    void whatTakesItsPlaceCountsAtOnce() throws IOException {
        replaced("a\r\nb\n");
        assertEquals(List.of("a", "b"), file.current());
        for (int i = 0; i < 10; i++) {
            replaced("c\n");
            replaced("a" + i + "\n");
            assertEquals(List.of("a" + i), file.current());
        }
    }

    @Test
    void whatIsWrittenInPlaceCountsWhenItIsAtRest() throws IOException {
        replaced("a\nb\n");
        file.current();
        written("", BUSY);
        assertEquals(List.of("a", "b"), file.current());
        written("a\n", BUSY);
        assertEquals(List.of("a", "b"), file.current());
        written("a\nc\n", RESTED);
        assertEquals(List.of("a", "c"), file.current());
    }

    @Test
    void whatTakesItsPlaceAndIsStillEmptyOrEndsInALineWaits() throws IOException {
        replaced("a\nb\n");
        file.current();
        replaced("");
        assertEquals(List.of("a", "b"), file.current());
        replaced("a\nbe");
        assertEquals(List.of("a", "b"), file.current());
        written("a\nbert", RESTED);
        assertEquals(List.of("a", "bert"), file.current());
        written("", RESTED);
        assertEquals(List.of(), file.current());
    }

    @Test
    void whatIsGoneIsAFailureUntilAllOfItIsThereAgain() throws IOException {
        replaced("a\nb\n");
        file.current();
        Files.delete(path);
        assertThrows(NoSuchFileException.class, file::current);
        assertThrows(NoSuchFileException.class, file::current);
        written("a\n", BUSY);
        assertEquals(List.of("a", "b"), file.current());
        written("a\nb\nc\n", RESTED);
        assertEquals(List.of("a", "b", "c"), file.current());
    }

    @Test
    void whatCannotBeReadIsAFailure() throws IOException {
        replaced("a\n");
        file.current();
        Files.write(path, new byte[] {(byte) 0xFF});
        Files.setLastModifiedTime(path, FileTime.from(RESTED));
        assertThrows(CharacterCodingException.class, file::current);
        assertEquals(List.of("a"), file.last());
    }

    private void written(String text, Instant modified) throws IOException {
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    private void replaced(String text) throws IOException {
        Path other = Files.writeString(directory.resolve("other"), text);
        Files.setLastModifiedTime(other, FileTime.from(BUSY));
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
