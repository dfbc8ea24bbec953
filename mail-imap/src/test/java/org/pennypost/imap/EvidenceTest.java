package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.DialogueTests;

/** What a client does with messages is told to the evidence, and before the client hears of it. */
class EvidenceTest {
    private static final String SELECTED = """
            @accounts tim=tanstaaf
            @mails tim INBOX 3
            S: * OK ...
            C: a LOGIN tim tanstaaf
            S: a OK ...
            C: b SELECT INBOX
            S+: ...
            S: b OK ...
            """;

    @Test
    void tellsWhatWasReadMovedMarkedAndRemoved() throws Exception {
        List<Event> events = play(SELECTED + """
                C: c CREATE Box
                S: c OK ...
                C: d FETCH 1:2 (BODY.PEEK[HEADER] ENVELOPE PREVIEW)
                S+: ...
                S: d OK ...
                C: e FETCH 1:2 BODY.PEEK[]
                S+: ...
                S: e OK ...
                C: f MOVE 1 Box
                S+: ...
                S: f OK ...
                C: g STORE 1 +FLAGS.SILENT (\\Deleted)
                S: g OK ...
                C: h STORE 2 +FLAGS.SILENT (\\Flagged)
                S: h OK ...
                C: i EXPUNGE
                S+: ...
                S: i OK ...
                """);
        assertEquals(
                List.of(
                        Event.Kind.LOGIN,
                        Event.Kind.RETRIEVED,
                        Event.Kind.MOVED,
                        Event.Kind.DELETED,
                        Event.Kind.EXPUNGED),
                events.stream().map(Event::kind).toList());
        assertEquals("1:2", facts(events.get(1)).get("uid"));
        assertEquals("INBOX", facts(events.get(1)).get("mailbox"));
        assertEquals("tim", facts(events.get(1)).get("account"));
        assertEquals("1", facts(events.get(2)).get("uid"));
        assertEquals("Box", facts(events.get(2)).get("target-mailbox"));
        assertEquals("1", facts(events.get(2)).get("target-uid"));
        assertEquals("2", facts(events.get(3)).get("uid"));
        assertEquals("2", facts(events.get(4)).get("uid"));
        events.forEach(
                event -> assertEquals("tim", event.actor().login().orElseThrow().user()));
    }

    @Test
    void tellsWhatWasReadByAUrl() throws Exception {
        String url = "imap://tim@mail.example.org/INBOX/;UID=2/;SECTION=%s;URLAUTH=user+bob";
        List<Event> events =
                play("""
                @accounts tim=tanstaaf bob=builder
                @mails tim INBOX 3
                1S: * OK ...
                1C: a LOGIN tim tanstaaf
                1S: a OK ...
                1C: b GENURLAUTH "TEXT" INTERNAL "HEADER" INTERNAL
                1S: * GENURLAUTH "$text" "$header"
                1S: b OK ...
                2S: * OK ...
                2C: c LOGIN bob builder
                2S: c OK ...
                2C: d URLFETCH "$header"
                2S+: ...
                2S: d OK ...
                2C: e URLFETCH "$text"
                2S+: ...
                2S: e OK ...
                """.replace("TEXT", url.formatted("TEXT")).replace("HEADER", url.formatted("HEADER")));
        List<Event> retrieved = events.stream()
                .filter(event -> event.kind() == Event.Kind.RETRIEVED)
                .toList();
        assertEquals(1, retrieved.size());
        assertEquals("bob", retrieved.get(0).actor().login().orElseThrow().user());
        assertEquals("tim", facts(retrieved.get(0)).get("account"));
        assertEquals("2", facts(retrieved.get(0)).get("uid"));
    }

    @Test
    void whatCannotBeWitnessedIsNotGivenOut() throws Exception {
        DialogueTests.play(
                SELECTED + "C: c FETCH 1 BODY[]\nS: c NO [UNAVAILABLE] ...\n",
                world -> ImapServer.with(world.store(), world.authenticator(), world.surroundings())
                        .evidence(event -> {
                            if (event.kind() == Event.Kind.RETRIEVED) {
                                throw new StoreException(StoreException.Reason.UNAVAILABLE, "full");
                            }
                        }));
    }

    private static Map<String, String> facts(Event event) {
        return event.subject().orElseThrow().facts();
    }

    private static List<Event> play(String script) throws Exception {
        List<Event> events = new ArrayList<>();
        DialogueTests.play(script, world -> {
            events.clear();
            EvidenceSink sink = events::add;
            return ImapServer.with(world.store(), world.authenticator(), world.surroundings())
                    .evidence(sink);
        });
        return events;
    }
}
