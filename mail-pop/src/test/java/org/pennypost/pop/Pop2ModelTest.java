package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.pennypost.core.engine.Ending;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.World;

/** Any sequence of commands, in any chunking and with mail that comes meanwhile, gives what {@link Pop2Model} says. */
class Pop2ModelTest {
    private int made;

    @Property(tries = 400)
    void aConversationIsWhatTheModelSays(@ForAll("acts") List<String> acts, @ForAll long seed) throws StoreException {
        SplittableRandom random = new SplittableRandom(seed);
        World world = new World(List.of());
        world.authenticator().user("fred", "secret");
        Account account = world.store().account("fred");
        account.create(MailboxName.of("Box"), Set.of());
        List<String> inbox = texts(account, MailboxName.INBOX, random.nextInt(5));
        List<String> box = texts(account, MailboxName.of("Box"), random.nextInt(3));
        Pop2Model model = new Pop2Model(Map.of("INBOX", inbox, "Box", box));
        LoopbackDriver driver = new LoopbackDriver(
                PopServer.with(world.store(), world.authenticator(), world.surroundings())
                        .pop2(),
                Peers.local());
        driver.pump();
        driver.takeSent();
        assertAnswer(model.login(), exchange(driver, "HELO fred secret", random));
        for (String act : acts) {
            if (act.equals("deliver")) {
                String text = text();
                Mails.append(account, account.mailbox(MailboxName.INBOX), text);
                model.delivered("INBOX", text);
            } else if (!model.over()) {
                assertAnswer(model.answer(act), exchange(driver, act, random));
            }
        }
        assertEquals(model.over(), driver.closed());
        driver.end(Ending.LOST);
        assertTrue(driver.closed());
        assertEquals(model.left("INBOX"), stored(account.mailbox(MailboxName.INBOX)));
        assertEquals(model.left("Box"), stored(account.mailbox(MailboxName.of("Box"))));
    }

    /** The text of a message comes as it is; of replies the first character and the number count. */
    private static void assertAnswer(String expected, String said) {
        if (expected.length() > 0 && "+-#=".indexOf(expected.charAt(0)) >= 0) {
            assertTrue(said.endsWith("\r\n"), said);
            assertEquals(expected, said.split(" ", 2)[0]);
        } else {
            assertEquals(expected, said);
        }
    }

    private static String exchange(LoopbackDriver driver, String command, SplittableRandom random) {
        byte[] octets = (command + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < octets.length; ) {
            int length = Math.min(octets.length - at, random.nextInt(1, 20));
            driver.receive(ByteBuffer.wrap(octets, at, length).slice());
            at += length;
        }
        return new String(driver.takeSent(), StandardCharsets.US_ASCII);
    }

    private List<String> texts(Account account, MailboxName name, int count) throws StoreException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text());
            Mails.append(account, account.mailbox(name), texts.get(i));
        }
        return texts;
    }

    /** Each is another one, and some hold what would end a text elsewhere. */
    private String text() {
        made++;
        return "Subject: " + made + "\r\n\r\n" + ".\r\n".repeat(made % 3) + "x".repeat(made % 7);
    }

    private static List<String> stored(Mailbox mailbox) throws StoreException {
        List<String> texts = new ArrayList<>();
        for (long uid : Mails.uids(mailbox.refresh())) {
            texts.add(Mails.text(mailbox, uid));
        }
        return texts;
    }

    @Provide
    Arbitrary<List<String>> acts() {
        Arbitrary<String> one = Arbitraries.of(
                "READ",
                "READ",
                "READ 1",
                "READ 2",
                "READ 4",
                "READ 9",
                "FOLD INBOX",
                "FOLD Box",
                "FOLD None",
                "deliver",
                "QUIT");
        Arbitrary<List<String>> whole = Arbitraries.of(
                List.of("READ", "RETR", "ACKD"), List.of("READ 2", "RETR", "ACKS"), List.of("RETR", "NACK"));
        Arbitrary<List<String>> odd =
                Arbitraries.of("RETR", "ACKD", "ACKS", "NACK").map(List::of);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, one.map(List::of)),
                        net.jqwik.api.Tuple.of(6, whole),
                        net.jqwik.api.Tuple.of(1, odd))
                .list()
                .ofMaxSize(12)
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }
}
