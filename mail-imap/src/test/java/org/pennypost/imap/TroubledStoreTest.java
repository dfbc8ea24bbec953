package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.TouchedStore;
import org.pennypost.core.testing.World;

/** What a client hears when the store refuses something in the middle of a command. */
class TroubledStoreTest {
    private final World world = new World(List.of());
    private final Hand hand = new Hand();
    private Client tim;

    /** Refuses a method, lets a message come right after one, and makes one message shorter than it says. */
    private final class Hand implements TouchedStore.Hand {
        private String refused = "";
        private String raced = "";
        private Reason reason = Reason.UNAVAILABLE;
        private long damaged;
        private long missing;
        private long opened;
        private int rested;

        @Override
        public void before(String method, Object... values) throws StoreException {
            if (method.equals("content")) {
                opened = (long) values[0];
            }
            rested += method.equals("rest") ? 1 : 0;
            if (method.equals(refused)) {
                throw new StoreException(reason, "the test wants it");
            }
        }

        @Override
        public Object after(String method, Object outcome) throws StoreException {
            if (method.equals(raced)) {
                raced = "";
                Mails.append(world.store().account("tim"), "Message-ID: <raced@x>\r\n\r\nText\r\n");
            }
            if (opened != damaged) {
                return outcome;
            }
            return switch (method) {
                case "size" -> (Long) outcome + missing;
                case "file" -> Optional.of(new Content.FileSlice(Path.of("message"), 0, missing));
                default -> outcome;
            };
        }
    }

    @BeforeEach
    void serve() throws StoreException {
        world.authenticator().user("tim", "tanstaaf");
        for (String text : List.of("one", "two", "three")) {
            Mails.append(world.store().account("tim"), "Message-ID: <" + text + "@x>\r\n\r\nText\r\n");
        }
        tim = new Client(
                ImapServer.with(TouchedStore.of(world.store(), hand), world.authenticator(), world.surroundings()));
        tim.say("a LOGIN tim tanstaaf");
        tim.say("b SELECT INBOX");
    }

    // RFC3501-2.3.2-c
    @Test
    void aMessageThatComesWhileOthersAreClaimedIsRecentToOneOnly() throws StoreException {
        Mails.append(world.store().account("tim"), "Message-ID: <four@x>\r\n\r\nText\r\n");
        hand.raced = "claimRecent";
        assertTrue(tim.say("c NOOP").contains("* 4 RECENT\r\n"));
        Client other = new Client(ImapServer.with(world.store(), world.authenticator(), world.surroundings()));
        other.say("a LOGIN tim tanstaaf");
        assertTrue(other.say("b SELECT INBOX").contains("* 5 EXISTS\r\n* 1 RECENT\r\n"));
        assertTrue(tim.say("d NOOP").contains("* 5 EXISTS\r\n* 4 RECENT\r\n"));
        assertTrue(tim.say("e FETCH 5 (FLAGS)").contains("* 5 FETCH (FLAGS ())\r\n"));
    }

    @Test
    void aMessageThatIsShorterThanItSaysIsNotFoundAndTheOthersAre() {
        hand.damaged = 2;
        hand.missing = 5_000;
        assertEquals("* SEARCH 1 3\r\nc OK SEARCH completed\r\n", tim.say("c SEARCH BODY text"));
        assertTrue(tim.say("d SORT (SUBJECT) UTF-8 ALL").startsWith("* SORT "));
        assertTrue(tim.say("e THREAD REFERENCES UTF-8 ALL").contains("(2)"));
        assertEquals("* SEARCH\r\nf OK SEARCH completed\r\n", tim.say("f SEARCH EMAILID x"));
        assertTrue(tim.say("g SEARCH FUZZY BODY text").contains("g OK "));
    }

    // RFC5267-4.3.1-a: and the command that tells what has changed is answered
    @Test
    void aSearchThatCannotBeFollowedAnyMoreIsFollowedNoMore() throws StoreException {
        assertTrue(tim.say("c SEARCH RETURN (UPDATE) BODY text").contains("c OK "));
        assertTrue(tim.say("d SORT RETURN (UPDATE) (SUBJECT) UTF-8 BODY text").contains("d OK "));
        Mails.append(world.store().account("tim"), "Subject: four\r\n\r\nText\r\n");
        hand.refused = "content";
        String heard = tim.say("e NOOP");
        assertTrue(heard.startsWith("* 4 EXISTS\r\n"), heard);
        assertTrue(heard.contains("* NO [NOUPDATE \"c\"] ") && heard.contains("* NO [NOUPDATE \"d\"] "), heard);
        assertTrue(heard.endsWith("e OK NOOP completed\r\n"), heard);
        hand.refused = "";
        Mails.append(world.store().account("tim"), "Subject: five\r\n\r\nText\r\n");
        assertEquals("* 5 EXISTS\r\n* 5 RECENT\r\nf OK NOOP completed\r\n", tim.say("f NOOP"));
    }

