package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.AuthorizedUrl.Access;
import org.pennypost.imap.syntax.AuthorizedUrl.Proof;

/** URLs that let others read parts of messages: RFC 4467 §9. */
class AuthorizedUrlTest {
    private static final String RUMP =
            "imap://joe%40x;AUTH=*@example.com:143/INBOX/;uid=20/;section=1.2;expire=2026-01-02t03:04:05z;urlauth=submit+fred";

    // RFC4467-6-b
    @Test
    void whatIsAuthorizedIsAllButTheProof() {
        AuthorizedUrl url = AuthorizedUrl.parse(RUMP + ":internal:91354a473744909de610943775f92038");
        assertEquals(RUMP, url.rump());
        assertEquals("joe@x", url.owner());
        assertEquals(20, url.part().uid());
        assertEquals(List.of(1, 2), url.part().section().part());
        assertEquals(Optional.of(Instant.parse("2026-01-02T03:04:05Z")), url.expires());
        assertEquals(new Access(Access.Kind.SUBMIT, "fred"), url.access());
        assertEquals(Optional.of(new Proof("INTERNAL", "91354a473744909de610943775f92038")), url.proof());
        assertEquals(Optional.empty(), AuthorizedUrl.parse(RUMP).proof());
    }

    // RFC4467-3-a RFC4467-3-b RFC4467-BASE.6.3.GENURLAUTH-c RFC4467-BASE.6.3.GENURLAUTH-e
    @Test
    void otherUrlsAreNone() {
        for (String wrong : List.of(
                "",
                "imap://",
                "imap://joe@host",
                "http://joe@host/INBOX/;uid=20;urlauth=anonymous",
                "imap://host/INBOX/;uid=20;urlauth=anonymous",
                "imap://joe@/INBOX/;uid=20;urlauth=anonymous",
                "imap://joe@host/INBOX;urlauth=anonymous",
                "imap://joe@host/INBOX/;uid=20",
                "imap://joe@host/INBOX/;uid=20;urlauth=",
                "imap://joe@host/INBOX/;uid=20;urlauth=user+",
                "imap://joe@host/INBOX/;uid=20;urlauth=anonymous:internal",
                "imap://joe@host/INBOX/;uid=20;urlauth=anonymous:a:b:c",
                "imap://joe@host/INBOX/;uid=20;expire=today;urlauth=anonymous",
                "imap://joe@host/INBOX/;uid=20;urlauth=anonymous/;section=1")) {
            assertThrows(SyntaxException.class, () -> AuthorizedUrl.parse(wrong), wrong);
        }
    }

    @Property
    void anythingElseIsAUrlOrAnError(@ForAll String start, @ForAll String end) {
        for (String text : List.of(start, "imap://" + start, "imap://a@b/" + start + ";URLAUTH=" + end, RUMP + end)) {
            try {
                AuthorizedUrl.parse(text);
            } catch (SyntaxException expected) {
                // nothing else is thrown
            }
        }
    }
}
