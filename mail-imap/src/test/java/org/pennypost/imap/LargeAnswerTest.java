package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.TouchedStore;
import org.pennypost.core.testing.World;

/** FETCH of what is too large to be gathered: its length is announced first, and it is read while it is said. */
class LargeAnswerTest {
    private static final String WORDS = "some words of a long text\r\n".repeat(10_000);
    private static final String BASE64 = "Content-Type: application/x\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(WORDS.getBytes(StandardCharsets.US_ASCII));

    private final World world = new World(List.of());
    private int opened;
    private int readers;
    private long unreadableFrom = Long.MAX_VALUE;

    private final Protocol imap = ImapServer.with(
            TouchedStore.of(world.store(), (method, values) -> {
                readers += method.equals("open") ? 1 : method.equals("close") ? -1 : 0;
                if (method.equals("open") && opened++ > 0) {
                    throw new StoreException(Reason.EXPUNGED, "it is gone");
                }
                if (method.equals("read") && (long) values[0] >= unreadableFrom) {
                    throw new StoreException(Reason.UNAVAILABLE, "the disk is gone");
                }
            }),
            world.authenticator(),
            world.surroundings());

    @BeforeEach
    void fill() throws StoreException {
        world.authenticator().user("tim", "tanstaaf");
        Mails.append(world.store().account("tim"), "Subject: text\r\n\r\n" + WORDS);
        Mails.append(world.store().account("tim"), BASE64);
    }

    @Test
    void whatIsAnnouncedIsReadFromTheMessageThatWasOpened() {
        Client tim = selected();
        String text = tim.say("c FETCH 1 BODY.PEEK[]");
        assertTrue(text.contains(WORDS) && text.endsWith("c OK FETCH completed\r\n"), text.substring(0, 99));
        opened = 0;
        String decoded = tim.say("d FETCH 2 BINARY.PEEK[1]");
        assertTrue(decoded.contains(WORDS) && decoded.endsWith("d OK FETCH completed\r\n"), decoded);
        assertEquals(0, readers, "left open");
    }

    @Test
    void nothingElseIsSaidWithinALiteral() {
        opened = Integer.MIN_VALUE;
        Engine engine = connect();
        engine.receive(octets("c FETCH 2 BINARY.PEEK[1]"));
        String heard = "";
        boolean closed = false;
        for (Optional<Effect> next = engine.next(); next.isPresent(); next = engine.next()) {
            if (next.get() instanceof Effect.Run run) {
                run.call().run();
                engine.completed(run.call());
            } else if (next.get() instanceof Effect.Send send && send.payload() instanceof Payload.Octets said) {
                unreadableFrom = 100_000;
                heard += StandardCharsets.US_ASCII.decode(said.octets());
            } else {
                closed = next.get() instanceof Effect.Close;
            }
        }
        assertTrue(heard.startsWith("* 2 FETCH (BINARY[1] {" + WORDS.length() + "}\r\nsome words"), heard);
        assertFalse(heard.contains("c NO"), heard);
        assertTrue(closed);
    }

    @Test
    void aThousandPartsAreNotGathered() throws StoreException {
        opened = Integer.MIN_VALUE;
        for (int i = 0; i < 6; i++) {
            Mails.append(world.store().account("tim"), "Subject: text\r\n\r\n" + WORDS);
        }
        Engine engine = connect();
        long most = say(engine, "c FETCH 1:8 (UID" + parts(" BODY.PEEK[]<%d.65536>", 999) + ")");
        assertTrue(most < 4 * 1024 * 1024, most + " octets at once");
        long binary = say(engine, "d FETCH 2 (UID" + parts(" BINARY.PEEK[]<%d.65536>", 99) + ")");
        assertTrue(binary < 4 * 1024 * 1024, binary + " octets at once");
    }

    private Client selected() {
        Client tim = new Client(imap);
        tim.say("a LOGIN tim tanstaaf");
        tim.say("b SELECT INBOX");
        opened = 0;
        return tim;
    }

    /** Each is another: an item that is asked for twice is told once. */
    private static String parts(String item, int count) {
        return IntStream.range(0, count).mapToObj(item::formatted).collect(Collectors.joining());
    }

    private Engine connect() {
        Engine engine = imap.accept(Peers.from("127.0.0.1"), () -> {});
        gathered(engine);
        say(engine, "a LOGIN tim tanstaaf");
        say(engine, "b SELECT INBOX");
        return engine;
    }

    private static long say(Engine engine, String line) {
        engine.receive(octets(line));
        return gathered(engine);
    }

    private static ByteBuffer octets(String line) {
        return ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** The most that is held in memory between two calls. */
    private static long gathered(Engine engine) {
        long most = 0;
        long now = 0;
        for (Optional<Effect> next = engine.next(); next.isPresent(); next = engine.next()) {
            if (next.get() instanceof Effect.Run run) {
                now = 0;
                run.call().run();
                engine.completed(run.call());
            } else if (next.get() instanceof Effect.Send send && send.payload() instanceof Payload.Octets octets) {
                now += octets.size();
                most = Math.max(most, now);
            }
        }
        return most;
    }
}