    // RFC 5465 §5.2: EXISTS tells the client that there is something to ask for
    @Test
    void whatCannotBeToldUnaskedEndsNothing() throws StoreException {
        tim.say("c NOTIFY SET (SELECTED (MessageNew (UID BODY.PEEK[]) MessageExpunge))");
        assertEquals("+ Idling\r\n", tim.say("d IDLE"));
        hand.refused = "content";
        Mails.append(world.store().account("tim"), "Subject: four\r\n\r\nText\r\n");
        assertEquals("* 4 EXISTS\r\n* 4 RECENT\r\n", tim.hear());
        assertEquals("d OK IDLE completed\r\n", tim.say("DONE"));
    }

    // RFC 9051 §6.4.5: \Seen is a courtesy
    @Test
    void whatCannotBeMarkedAsReadCanBeRead() {
        hand.refused = "store";
        String heard = tim.say("c FETCH 1:3 (UID BODY[])");
        assertTrue(heard.contains("* 3 FETCH (UID 3 BODY[] ") && !heard.contains("Seen"), heard);
        assertTrue(heard.endsWith("c OK FETCH completed\r\n"), heard);
        hand.reason = Reason.NONEXISTENT;
        assertTrue(tim.say("d FETCH 1 (BODY[])").startsWith("d NO [NONEXISTENT] "));
    }

    // RFC4467-BASE.7.4.URLFETCH-a
    @Test
    void aUrlThatCannotBeFetchedNowIsNil() {
        String heard =
                tim.say("c GENURLAUTH \"imap://tim@mail.example.org/INBOX/;UID=1/;SECTION=TEXT;URLAUTH=anonymous\""
                        + " INTERNAL");
        String url = heard.substring(heard.indexOf('"'), heard.lastIndexOf('"') + 1);
        hand.refused = "content";
        assertEquals(
                "* URLFETCH " + url + " NIL " + url + " NIL\r\nd OK URLFETCH completed\r\n",
                tim.say("d URLFETCH " + url + " " + url));
        hand.refused = "";
        assertTrue(tim.say("e URLFETCH " + url).contains("Text"));
    }

    // RFC8474-5.1-a
    @Test
    void whatIsKnownOfIdsIsNotReadAgain() {
        for (String item : List.of("EMAILID", "THREADID")) {
            String id = between(tim.say("c FETCH 2 (" + item + ")"), item + " (", ")");
            String searched = tim.say("d SEARCH " + item + " " + id);
            assertEquals("* SEARCH 2\r\nd OK SEARCH completed\r\n", searched);
            hand.refused = "content";
            assertEquals(searched, tim.say("d SEARCH " + item + " " + id));
            assertTrue(tim.say("e FETCH 1:3 (" + item + ")").contains("e OK "));
            hand.refused = "";
        }
    }

    private static String between(String text, String before, String behind) {
        int at = text.indexOf(before) + before.length();
        return text.substring(at, text.indexOf(behind, at));
    }

    @Test
    void draftsRestWhileMoreMessagesOfTheSameCommandCome() {
        String message = "{6+}\r\nX: y\r\n";
        assertTrue(tim.say("c APPEND INBOX " + message).contains("c OK "));
        assertEquals(0, hand.rested);
        assertTrue(tim.say("d APPEND INBOX " + (message + " ").repeat(99) + message)
                .contains("d OK "));
        assertEquals(99, hand.rested);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5_000, 70_000, 5_000_000})
    void aMessageThatIsShorterThanItSaysIsNotToldAndTheOthersAre(long missing) {
        hand.damaged = 2;
        hand.missing = missing;
        for (String item : List.of("BODY.PEEK[]", "BODYSTRUCTURE", "BINARY.PEEK[1]", "RFC822")) {
            String heard = tim.say("c FETCH 1:3 (UID " + item + ")");
            assertTrue(heard.startsWith("* 1 FETCH (UID 1 "), heard);
            assertTrue(heard.contains("\r\n* 3 FETCH (UID 3 ") && !heard.contains("* 2 FETCH (UID"), heard);
            assertTrue(heard.endsWith("c NO [CORRUPTION] What is stored is damaged\r\n"), heard);
        }
        assertEquals("d OK NOOP completed\r\n", tim.say("d NOOP"));
    }
}
