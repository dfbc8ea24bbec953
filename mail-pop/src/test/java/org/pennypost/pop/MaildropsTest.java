package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.archive.Archive;
import org.pennypost.core.archive.ArchiveStore;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.StreamDriver;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;
import org.pennypost.pop.testing.MaildropContract;

/** Maildrops of one's own: five methods of a program, and all of POP. */
class MaildropsTest extends MaildropContract {
    private static final String LOGIN = "USER tim\r\nPASS tanstaaf\r\n";

    private final Map<String, String> mails = new LinkedHashMap<>();
    private final EvidenceSink.Memory evidence = EvidenceSink.inMemory();
    private int closed;

    MaildropsTest() {
        mails.put("a", "Subject: a\r\n\r\n.dot\r\n");
        mails.put("b", "Subject: b\r\n\r\nText\r\n");
        mails.put("c", "Subject: c\r\n\r\n..\r\n");
    }

    @Override
    protected Maildrops make() {
        return user -> new Texts(Map.copyOf(mails), List.copyOf(mails.keySet()));
    }

    @Test
    void contentsThatAreNoFileAndHaveDotsAreSentRight() throws IOException {
        List<String> answers = pop3(make(), LOGIN + "RETR 1\r\nTOP 3 1\r\nQUIT\r\n");
        assertEquals(List.of("Subject: a", "", "..dot", "."), answers.subList(4, 8));
        assertEquals(List.of("Subject: c", "", "...", "."), answers.subList(9, 13));
        assertEquals(1, closed);
    }

    @Test
    void evidenceNamesMessagesByTheirUniqueIds() throws IOException {
        pop3(make(), LOGIN + "RETR 2\r\nDELE 1\r\nDELE 3\r\nQUIT\r\n");
        assertEquals(List.of("b"), List.copyOf(mails.keySet()));
        List<Event> events = evidence.events();
        assertEquals(Map.of("account", "tim", "unique-id", "b"), facts(events, Event.Kind.RETRIEVED));
        assertEquals(Map.of("account", "tim", "unique-id", "a c"), facts(events, Event.Kind.EXPUNGED));
    }

    /** Whoever brings the maildrop cannot have the server say more than one line. */
    @Test
    void whatIsNoUniqueIdIsNotSaid() throws IOException {
        for (String id : List.of("", "a b", "a\r\n.\r\n+OK", "\u00e9", "x".repeat(71))) {
            mails.clear();
            mails.put(id, "Subject: one\r\n\r\n");
            List<String> answers = pop3(make(), LOGIN + "UIDL\r\nQUIT\r\n");
            assertTrue(answers.get(answers.size() - 1).startsWith("-ERR"), answers.toString());
            assertFalse(answers.contains("+OK"), answers.toString());
        }
    }

    @Test
    void theLongestUniqueIdIsSaid() throws IOException {
        mails.clear();
        mails.put("x".repeat(70), "Subject: one\r\n\r\n");
        assertEquals(
                "+OK 1 " + "x".repeat(70),
                pop3(make(), LOGIN + "UIDL 1\r\nQUIT\r\n").get(3));
    }

    @Test
    void whoHasNoMaildropIsToldSo() throws IOException {
        Maildrops nobodys = user -> {
            throw new StoreException(StoreException.Reason.NONEXISTENT, "no maildrop of " + user);
        };
        assertTrue(pop3(nobodys, LOGIN + "QUIT\r\n").get(2).startsWith("-ERR "));
    }

    // RFC 937 FOLD
    @Test
    void pop2FindsAnEmptyMailboxWhereThereIsNone() throws IOException {
        List<String> answers =
                serve(server(make()).pop2(), "HELO tim tanstaaf\r\nFOLD other\r\nFOLD Inbox\r\nREAD 2\r\nQUIT\r\n");
        assertEquals(List.of("#3", "#0", "#3", "=" + mails.get("b").length()), numbers(answers));
        assertEquals(2, closed);
    }

    /** RFC 1939 §6, RFC 3206 §4: a client is told if a message that it marked is never removed. */
    @Test
    void anArchiveIsOnlyRead() throws IOException {
        MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
        PopServer server =
                PopServer.with(ArchiveStore.with(user -> new OneMail()), users, Surroundings.of("mail.example"));
        List<String> answers = serve(server.pop3(), LOGIN + "RETR 1\r\nDELE 1\r\nQUIT\r\n");
        assertEquals(List.of("Subject: one", "", "."), answers.subList(4, 7));
        assertEquals("+OK marked for removal", answers.get(7));
        assertEquals("-ERR [SYS/PERM] not permitted", answers.get(8));
    }

    private static List<String> numbers(List<String> answers) {
        return answers.subList(1, 5).stream().map(line -> line.split(" ")[0]).toList();
    }

    private static Map<String, String> facts(List<Event> events, Event.Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .flatMap(event -> event.subject().stream())
                .map(Event.Subject::facts)
                .findFirst()
                .orElseThrow();
    }

    private List<String> pop3(Maildrops maildrops, String commands) throws IOException {
        return serve(server(maildrops).pop3(), commands);
    }

    private PopServer server(Maildrops maildrops) {
        MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
        return PopServer.with(maildrops, users, Surroundings.of("mail.example"))
                .evidence(evidence)
                .options(PopOptions.DEFAULT.uidl(UidlFormat.of("%f")));
    }

    private static List<String> serve(Protocol protocol, String commands) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        StreamDriver.serve(
                protocol, Peers.local(), new ByteArrayInputStream(commands.getBytes(StandardCharsets.US_ASCII)), said);
        return said.toString(StandardCharsets.ISO_8859_1).lines().toList();
    }

    /** What the user had when he logged in. */
    private final class Texts implements Maildrop {
        private final Map<String, String> texts;
        private final List<String> ids;

        Texts(Map<String, String> texts, List<String> ids) {
            this.texts = texts;
            this.ids = ids;
        }

        @Override
        public int size() {
            return ids.size();
        }

        @Override
        public long octets(int message) {
            return texts.get(ids.get(message)).length();
        }

        @Override
        public String uniqueId(int message) {
            return ids.get(message);
        }

        @Override
        public Content content(int message) {
            return new Text(texts.get(ids.get(message)));
        }

        @Override
        public BitSet remove(BitSet messages) {
            messages.stream().mapToObj(ids::get).forEach(mails::remove);
            return messages;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static final class OneMail implements Archive {
        private final Content mail = MemoryContent.of("Subject: one\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        @Override
        public Set<MailboxName> mailboxes() {
            return Set.of(MailboxName.INBOX);
        }

        @Override
        public Picture picture(MailboxName mailbox) {
            PictureEditor editor = Picture.empty("one", 1).edit();
            editor.append(0, mail.size(), Mails.DATE, Mails.DATE);
            return editor.done();
        }

        @Override
        public Content content(MailboxName mailbox, long uid) {
            return mail;
        }
    }

    /** The least that a content is. */
    private record Text(String text) implements Content {
        @Override
        public long size() {
            return text.length();
        }

        @Override
        public Reader open() {
            return (offset, into) -> {
                if (offset >= text.length()) {
                    return -1;
                }
                int end = (int) Math.min(text.length(), offset + into.remaining());
                into.put(ByteBuffer.wrap(text.substring((int) offset, end).getBytes(StandardCharsets.US_ASCII)));
                return end - (int) offset;
            };
        }
    }
}
