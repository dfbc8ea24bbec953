package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;

/** URLs that name messages of the account that reads them: RFC 5092 §7. */
class ImapUrlTest {
    /** A letter that becomes two in capitals must not move what stands behind it. */
    @Test
    void namesHaveAnyLetters() {
        for (String name :
                List.of("Stra\u00DFe", "\u00DF\u00DF\u00DF\u00DF\u00DF", "\u0130\u0149\uFB03", "\u90AE\u4EF6")) {
            for (String path : List.of(name, percent(name))) {
                ImapUrl url = ImapUrl.parse("/" + path + ";uidvalidity=7/;uid=20/;section=1.2/;partial=3.4", "");
                assertEquals(MailboxName.of(name), url.mailbox(), path);
                assertEquals(7, url.uidValidity());
                assertEquals(20, url.uid());
                assertEquals(List.of(1, 2), url.section().part());
                assertEquals(new Partial(3, 4), url.partial());
                assertEquals(
                        MailboxName.of(name),
                        AuthorizedUrl.parse("imap://joe@x/" + path + "/;UID=20;URLAUTH=anonymous")
                                .part()
                                .mailbox());
            }
        }
    }

    // RFC 3986 §5.2.3: relative to the selected mailbox
    @Test
    void aPathReplacesTheLastSegmentOfTheBase() {
        assertEquals(
                MailboxName.of("Gr\u00F6\u00DFe/Ma\u00DF"),
                ImapUrl.parse("Ma%C3%9F/;UID=1", percent("Gr\u00F6\u00DFe") + "/other")
                        .mailbox());
        assertEquals(
                MailboxName.of("Ma\u00DF"), ImapUrl.parse(";UID=1", "Ma%C3%9F").mailbox());
        MailboxName odd = MailboxName.of("50 \u00DF;UIDVALIDITY=7/a&b");
        assertEquals(odd, ImapUrl.parse(";UID=1", ImapUrl.path(odd)).mailbox());
    }

    @Test
    void numbersHaveNothingBehindThem() {
        for (String wrong : List.of(
                "/Box;UIDVALIDITY=12abc/;UID=1",
                "/Box;UIDVALIDITY=12;UIDVALIDITY=12/;UID=1",
                "/Box;UIDVALIDITY=/;UID=1",
                "/Box/;UID=1x")) {
            assertThrows(SyntaxException.class, () -> ImapUrl.parse(wrong, ""), wrong);
        }
    }

    @Test
    void halfALetterIsNone() {
        for (String wrong : List.of("/Stra%C3e/;UID=1", "/Stra%9Fe/;UID=1", "/Stra%C3%9/;UID=1", "/Stra%C3%/;UID=1")) {
            assertThrows(SyntaxException.class, () -> ImapUrl.parse(wrong, ""), wrong);
        }
    }

    private static String percent(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
