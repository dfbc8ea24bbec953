package org.pennypost.store.maildir.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.MessageCache;
import org.pennypost.core.mailbox.MessageCache.Entry;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;

class CacheFileTest {
    private static final CacheFormat FORMAT = new CacheFormat("test", 1);

    @TempDir
    Path directory;

    private Picture picture = mailbox(7, 40);
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("pennypost-cache-test");
    }

    @Test
    void whatIsKeptIsReadByAnotherProcess() {
        cache().keep(entries(1, 20));
        cache().keep(entries(21, 40));
        assertKnown(cache(), 1, 40);
    }

    @Test
    void oneThatIsOpenSeesWhatAnotherAdds() {
        CacheFile one = cache();
        CacheFile other = cache();
        one.keep(entries(1, 10));
        assertKnown(other, 1, 10);
        other.keep(entries(11, 20));
        one.keep(entries(21, 30));
        assertKnown(one, 1, 30);
        assertKnown(other, 1, 30);
    }

    @Test
    void whoeverReadsAFileThatIsReplacedReadsOn() throws IOException {
        CacheFile cache = cache();
        cache.keep(entries(1, 40));
        try (MessageCache.Reader reader = cache.open()) {
            assertEquals(text(1), read(reader, 1));
            Files.delete(file);
            cache.keep(entries(3, 3));
            assertEquals(text(40), read(reader, 40));
        }
        assertKnown(cache, 3, 3);
    }

    @Test
    void anotherUidValidityForgets() {
        CacheFile cache = cache();
        cache.keep(entries(1, 3));
        picture = mailbox(8, 40);
        assertEquals("", read(cache, 1));
        cache.keep(entries(2, 2));
        assertEquals("", read(cache, 1));
        assertKnown(cache, 2, 2);
    }

    @Test
    void changingAnyOctetNeverChangesAnAnswer() throws IOException {
        cache().keep(entries(1, 3));
        cache().keep(entries(4, 6));
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            Files.write(file, bad);
            assertNothingWrong(cache());
        }
    }

    @Test
    void cuttingItAnywhereNeverChangesAnAnswer() throws IOException {
        cache().keep(entries(1, 3));
        cache().keep(entries(4, 6));
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length += 3) {
            Files.write(file, Arrays.copyOf(good, length));
            CacheFile cache = cache();
            assertNothingWrong(cache);
            cache.keep(entries(7, 8));
            assertNothingWrong(cache);
            assertKnown(cache, 7, 8);
        }
    }

    @Test
    void damagedFileIsMadeAnewWithWhatIsGood() throws IOException {
        cache().keep(entries(1, 3));
        long first = Files.size(file);
        cache().keep(entries(4, 6));
        byte[] octets = Files.readAllBytes(file);
        octets[(int) first] ^= 1;
        Files.write(file, octets);
        CacheFile cache = cache();
        cache.keep(entries(7, 7));
        assertKnown(cache, 1, 3);
        assertEquals("", read(cache, 4));
        assertKnown(cache, 7, 7);
    }

    @Test
    void garbageIsThrownOut() throws IOException {
        CacheFile cache = cache();
        for (int round = 0; round < 100; round++) {
            List<Entry> large = new ArrayList<>();
            for (long uid = 1; uid <= 4; uid++) {
                large.add(new Entry(uid, size(uid), ByteBuffer.allocate(20_000).put(0, (byte) round)));
            }
            cache.keep(large);
            assertTrue(Files.size(file) < 1_500_000, "garbage is kept in " + Files.size(file));
        }
        try (MessageCache.Reader reader = cache.open()) {
            assertEquals(99, reader.read(4, size(4)).orElseThrow().get(0));
        }
    }

    @Test
    void fileOfSomebodyElseIsReplaced() throws IOException {
        Files.writeString(file, "no cache at all ".repeat(100));
        assertEquals("", read(cache(), 1));
        cache().keep(entries(1, 2));
        assertKnown(cache(), 1, 2);
    }

    @Test
    void withoutADirectoryNothingIsKeptAndNothingFails() {
        Path gone = directory.resolve("gone");
        CacheFile cache = new CacheFile(FORMAT, () -> gone, () -> picture);
        cache.keep(entries(1, 2));
        assertEquals("", read(cache, 1));
    }

    @Test
    void orderOfUidsDoesNotMatter() {
        CacheFile cache = cache();
        cache.keep(entries(30, 40));
        cache.keep(entries(1, 10));
        cache.keep(entries(5, 35));
        assertKnown(cache, 1, 40);
        try (MessageCache.Reader reader = cache.open()) {
            for (long uid = 40; uid >= 1; uid -= 3) {
                assertEquals(text(uid), read(reader, uid));
            }
        }
    }

    private CacheFile cache() {
        return new CacheFile(FORMAT, () -> directory, () -> picture);
    }

    private void assertNothingWrong(CacheFile cache) {
        try (MessageCache.Reader reader = cache.open()) {
            for (long uid = 1; uid <= 8; uid++) {
                String read = read(reader, uid);
                assertTrue(read.isEmpty() || read.equals(text(uid)), () -> "read " + read);
            }
        }
    }

    private static void assertKnown(CacheFile cache, long first, long last) {
        List<String> expected = new ArrayList<>();
        List<String> known = new ArrayList<>();
        try (MessageCache.Reader reader = cache.open()) {
            for (long uid = first; uid <= last; uid++) {
                expected.add(text(uid));
                known.add(read(reader, uid));
            }
        }
        assertArrayEquals(expected.toArray(), known.toArray());
    }

    private static String read(CacheFile cache, long uid) {
        try (MessageCache.Reader reader = cache.open()) {
            return read(reader, uid);
        }
    }

    private static String read(MessageCache.Reader reader, long uid) {
        Optional<ByteBuffer> read = reader.read(uid, size(uid));
        return read.map(octets -> StandardCharsets.US_ASCII.decode(octets).toString())
                .orElse("");
    }

    private static List<Entry> entries(long first, long last) {
        List<Entry> entries = new ArrayList<>();
        for (long uid = first; uid <= last; uid++) {
            entries.add(new Entry(uid, size(uid), StandardCharsets.US_ASCII.encode(text(uid))));
        }
        return entries;
    }

    private static String text(long uid) {
        return "what is kept of " + uid;
    }

    private static long size(long uid) {
        return 1000 + uid;
    }

    private static Picture mailbox(long uidValidity, int messages) {
        PictureEditor editor = Picture.empty("test", uidValidity).edit();
        for (long uid = 1; uid <= messages; uid++) {
            editor.append(0, size(uid), Instant.EPOCH, Instant.EPOCH);
        }
        return editor.done();
    }
}
