package org.pennypost.server.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.server.search.ImapTalk;
import org.pennypost.server.search.RealMail;

/**
 * What FETCH tells of real and of hard messages fits together: size, header, text, partials, and each part with its MIME
 * header is a piece of the whole. That it is the right piece is for CorpusTest of mail-core and for DovecotAnswersTest.
 */
class RealSectionsTest {
    private static final String ITEMS = "(RFC822.SIZE BODY.PEEK[] BODY.PEEK[HEADER] BODY.PEEK[TEXT] BODY.PEEK[]<7.100>"
            + " BODY.PEEK[]<0.4294967295> BODY.PEEK[TEXT]<3.50> BODY.PEEK[HEADER.FIELDS (SUBJECT)]"
            + " BODY.PEEK[HEADER.FIELDS.NOT (SUBJECT)])";
    private static final int PARTS = 4;

    // RFC9051-6.4.5-a
    @Test
    void sectionsAreOfOnePiece() throws Exception {
        List<byte[]> messages = RealMail.all();
        MemoryStore store = new MemoryStore();
        RealMail.deliver(store.account("tim"), messages);
        ImapTalk imap = new ImapTalk(store);
        for (int i = 0; i < messages.size(); i++) {
            String whole = new String(messages.get(i), StandardCharsets.ISO_8859_1);
            check(whole, Fetched.of(imap.say("FETCH " + (i + 1) + " " + ITEMS)));
            for (int part = 1; part <= PARTS; part++) {
                checkPart(
                        whole,
                        part,
                        Fetched.of(imap.say(
                                "FETCH " + (i + 1) + " (BODY.PEEK[" + part + ".MIME] BODY.PEEK[" + part + "])")));
            }
        }
    }

    private static void check(String whole, Map<String, String> items) {
        assertEquals(whole, items.get("BODY[]"));
        assertEquals(whole, items.get("BODY[]<0>"));
        assertEquals(Integer.toString(whole.length()), items.get("RFC822.SIZE"));
        assertEquals(whole, items.get("BODY[HEADER]") + items.get("BODY[TEXT]"));
        assertEquals(piece(whole, 7, 100), items.get("BODY[]<7>"));
        assertEquals(piece(items.get("BODY[TEXT]"), 3, 50), items.get("BODY[TEXT]<3>"));
        String header = items.get("BODY[HEADER]");
        int blank = header.equals("\r\n") || header.endsWith("\r\n\r\n") ? 2 : 0;
        assertEquals(
                header.length() + blank,
                items.get("BODY[HEADER.FIELDS (SUBJECT)]").length()
                        + items.get("BODY[HEADER.FIELDS.NOT (SUBJECT)]").length(),
                header);
    }

    private static void checkPart(String whole, int part, Map<String, String> items) {
        String mime = text(items.get("BODY[" + part + ".MIME]"));
        String body = text(items.get("BODY[" + part + "]"));
        assertTrue(whole.contains(mime.isEmpty() ? body : mime + body) || body.isEmpty(), () -> mime + body);
    }

    private static String text(String value) {
        return value.equals("NIL") ? "" : value;
    }

    private static String piece(String text, int from, int count) {
        int start = Math.min(from, text.length());
        return text.substring(start, Math.min(text.length(), start + count));
    }
}
