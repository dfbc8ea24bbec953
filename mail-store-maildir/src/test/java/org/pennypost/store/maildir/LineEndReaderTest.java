package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.pennypost.core.mailbox.StoreException;

class LineEndReaderTest {
    /** A name may tell any size: what is read is the beginning of the message, or all of it. */
    @Property(tries = 300)
    void readsWhatThereIsIfTheSizeIsWrong(
            @ForAll @Chars({'a', '\r', '\n'}) @StringLength(max = 40) String text,
            @ForAll @IntRange(min = 1, max = 120) int size)
            throws IOException, StoreException {
        String expected = text.replaceAll("(?<!\r)\n", "\r\n");
        Path file = Files.createTempFile("lines", ".eml");
        try (FileChannel channel = FileChannel.open(Files.writeString(file, text), StandardOpenOption.READ)) {
            ByteBuffer into = ByteBuffer.allocate(size);
            LineEndReader reader = new LineEndReader(channel, size);
            reader.read(0, into);
            String read = new String(into.array(), 0, into.position(), StandardCharsets.US_ASCII);
            int end = Math.min(size, expected.length());
            assertEquals(expected.substring(0, end), read);
            assertEquals(-1, reader.read(end, ByteBuffer.allocate(1)));
            assertEquals(-1, reader.read(Math.max(end, size - 1), ByteBuffer.allocate(1)));
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 300)
    void readsAsIfLinesEndedWithCrLf(
            @ForAll @Chars({'a', '\r', '\n'}) @StringLength(max = 40) String text,
            @ForAll @IntRange(min = 1, max = 2000) int times,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 100) Integer> places)
            throws IOException, StoreException {
        String whole = text.repeat(times);
        String expected = whole.replaceAll("(?<!\r)\n", "\r\n");
        Path file = Files.createTempFile("lines", ".eml");
        try (FileChannel channel = FileChannel.open(Files.writeString(file, whole), StandardOpenOption.READ)) {
            assertEquals(expected.length(), LineEndReader.size(channel));
            LineEndReader reader = new LineEndReader(channel, expected.length());
            ByteBuffer all =
                    ByteBuffer.allocate(7 + expected.length()).position(7).slice();
            new LineEndReader(channel, expected.length()).read(0, all);
            assertEquals(expected, new String(all.array(), 7, all.position(), StandardCharsets.US_ASCII));
            for (int place : places) {
                int from = (int) ((long) expected.length() * place / 100);
                ByteBuffer into = ByteBuffer.allocate(1 + place * place);
                int count = reader.read(from, into);
                assertEquals(from == expected.length() ? -1 : into.position(), count);
                String read = new String(into.array(), 0, into.position(), StandardCharsets.US_ASCII);
                int end = Math.min(expected.length(), from + into.capacity());
                assertEquals(expected.substring(from, end), read);
            }
        } finally {
            Files.delete(file);
        }
    }
}
