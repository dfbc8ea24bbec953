package org.pennypost.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;

/** Reading the octets of messages. */
interface ContentContract extends Stores {
    @Test
    default void contentIsReadFromAnyPlace() throws StoreException {
        Content content = inbox().content(Mails.append(alice(), "0123456789\r\n"));
        assertEquals(12, content.size());
        try (Content.Reader reader = content.open();
                Content.Reader other = content.open()) {
            assertEquals("6789\r\n", Mails.text(reader, 6));
            assertEquals("0123456789\r\n", Mails.text(other, 0));
            assertEquals("", Mails.text(reader, 12));
            ByteBuffer three = ByteBuffer.allocate(3);
            assertEquals(3, reader.read(2, three));
            assertEquals("234", new String(three.array(), StandardCharsets.US_ASCII));
            assertEquals(-1, reader.read(13, ByteBuffer.allocate(3)));
            assertEquals(2, reader.read(10, ByteBuffer.allocate(3)));
            assertEquals(12, reader.read(0, ByteBuffer.allocateDirect(100)));
        }
    }

    @Test
    default void octetsComeBackAsTheyWere() throws StoreException, IOException {
        byte[] octets = new byte[3_000_000];
        SplittableRandom random = new SplittableRandom(3);
        random.nextBytes(octets);
        for (int i = 0; i < octets.length; i++) {
            // Lines must end with CRLF; all else is the sender's business.
            if (octets[i] == '\n' || octets[i] == '\r') {
                octets[i] = 0;
            }
        }
        octets[0] = '\r';
        octets[1] = '\n';
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        try (Draft draft = alice().draft()) {
            for (int at = 0; at < octets.length; ) {
                int length = Math.min(octets.length - at, random.nextInt(1, 200_000));
                draft.write(ByteBuffer.wrap(octets, at, length));
                at += length;
            }
            inbox().append(List.of(new NewMessage(draft, Flags.NONE, Mails.DATE)));
        }
        Content content = inbox().content(1);
        assertEquals(octets.length, content.size());
        assertTrue(text.equals(Mails.text(content)), "the octets differ");
        reopen();
        assertEquals(octets.length, inbox().refresh().octets(0));
        assertTrue(text.equals(Mails.text(inbox(), 1)), "the octets differ after opening again");
        Optional<Content.FileSlice> file = inbox().content(1).file();
        if (file.isPresent()) {
            assertFileHolds(file.get(), octets);
        }
    }

    @Test
    default void emptyMessageIsAMessage() throws StoreException {
        long uid = Mails.append(alice(), "");
        assertEquals(0, inbox().content(uid).size());
        assertEquals("", Mails.text(inbox(), uid));
        assertEquals(1, inbox().refresh().size());
    }

    // RFC 1939 §3, RFC 5321 §4.5.2
    @Test
    default void contentKnowsWhetherALineBeginsWithADot() throws StoreException {
        assertTrue(dotFreeIsRight("a.b\r\nc.\r\n", true));
        assertTrue(dotFreeIsRight(".begin\r\n", false));
        assertTrue(dotFreeIsRight("a\r\n.\r\nb\r\n", false));
        assertTrue(dotFreeIsRight("x".repeat(65_535) + "\r\n.\r\n", false));
        assertTrue(dotFreeIsRight("", true));
        try (Draft draft = Mails.draft(alice(), "a\r\n.b\r\n")) {
            assertFalse(draft.content().dotFree());
        }
    }

    /** False is always right, only slower. */
    private boolean dotFreeIsRight(String text, boolean free) throws StoreException {
        return free || !inbox().content(Mails.append(alice(), text)).dotFree();
    }

    private static void assertFileHolds(Content.FileSlice slice, byte[] octets) throws IOException {
        assertEquals(octets.length, slice.size());
        try (FileChannel channel = FileChannel.open(slice.path(), StandardOpenOption.READ)) {
            ByteBuffer read = ByteBuffer.allocate(octets.length);
            while (read.hasRemaining() && channel.read(read, slice.offset() + read.position()) > 0) {
                // on to the end
            }
            assertEquals(ByteBuffer.wrap(octets), read.flip());
        }
    }
}
