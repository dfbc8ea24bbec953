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
