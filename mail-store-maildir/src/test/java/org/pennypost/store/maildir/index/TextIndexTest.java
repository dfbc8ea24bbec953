package org.pennypost.store.maildir.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.core.reading.MessageText;
import org.pennypost.core.testing.Mails;
import org.pennypost.store.maildir.MaildirStore;

class TextIndexTest {
    private static final String[] WORDS =
            "alpha beta gamma delta Grüße 漢字かな zeta eta theta iota K\u212Aelvin ıdot ſtreet mu nu xi".split(" ");

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(11);
    private MailStore store;
    private Account account;
    private Mailbox inbox;
    private TextIndex index;

    @BeforeEach
    void open() throws StoreException, IOException {
        Files.createDirectory(directory.resolve("beside"));
        store = MaildirStore.open(directory.resolve("mail"), false, false, InstantSource.system(), "");
        account = store.account("alice");
        inbox = account.mailbox(MailboxName.INBOX);
        index = index();
    }

    @AfterEach
    void close() throws StoreException {
        index.close();
        store.close();
    }

    @Test
    void fewMessagesAreNotIndexed() throws StoreException {
        deliver(63);
        index.indexMissing();
        assertEquals(63, candidates("alpha").size());
    }

    @Test
    void candidatesAreAllMessagesThatHaveTheTextAndFewOthers() throws StoreException {
        deliver(300);
        assertEquals(300, candidates("gamma delta").size());
        index.indexMissing();
        assertRight();
        assertTrue(candidates("qqqq").isEmpty());
        assertTrue(candidates("gamma delta").size() < 200);
    }

    @Test
    void itGrowsAndIsMergedWhileMailComesAndGoes() throws StoreException, IOException {
        for (int round = 0; round < 30; round++) {
            deliver(64);
            index.indexMissing();
            inbox.expunge(UidSet.range(round * 64 + 1, round * 64 + 10), Mailbox.Expunging.ALL);
        }
        assertTrue(segments().size() <= 11, segments() + " are many");
        assertRight();
        deliver(5);
        assertRight();
    }

    @Test
    void twoProcessesMayIndexTheSameMessages() throws StoreException {
        deliver(100);
        TextIndex other = index();
        other.indexMissing();
        index.indexMissing();
        deliver(64);
        other.indexMissing();
        assertRight();
        other.close();
    }

    @Test
    void shortTextsAndOtherLimitsAreNotAnswered() throws StoreException {
        deliver(64);
        index.indexMissing();
        assertEquals(Optional.empty(), index.mayContain("al", MessageLimits.DEFAULTS));
        MessageLimits others = new MessageLimits(1, 1, 1, 1, 1, 1, 1);
        assertEquals(Optional.empty(), index.mayContain("alpha", others));
    }

    @Test
    void noDamageHidesAMessage() throws StoreException, IOException {
        deliver(64);
        index.indexMissing();
        Path segment = segments().get(0);
        byte[] good = Files.readAllBytes(segment);
        List<String> texts = texts(inbox);
        for (int i = 0; i < 400; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(i % 4 == 0 ? 200 : bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(segment, i % 10 == 9 ? Arrays.copyOf(good, random.nextInt(good.length)) : bad);
            try (TextIndex damaged = index()) {
                for (String needle : List.of("gamma", "xi alpha", "grüße")) {
                    assertHasAll(
                            damaged.mayContain(needle, MessageLimits.DEFAULTS).orElseThrow(), texts, needle);
                }
            }
        }
    }

    private void assertRight() throws StoreException {
        List<String> texts = texts(inbox);
        for (int i = 0; i < 60; i++) {
            String text = texts.get(random.nextInt(texts.size()));
            int from = random.nextInt(text.length() - 12);
            String needle = text.substring(from, from + random.nextInt(3, 12));
            if (needle.indexOf('\uFFFF') >= 0) {
                continue;
            }
            assertHasAll(candidates(needle), texts, needle);
        }
    }

    private void assertHasAll(UidSet candidates, List<String> texts, String needle) {
        Picture now = inbox.picture();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).contains(needle)) {
                assertTrue(candidates.contains(now.uid(i)), now.uid(i) + " has " + needle);
            }
        }
    }

    private UidSet candidates(String needle) {
        return index.mayContain(needle, MessageLimits.DEFAULTS).orElseThrow();
    }

    /** The folded text of each message, borders as a character that no needle is made of. */
    private static List<String> texts(Mailbox mailbox) throws StoreException {
        List<String> texts = new ArrayList<>();
        Picture now = mailbox.picture();
        for (int i = 0; i < now.size(); i++) {
            StringBuilder text = new StringBuilder();
            try (MessageSource source = MessageSource.open(mailbox.content(now.uid(i)), MessageLimits.DEFAULTS)) {
                MessageText.ofAll(source, new MessageText.Sink() {
                    @Override
                    public void border() {
                        text.append('\uFFFF');
                    }

                    @Override
                    public boolean take(CharBuffer folded) {
                        text.append(folded);
                        return true;
                    }
                });
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private void deliver(int count) throws StoreException {
        List<Draft> drafts = new ArrayList<>();
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Draft draft = account.draft();
            draft.write(ByteBuffer.wrap(message().getBytes(StandardCharsets.UTF_8)));
            drafts.add(draft);
            messages.add(new NewMessage(draft, Flags.NONE, Mails.DATE));
        }
        inbox.append(messages);
        drafts.forEach(Draft::close);
    }

    private String message() {
        StringBuilder body = new StringBuilder("Subject: " + word() + " " + word() + "\r\n\r\n");
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            body.append(word()).append(i % 4 == 0 ? "\r\n" : " ");
        }
        return body.append("\r\n").toString();
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private TextIndex index() {
        return new TextIndex(new IndexedMailbox() {
            @Override
            public Path directory() {
                return directory.resolve("beside");
            }

            @Override
            public Picture picture() {
                return inbox.picture();
            }

            @Override
            public Content content(long uid) throws StoreException {
                return inbox.content(uid);
            }
        });
    }

    private List<Path> segments() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory.resolve("beside").resolve("pennypost-index"))) {
            files.forEach(found::add);
        }
        return found;
    }
}
