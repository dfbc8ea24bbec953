package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.World;

/**
 * Any sequence of commands on any maildrop, in any chunking, with deliveries and expunges by others in between, gives
 * what {@link MaildropModel} says, and leaves in the mailbox what it says.
 */
// RFC1939-4-c, RFC1939-4-h, RFC1939-5-DELE-d, RFC1939-5-DELE-e, RFC1939-6-b, RFC1939-6-c, RFC1939-6-f, RFC1939-11-a
// RFC1939-11-b, RFC2449-3-f, RFC2449-6.6-a, RFC6856-2.1-h
class Pop3ModelTest {
    /** What happens: a command, or something that others do to the mailbox. */
    private sealed interface Act {
        record Command(String line) implements Act {}

        record Delivery(String text) implements Act {}

        record Expunge(int which) implements Act {}
    }

    @Property(tries = 400)
    void aConversationIsWhatTheModelSays(
            @ForAll("maildrops") List<String> texts,
            @ForAll("acts") List<Act> acts,
            @ForAll boolean quits,
            @ForAll long seed)
            throws StoreException {
        World world = new World(List.of());
        world.authenticator().user("tim", "tanstaaf");
        Account account = world.store().account("tim");
        for (String text : texts) {
            Mails.append(account, text);
        }
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        MaildropModel model = new MaildropModel(texts, inbox.picture());
        Talk talk = new Talk(world, new SplittableRandom(seed));
        talk.exchange("USER tim\r\nPASS tanstaaf\r\n");
        StringBuilder waiting = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (Act act : acts) {
            if (act instanceof Act.Command) {
                String line = ((Act.Command) act).line();
                waiting.append(line).append("\r\n");
                expected.append(model.answer(line));
                continue;
            }
            assertEquals(expected.toString(), talk.exchange(waiting.toString()));
            waiting.setLength(0);
            expected.setLength(0);
            if (act instanceof Act.Delivery) {
                String text = ((Act.Delivery) act).text();
                model.delivered(Mails.append(account, text), text);
            } else if (inbox.picture().size() > 0) {
                long uid = inbox.picture()
                        .uid(((Act.Expunge) act).which() % inbox.picture().size());
                inbox.expunge(Mails.set(uid), Mailbox.Expunging.ALL);
                model.expunged(uid);
            }
        }
        assertEquals(expected.toString(), talk.exchange(waiting.toString()));
        end(talk, model, quits);
        List<String> left = new ArrayList<>();
        for (long uid : Mails.uids(inbox.picture())) {
            left.add(uid + " " + Mails.text(inbox, uid));
        }
        assertEquals(model.left(quits), left);
    }

    private static void end(Talk talk, MaildropModel model, boolean quits) {
        if (quits) {
            assertEquals(model.answer("QUIT"), talk.exchange("QUIT\r\n"));
        } else {
            talk.driver.end(Ending.LOST);
        }
        assertTrue(talk.driver.closed());
    }

    @Provide
    Arbitrary<List<String>> maildrops() {
        return texts().list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(1, 8);
        Arbitrary<String> plain = Arbitraries.of("STAT", "LIST", "UIDL", "NOOP", "RSET", "XYZZY", "list", "Uidl");
        Arbitrary<String> numbered = Combinators.combine(
                        Arbitraries.of("LIST", "UIDL", "RETR", "RETR", "DELE", "DELE"), numbers)
                .as((keyword, number) -> keyword + " " + number);
        Arbitrary<String> tops = Combinators.combine(
                        numbers, Arbitraries.integers().between(0, 5))
                .as((number, lines) -> "TOP " + number + " " + lines);
        Arbitrary<Act> commands =
                Arbitraries.oneOf(plain, numbered, numbered, tops).map(Act.Command::new);
        Arbitrary<Act> deliveries = texts().map(Act.Delivery::new);
        Arbitrary<Act> expunges = numbers.map(Act.Expunge::new);
        return Arbitraries.frequencyOf(Tuple.of(8, commands), Tuple.of(1, deliveries), Tuple.of(1, expunges))
                .list()
                .ofMaxSize(25);
    }

    /** Messages with dots and blank lines wherever they hurt, of all sizes from none, some larger than any chunk. */
    private static Arbitrary<String> texts() {
        Arbitrary<String> small = Arbitraries.of("a", "b: c", "\r\n", "\r\n", "\r\n.", ".", "..", "\r\n\r\n", " x")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        Arbitrary<String> large = Combinators.combine(
                        Arbitraries.of("", ".", "\r\n."), Arbitraries.of(60_000, 70_000, 140_000), small)
                .as((start, size, end) -> "A: b\r\n\r\n" + (start + "0123456789abcd\r\n").repeat(size / 16) + end);
        return Arbitraries.frequencyOf(Tuple.of(20, small), Tuple.of(1, large));
    }

    /** One conversation, cut at random. */
    private static final class Talk {
        private final LoopbackDriver driver;
        private final SplittableRandom random;

        Talk(World world, SplittableRandom random) {
            this.driver = new LoopbackDriver(
                    PopServer.with(world.store(), world.authenticator(), world.surroundings())
                            .pop3(),
                    Peers.local());
            this.random = random;
            driver.pump();
            driver.takeSent();
        }

        String exchange(String said) {
            byte[] octets = said.getBytes(StandardCharsets.ISO_8859_1);
            int most = random.nextInt(1, 100);
            for (int at = 0; at < octets.length; ) {
                int length = Math.min(octets.length - at, random.nextInt(1, most + 1));
                driver.receive(
                        ByteBuffer.allocate(length).put(octets, at, length).flip());
                at += length;
            }
            return new String(driver.takeSent(), StandardCharsets.ISO_8859_1);
        }
    }
}
