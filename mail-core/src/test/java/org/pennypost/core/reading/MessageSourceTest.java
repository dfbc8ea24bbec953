package org.pennypost.core.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.engine.Work;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MessageParser;
import org.pennypost.core.testing.Mails;

class MessageSourceTest {
    private static final int HELD = 256 * 1024;

    private final SplittableRandom random = new SplittableRandom(2);

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 5_000, 70_000, HELD - 1, HELD, HELD + 1, 700_000})
    void isReadAsAWholeWhateverItsSize(int size) throws StoreException {
        byte[] message = message(size);
        ByteBuffer whole = ByteBuffer.wrap(message);
        try (MessageSource source = open(message)) {
            assertEquals(MessageParser.parse(whole, MessageLimits.DEFAULTS), source.structure());
            assertEquals(
                    Header.parse(whole, MessageLimits.DEFAULTS).octets(),
                    source.header().octets());
            assertEquals(source.structure().header(), source.headerExtent());
            for (int i = 0; i < 50; i++) {
                assertReads(source, message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, HELD + 1})
    void questionsMayComeInAnyOrder(int size) throws StoreException {
        byte[] message = message(size);
        try (MessageSource source = open(message)) {
            assertReads(source, message);
            source.header();
            assertReads(source, message);
            source.structure();
            assertReads(source, message);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_000, 1_000_000})
    void whatIsShorterThanItSaysIsDamaged(int missing) throws StoreException {
        Content whole = MemoryContent.of(message(100));
        Content damaged = new Content() {
            @Override
            public long size() {
                return whole.size() + missing;
            }

            @Override
            public Reader open() throws StoreException {
                return whole.open();
            }

            @Override
            public boolean dotFree() throws StoreException {
                return whole.dotFree();
            }

            @Override
            public Optional<FileSlice> file() {
                return Optional.of(new FileSlice(Path.of("message"), 0, size()));
            }
        };
        try (MessageSource source = MessageSource.open(damaged, MessageLimits.DEFAULTS)) {
            long end = whole.size();
            assertEquals(end, source.read(new Extent(0, end)).remaining());
            assertDamaged(() -> source.read(new Extent(end - 50, 51)));
            assertDamaged(source::structure);
            source.check(new Extent(0, end));
            assertDamaged(() -> {
                source.check(source.whole());
                return source;
            });
        }
    }

    private static void assertDamaged(Work<?> work) {
        assertEquals(
                StoreException.Reason.CORRUPTION,
                assertThrows(StoreException.class, work::run).reason());
    }

    @Test
    void headerIsFoundHoweverLongItIs() throws StoreException {
        byte[] message = ("X: " + "y".repeat(300_000) + "\r\nSubject: behind\r\n\r\nbody\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (MessageSource source = open(message)) {
            assertEquals(
                    "behind", source.header().first("Subject").orElseThrow().text());
            assertEquals(message.length - 6, source.headerExtent().length());
        }
    }

    @Test
    void textOfALargeMessageIsFoundToItsEnd() throws StoreException {
        byte[] message = ("Subject: x\r\n\r\n" + "some words\r\n".repeat(40_000) + "THE END\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        StringBuilder text = new StringBuilder();
        try (MessageSource source = open(message)) {
            MessageText.ofBody(source, new MessageText.Sink() {
                @Override
                public void border() {}

                @Override
                public boolean take(CharBuffer folded) {
                    text.append(folded);
                    return true;
                }
            });
        }
        assertTrue(text.toString().endsWith("THE END\r\n"));
    }

    private void assertReads(MessageSource source, byte[] message) throws StoreException {
        int from = random.nextInt(message.length + 1);
        int length = random.nextInt(message.length - from + 1);
        assertEquals(ByteBuffer.wrap(message, from, length), source.read(new Extent(from, length)));
        ByteBuffer beyond = ByteBuffer.allocate(100);
        assertFalse(source.read(message.length, beyond));
    }

    private byte[] message(int size) {
        StringBuilder text =
                new StringBuilder("Subject: size\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n");
        text.append("\r\nfirst\r\n--b\r\nContent-Type: text/html\r\n\r\n");
        while (text.length() < size - 80) {
            text.append("w".repeat(random.nextInt(80))).append("\r\n");
        }
        text.append("--b--\r\n");
        text.append("e".repeat(Math.max(0, size - text.length())));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageSource open(byte[] message) throws StoreException {
        Account account = new MemoryStore().account("tim");
        long uid = Mails.append(account, new String(message, StandardCharsets.ISO_8859_1));
        return MessageSource.open(account.mailbox(MailboxName.INBOX).content(uid), MessageLimits.DEFAULTS);
    }
}
