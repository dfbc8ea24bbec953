package org.pennypost.server.drive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailStoreProvider;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;

/** Real sockets; each test is about one thing that a network can do to a conversation. */
class DriveTest {
    private static final int MORE_THAN_BUFFERS = 2_000;
    private static final int MORE_THAN_THREADS = 4 * Runtime.getRuntime().availableProcessors() + 4;

    @TempDir
    Path directory;

    private Station station;

    @BeforeEach
    void start() throws Exception {
        station = new Station(directory);
    }

    @AfterEach
    void stop() {
        station.close();
    }

    @Test
    void greetsAndAnswers() throws IOException {
        try (Caller caller = Caller.dial(station.clear)) {
            assertEquals("hello in clear", caller.line());
            assertEquals("one", caller.ask("one"));
            assertEquals("bye", caller.ask("QUIT"));
            assertTrue(caller.ended());
        }
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() throws IOException {
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            commands.append(i % 10 == 0 ? "CALL" : "command " + i).append("\r\n");
        }
        try (Caller caller = Caller.dial(station.clear)) {
            caller.send(commands.toString().getBytes(StandardCharsets.US_ASCII));
            caller.line();
            for (int i = 0; i < 1_000; i++) {
                assertEquals(i % 10 == 0 ? "called" : "command " + i, caller.line());
            }
        }
    }

    @Test
    void anAnswerAfterTheEndOfInputIsComplete() throws IOException {
        try (Caller caller = Caller.dial(station.clear)) {
            caller.send("CALL").send("LINES 5000").send("last").endOutput();
            caller.line();
            assertEquals("called", caller.line());
            for (int i = 0; i < 5_000; i++) {
                assertEquals("line " + i, caller.line());
            }
            assertEquals("last", caller.line());
            assertEquals("ending INPUT_CLOSED", caller.line());
            assertTrue(caller.ended());
        }
    }

    @Test
    void aVanishedPeerIsCleanedUpAfter() throws Exception {
        station.parrot.gate = new CountDownLatch(1);
        Caller caller = Caller.dial(station.clear);
        caller.send("CALL").line();
        assertTrue(station.parrot.called.await(30, TimeUnit.SECONDS));
        caller.vanish();
        assertEquals(1, station.drive.connections());
        station.parrot.gate.countDown();
        assertTrue(station.parrot.released.await(30, TimeUnit.SECONDS));
    }

    /** With level = debug the log of a busy server would be nothing but stacks. */
    @Test
    void aResetIsOneLineInTheLog() throws Exception {
        BlockingQueue<LogRecord> told = new LinkedBlockingQueue<>();
        Logger log = Logger.getLogger("org.pennypost.server.drive.Handler");
        Handler lines = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                told.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(lines);
        log.setLevel(Level.FINE);
        try {
            Caller caller = Caller.dial(station.clear);
            caller.line();
            caller.vanish();
            LogRecord entry = told.poll(30, TimeUnit.SECONDS);
            assertTrue(entry.getMessage().contains("] the driver failed: "), entry.getMessage());
            assertNull(entry.getThrown());
        } finally {
            log.setLevel(null);
            log.removeHandler(lines);
        }
    }

    @Test
    void aLongAnswerBehindTheLastCommandIsNotLostInTheClosing() throws IOException {
        try (Caller caller = Caller.dial(station.clear, 4_096)) {
            caller.send("LINES 50000").send("QUIT").send(new byte[300_000]);
            caller.line();
            for (int i = 0; i < 50_000; i++) {
                assertEquals("line " + i, caller.line());
            }
            assertEquals("bye", caller.line());
        }
    }

    @Test
    void answersOfWhichTheSystemTakesAPartAreWholeAndInOrder() throws Exception {
        try (Caller caller = Caller.dial(station.clear, 4_096)) {
            int answers = 0;
            do { // until nobody has room for more
                caller.send("LINES 5000");
                answers++;
            } while (answers < MORE_THAN_BUFFERS && station.parrot.heard.tryAcquire(1, TimeUnit.SECONDS));
            assertTrue(answers < MORE_THAN_BUFFERS);
            caller.line();
            for (int answer = 0; answer < answers; answer++) {
                for (int line = 0; line < 5_000; line++) {
                    assertEquals("line " + line, caller.line());
                }
            }
            assertEquals("the last", caller.ask("the last"));
        }
    }

