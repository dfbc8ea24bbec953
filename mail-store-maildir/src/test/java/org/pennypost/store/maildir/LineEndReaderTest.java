package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;

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

    /** Who wants the structure alone gets it from the file as it is; from a wrong size the same as who reads all. */
    @Property(tries = 300)
    void structureIsThatOfWhatIsRead(
            @ForAll("pieces") List<String> pieces,
            @ForAll @IntRange(min = 1, max = 400) int times,
            @ForAll @IntRange(min = -1, max = 1) int wrong)
            throws IOException, StoreException {
        String text = "Content-Type: multipart/mixed; boundary=b\n\n"
                + String.join("", pieces).repeat(times);
        int size = text.replaceAll("(?<!\r)\n", "\r\n").length() + wrong;
        Path file = Files.writeString(Files.createTempFile("lines", ".eml"), text);
        try (MessageSource skimmed = MessageSource.open(new LfFile(file, size), MessageLimits.DEFAULTS);
                MessageSource read = MessageSource.open(new LfFile(file, size), MessageLimits.DEFAULTS)) {
            if (wrong > 0) {
                assertThrows(StoreException.class, skimmed::skim);
            } else {
                assertEquals(read.structure(), skimmed.skim());
                assertEquals(read.header().octets(), skimmed.header().octets());
                assertEquals(read.read(read.whole()), skimmed.read(skimmed.whole()));
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Who asks only what fields say gets it from the file as it is. */
    @Property(tries = 300)
    void fieldsSayTheSameWithoutCr(
            @ForAll("pieces") List<String> pieces, @ForAll @IntRange(min = 1, max = 400) int times)
            throws IOException, StoreException {
        String text = "Subject: y\n" + String.join("", pieces).repeat(times);
        int size = text.replaceAll("(?<!\r)\n", "\r\n").length();
        Path file = Files.writeString(Files.createTempFile("lines", ".eml"), text);
        try (MessageSource skimmed = MessageSource.open(new LfFile(file, size), MessageLimits.DEFAULTS);
                MessageSource read = MessageSource.open(new LfFile(file, size), MessageLimits.DEFAULTS)) {
            assertEquals(fields(read.header()), fields(skimmed.skimHeader()));
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> fields(Header header) {
        List<String> fields = new ArrayList<>();
        header.forEach(field -> fields.add(field.name() + ":" + field.value()));
        return fields;
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of("\n", "\r\n", "\r", "--b\n", "--b--\n", "--b\r\n", "Subject: x\n", " y\n", "text")
                .list()
                .ofMaxSize(12);
    }

    /** A file of another program. */
    private record LfFile(Path path, long size) implements Content {
        @Override
        public Reader open() throws StoreException {
            try {
                return new LineEndReader(FileChannel.open(path, StandardOpenOption.READ), size);
            } catch (IOException gone) {
                throw new StoreException(StoreException.Reason.UNAVAILABLE, "cannot open", gone);
            }
        }

        @Override
        public boolean dotFree() {
            return false;
        }

        @Override
        public Optional<FileSlice> file() {
            return Optional.empty();
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