    @Test
    void aBugOfOursIsNotToldToThePeer() throws IOException {
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            assertEquals("failed", caller.ask("BUG"));
            assertTrue(caller.ended());
        }
    }

    /** Such as memory that is short for a moment: of a thread of MINA's it would be the end, and of all that it serves. */
    @Test
    void anErrorOfTheMachineEndsOneConnectionAndNoThread() throws IOException {
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            try (Caller caller = Caller.dial(station.clear)) {
                assertEquals("hello in clear", caller.line());
                assertEquals("failed", caller.ask("ERROR"));
                assertTrue(caller.ended());
            }
        }
    }

    @Test
    void anErrorWhileAConnectionIsOpenedEndsNoThread() throws IOException {
        Protocol broken = (peer, wake) -> {
            throw new NoClassDefFoundError("secret detail");
        };
        InetSocketAddress port =
                station.drive.listen(Station.ANYWHERE, broken, false).address();
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            try (Caller caller = Caller.dial(port)) {
                assertTrue(caller.ended());
            }
        }
        greetsAndAnswers();
    }

    @Test
    void aChangeWakesAnIdlingConversation() throws IOException {
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            assertEquals("idling", caller.ask("IDLE"));
            station.parrot.waker.run();
            assertEquals("news", caller.line());
            station.parrot.waker.run();
            assertEquals("news", caller.line());
            assertEquals("idled", caller.ask("done"));
        }
    }

    @Test
    void aPeerThatSaysNothingIsSentAway() throws IOException {
        station.parrot.patience = Duration.ofSeconds(1);
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            assertEquals("ending IMPATIENT", caller.line());
            assertTrue(caller.ended());
        }
    }

    /** "Slowloris": each octet in time, and the line never ends. */
    @Test
    void aLineThatTricklesIsWaitedForNoLongerThanSilence() throws IOException {
        station.parrot.patience = Duration.ofSeconds(1);
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            assertEquals("ending IMPATIENT", caller.trickle());
        }
    }

    @Test
    void stoppingFinishesTheReplyInFlight() throws Exception {
        station.parrot.gate = new CountDownLatch(1);
        try (Caller busy = Caller.dial(station.clear);
                Caller idle = Caller.dial(station.clear)) {
            idle.line();
            busy.send("CALL").line();
            assertTrue(station.parrot.called.await(30, TimeUnit.SECONDS));
            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(() -> station.drive.stop(Duration.ofSeconds(30)));
            assertEquals("ending STOPPING", idle.line());
            assertTrue(idle.ended());
            idle.endOutput();
            assertThrows(IOException.class, () -> Caller.dial(station.clear));
            station.parrot.gate.countDown();
            assertEquals("called", busy.line());
            assertEquals("ending STOPPING", busy.line());
            assertTrue(busy.ended());
            busy.endOutput();
            assertTrue(stopped.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void stoppingCutsWhatDoesNotEnd() throws Exception {
        try (Caller caller = Caller.dial(station.clear, 4_096)) {
            station.parrot.content = new Parrot.Lines(20_000_000);
            caller.send("CONTENT").line();
            assertFalse(station.drive.stop(Duration.ofMillis(200)));
            assertEquals(0, station.drive.connections());
            assertTrue(station.parrot.released.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aTakenPortIsAnError() {
        InetSocketAddress taken = station.clear;
        assertThrows(IOException.class, () -> station.drive.listen(taken, station.parrot, false));
    }

    @Test
    void aLargeUploadArrivesWhole() throws IOException {
        byte[] octets = new byte[3_000_000];
        long sum = 0;
        for (int i = 0; i < octets.length; i++) {
            octets[i] = Parrot.Lines.OCTET.apply((long) i);
            sum += octets[i] & 0xff;
        }
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            caller.send("UPLOAD " + octets.length).send(octets);
            assertEquals("sum " + sum, caller.line());
        }
    }

    /** While a file is on its way, more commands arrive and reading is suspended; nothing may get stuck. */
    @Test
    void fiftyMegabytesFromAFileToASlowReaderThatGoesOnTalking() throws IOException {
        int size = 50_000_000;
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = Parrot.Lines.OCTET.apply((long) i);
        }
        Path file = Files.write(directory.resolve("message"), octets);
        station.parrot.content = new Parrot.Filed(new Content.FileSlice(file, 0, size));
        try (Caller caller = Caller.dial(station.clear, 16_384)) {
            caller.line();
            caller.send("one").send("CONTENT").send("CONTENT").send(new byte[200_000]);
            assertEquals("one", caller.line());
            for (int round = 0; round < 2; round++) {
                assertArrayEquals(octets, caller.in().readNBytes(size));
                assertEquals("end", caller.line());
            }
        }
    }

    @Test
    void aFileThatIsShorterThanItSaysIsReadAndRefused() throws IOException, StoreException {
        try (MailStore store = maildir(directory.resolve("mail"))) {
            Mailbox inbox = store.account("alice").mailbox(MailboxName.INBOX);
            Path cur = directory.resolve("mail/alice/Maildir/cur");
            Files.write(cur.resolve("1600000001.M1P1.host,S=1000000,W=1000000:2,"), new byte[100]);
            Files.write(cur.resolve("1600000002.M1P1.host,S=1000000,W=1000010:2,"), new byte[100]);
            assertEquals(2, inbox.refresh().size());
            for (long uid = 1; uid <= 2; uid++) {
                station.parrot.content = inbox.content(uid);
                try (Caller caller = Caller.dial(station.clear)) {
                    caller.line();
                    caller.send("CONTENT");
                    assertEquals(0, caller.in().readAllBytes().length);
                }
            }
        }
    }

    private static MailStore maildir(Path directory) throws StoreException {
        MailStoreProvider maildir = ServiceLoader.load(MailStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("maildir"))
                .findFirst()
                .orElseThrow();
        return maildir.open(directory, Map.of("durability", "none"));
    }

    @Test
    void aConnectionBeyondTheBoundHearsSoAndIsClosed() throws Exception {
        DriveLimits two = new DriveLimits(2, 1, 4, Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofSeconds(9));
        try (Station small = new Station(directory, two);
                Caller first = Caller.dial(small.clear);
                Caller second = Caller.dial(small.clear)) {
            first.line();
            second.line();
            // Not before the others are in: two reactors may take connections in any order.
            try (Caller third = Caller.dial(small.clear)) {
                assertEquals("ending CROWDED", third.line());
                assertEquals("", third.line());
            }
            first.ask("QUIT");
            first.endOutput();
            while (small.drive.connections() == 2) {
                Thread.onSpinWait();
            }
            try (Caller fourth = Caller.dial(small.clear)) {
                assertEquals("hello in clear", fourth.line());
            }
        }
    }

    @Test
    void oneAddressHasABoundOfItsOwnButForLoopback() throws Exception {
        DriveLimits one = new DriveLimits(9, 1, 4, Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofSeconds(9));
        try (Station small = new Station(directory, one);
                Caller first = Caller.dial(small.clear);
                Caller second = Caller.dial(small.clear)) {
            assertEquals("hello in clear", first.line());
            assertEquals("hello in clear", second.line());
            small.drive.trust("127.0.0.1"::equals);
            try (Caller far = Caller.dial(small.clear);
                    Caller again = Caller.dial(small.clear);
                    Caller other = Caller.dial(small.clear)) {
                far.send("PROXY TCP4 198.51.100.7 192.0.2.1 56324 143");
                assertEquals("hello in clear", far.line());
                again.send("PROXY TCP4 198.51.100.7 192.0.2.1 56325 143");
                assertEquals("ending CROWDED", again.line());
                other.send("PROXY TCP4 198.51.100.8 192.0.2.1 56326 143");
                assertEquals("hello in clear", other.line());
            }
        }
    }

    @Test
    void deflateIsRawAndBothWays() throws Exception {
        try (Caller caller = Caller.dial(station.clear)) {
            caller.line();
            assertEquals("go", caller.ask("COMPRESS"));
            var deflater = new java.util.zip.Deflater(9, true);
            var inflater = new java.util.zip.Inflater(true);
            byte[] block = new byte[100_000];
            deflater.setInput("LINES 20000\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            int length = deflater.deflate(block, 0, block.length, java.util.zip.Deflater.SYNC_FLUSH);
            caller.out().write(block, 0, length);
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            for (int count = caller.in().read(block);
                    count > 0;
                    count = caller.in().read(block)) {
                inflater.setInput(block, 0, count);
                byte[] room = new byte[100_000];
                for (int got = inflater.inflate(room); got > 0; got = inflater.inflate(room)) {
                    plain.write(room, 0, got);
                }
            }
            String text = plain.toString(StandardCharsets.US_ASCII);
            assertTrue(text.startsWith("line 0\r\n") && text.endsWith("line 19999\r\nbye\r\n"));
            deflater.end();
            inflater.end();
        }
    }
}
