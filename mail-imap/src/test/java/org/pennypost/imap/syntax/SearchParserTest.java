package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.imap.syntax.Typed.command;
import static org.pennypost.imap.syntax.Typed.utf8;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.SearchCommand.Search;
import org.pennypost.imap.syntax.SearchKey.When;

class SearchParserTest {
    private static final LocalDate DAY = LocalDate.of(1994, 2, 1);

    // RFC 9051 §6.4.4, its examples
    @Test
    void examples() {
        assertEquals(
                new Search(
                        false,
                        SearchReturns.of(SearchReturn.MIN, SearchReturn.COUNT),
                        false,
                        new SearchKey.And(List.of(
                                new SearchKey.Flagged(Flag.FLAGGED),
                                new SearchKey.Received(When.SINCE, DAY),
                                new SearchKey.Not(new SearchKey.Header("From", "Smith"))))),
                command("SEARCH RETURN (MIN COUNT) FLAGGED SINCE 1-Feb-1994 NOT FROM \"Smith\""));
        assertEquals(
                new Search(false, SearchReturns.NONE, false, new SearchKey.Text("string not in mailbox")),
                command("SEARCH TEXT \"string not in mailbox\""));
        assertEquals(
                new SearchKey.And(List.of(
                        new SearchKey.Text("мать"),
                        new SearchKey.Numbers(SequenceSet.range(1, 2)),
                        new SearchKey.Numbers(SequenceSet.SAVED))),
                key(utf8("CHARSET UTF-8 TEXT {8}\r\nмать 1:2 $")));
    }

    // RFC 9051 §9 search-key, RFC 3501 §9 search-key
    @Test
    void everyKey() {
        Map<String, SearchKey> keys = Map.ofEntries(
                Map.entry("ALL", new SearchKey.All()),
                Map.entry("ANSWERED", new SearchKey.Flagged(Flag.ANSWERED)),
                Map.entry("BCC x", new SearchKey.Header("Bcc", "x")),
                Map.entry("BEFORE 1-Feb-1994", new SearchKey.Received(When.BEFORE, DAY)),
                Map.entry("BODY x", new SearchKey.Body("x")),
                Map.entry("CC x", new SearchKey.Header("Cc", "x")),
                Map.entry("DELETED", new SearchKey.Flagged(Flag.DELETED)),
                Map.entry("DRAFT", new SearchKey.Flagged(Flag.DRAFT)),
                Map.entry("FLAGGED", new SearchKey.Flagged(Flag.FLAGGED)),
                Map.entry("FROM x", new SearchKey.Header("From", "x")),
                Map.entry("HEADER x \"\"", new SearchKey.Header("x", "")),
                Map.entry("KEYWORD $Forwarded", new SearchKey.Flagged(Flag.of("$Forwarded"))),
                Map.entry("LARGER 0", new SearchKey.Larger(0)),
                Map.entry("NOT SEEN", new SearchKey.Not(new SearchKey.Flagged(Flag.SEEN))),
                Map.entry("ON 1-Feb-1994", new SearchKey.Received(When.ON, DAY)),
                Map.entry(
                        "OR ALL 1",
                        new SearchKey.Or(new SearchKey.All(), new SearchKey.Numbers(SequenceSet.range(1, 1)))),
                Map.entry("SEEN", new SearchKey.Flagged(Flag.SEEN)),
                Map.entry("SENTBEFORE 1-Feb-1994", new SearchKey.Sent(When.BEFORE, DAY)),
                Map.entry("SENTON \"1-Feb-1994\"", new SearchKey.Sent(When.ON, DAY)),
                Map.entry("SENTSINCE 1-Feb-1994", new SearchKey.Sent(When.SINCE, DAY)),
                Map.entry("SINCE 1-Feb-1994", new SearchKey.Received(When.SINCE, DAY)),
                Map.entry("SMALLER 9223372036854775807", new SearchKey.Smaller(Long.MAX_VALUE)),
                Map.entry("SUBJECT x", new SearchKey.Header("Subject", "x")),
                Map.entry("TEXT x", new SearchKey.Text("x")),
                Map.entry("TO x", new SearchKey.Header("To", "x")),
                Map.entry("UID 1:*", new SearchKey.Uids(SequenceSet.ALL)),
                Map.entry("UNANSWERED", not(Flag.ANSWERED)),
                Map.entry("UNDELETED", not(Flag.DELETED)),
                Map.entry("UNDRAFT", not(Flag.DRAFT)),
                Map.entry("UNFLAGGED", not(Flag.FLAGGED)),
                Map.entry("UNKEYWORD a", not(Flag.of("a"))),
                Map.entry("UNSEEN", not(Flag.SEEN)),
                Map.entry("*", new SearchKey.Numbers(SequenceSet.range(SequenceSet.STAR, SequenceSet.STAR))),
                // RFC3501-6.4.4-h
                Map.entry("NEW", new SearchKey.And(List.of(new SearchKey.Recent(), not(Flag.SEEN)))),
                Map.entry("OLD", new SearchKey.Not(new SearchKey.Recent())),
                Map.entry("RECENT", new SearchKey.Recent()));
        keys.forEach((text, key) -> {
            assertEquals(key, key(text), text);
            assertEquals(key, key("(" + text + ")"), text);
        });
    }

    // RFC9051-6.4.4-v
    @Test
    void keysNest() {
        SearchKey seen = new SearchKey.Flagged(Flag.SEEN);
        assertEquals(
                new SearchKey.Or(
                        new SearchKey.And(List.of(seen, new SearchKey.Not(new SearchKey.All()))),
                        new SearchKey.Or(seen, new SearchKey.Recent())),
                key("OR (SEEN NOT ALL) OR seen recent"));
    }

    // RFC9051-6.4.4-o RFC 5182 §2.1
    @Test
    void returnOptions() {
        assertEquals(SearchReturns.of(SearchReturn.ALL), ((Search) command("SEARCH RETURN () ALL")).returns());
        assertEquals(
                SearchReturns.of(
                        SearchReturn.MIN, SearchReturn.MAX, SearchReturn.ALL, SearchReturn.COUNT, SearchReturn.SAVE),
                ((Search) command("UID SEARCH return (min MAX all count save) ALL")).returns());
        assertEquals(SearchReturns.NONE, ((Search) command("UID SEARCH ALL")).returns());
    }

    // RFC9394-4-a RFC9394-4-b RFC9394-4-c RFC9394-3.1-c RFC5267-5-a RFC5267-4.4-b
    @Test
    void partialRanges() {
        assertEquals(
                new PartialRange(1, 500),
                ((Search) command("SEARCH RETURN (partial 1:500) ALL"))
                        .returns()
                        .page());
        assertEquals(
                new PartialRange(-1, -100),
                ((Search) command("SEARCH RETURN (COUNT PARTIAL -1:-100) ALL"))
                        .returns()
                        .page());
        for (String wrong : List.of("0:5", "-0:-5", "1:-5", "-1:5", "1:*", "*:*", "5", "-5", "1:5,7", "")) {
            assertThrows(SyntaxException.class, () -> command("SEARCH RETURN (PARTIAL " + wrong + ") ALL"), wrong);
        }
        for (String twice : List.of("ALL PARTIAL 1:5", "PARTIAL 1:5 ALL", "PARTIAL 1:5 PARTIAL 1:5", "ALL ALL")) {
            assertThrows(SyntaxException.class, () -> command("SEARCH RETURN (" + twice + ") ALL"), twice);
        }
    }

    // RFC9051-6.4.4-i RFC9051-6.4.4-j
    @Test
    void textIsInTheCharsetOfTheCommand() {
        assertEquals(new SearchKey.Header("Subject", "é"), key(utf8("SUBJECT \"é\"")));
        assertEquals(new SearchKey.Header("Subject", "é"), key(utf8("CHARSET \"utf-8\" SUBJECT {2}\r\né")));
        assertEquals(new SearchKey.Header("Subject", "é"), key("CHARSET ISO-8859-1 SUBJECT {1}\r\n\u00e9"));
        assertEquals(new SearchKey.Header("Subject", "e"), key("CHARSET US-ASCII SUBJECT e"));
        assertThrows(SyntaxException.class, () -> key(utf8("CHARSET US-ASCII SUBJECT {2}\r\né")));
        assertThrows(SyntaxException.class, () -> key("CHARSET UTF-8 SUBJECT {1}\r\n\u00e9"));
    }

    // RFC9051-6.4.4-k RFC9051-6.4.4-l RFC9051-7.1-l
    @ParameterizedTest
    @ValueSource(strings = {"X-UNKNOWN", "\"no charset\"", "\"\"", "KLINGON"})
    void anUnknownCharsetIsRefusedWithThoseThatAreKnown(String charset) {
        CommandRefusedException refused =
                assertThrows(CommandRefusedException.class, () -> key("CHARSET " + charset + " ALL"));
        assertEquals(Condition.NO, refused.condition());
        assertEquals("BADCHARSET (US-ASCII UTF-8)", Written.ascii(refused.code()::write));
    }

    // RFC 9051 §6.4.4, §7.1 BADCHARSET: Jakarta Mail sends ISO 8859-1 and looks for itself after NO
    @Test
    void aQuotedTextThatIsNotUtf8IsRefusedAsAnUnknownCharsetIs() {
        CommandRefusedException refused =
                assertThrows(CommandRefusedException.class, () -> key("SUBJECT \"Gr\u00fc\u00dfe\" ALL"));
        assertEquals(Condition.NO, refused.condition());
        assertEquals("BADCHARSET (US-ASCII UTF-8)", Written.ascii(refused.code()::write));
    }

    // RFC9051-6.4.4-a
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "FOO",
                "ALL ",
                "ALL  ALL",
                "()",
                "(ALL",
                "ALL)",
                "NOT",
                "NOT ",
                "OR ALL",
                "OR",
                "FROM",
                "FROM ",
                "BEFORE x",
                "LARGER x",
                "LARGER -1",
                "UID x",
                "UID",
                "HEADER a",
                "KEYWORD \"a\"",
                "KEYWORD \\Seen",
                "RETURN ALL",
                "RETURN (FOO) ALL",
                "RETURN (MIN)",
                "RETURN (MIN MAX",
                "RETURN (MIN) ",
                "CHARSET UTF-8",
                "CHARSET",
                "ALL CHARSET UTF-8",
                "ALL RETURN ()",
                "UNKEYWORD",
                "SINCE 31-Feb-1994",
                "$,1",
                "(OR ALL ALL"
            })
    void isRefused(String arguments) {
        assertThrows(SyntaxException.class, () -> command("SEARCH " + arguments));
    }

    @Test
    void keysHaveABound() {
        int limit = ImapLimits.DEFAULT.searchKeys();
        assertInstanceOf(SearchKey.And.class, key("ALL" + " ALL".repeat(limit - 1)));
        assertThrows(SyntaxException.class, () -> key("ALL" + " ALL".repeat(limit)));
        assertThrows(SyntaxException.class, () -> key("OR ".repeat(20) + "ALL" + " ALL".repeat(limit)));
    }

    @Test
    void nestingHasABound() {
        int limit = ImapLimits.DEFAULT.depth();
        for (String[] nest : new String[][] {{"(", ")"}, {"NOT ", ""}, {"OR ALL ", ""}}) {
            key(nest[0].repeat(limit) + "ALL" + nest[1].repeat(limit));
            assertThrows(
                    SyntaxException.class, () -> key(nest[0].repeat(limit + 1) + "ALL" + nest[1].repeat(limit + 1)));
            assertThrows(SyntaxException.class, () -> key(nest[0].repeat(9_000)));
        }
    }

    // RFC9051-6.4.4-t
    @Test
    void daysCompare() {
        LocalDate later = DAY.plusDays(1);
        assertTrue(When.BEFORE.holds(DAY, later));
        assertFalse(When.BEFORE.holds(DAY, DAY));
        assertTrue(When.ON.holds(DAY, DAY));
        assertFalse(When.ON.holds(DAY, later));
        assertTrue(When.SINCE.holds(DAY, DAY));
        assertTrue(When.SINCE.holds(later, DAY));
        assertFalse(When.SINCE.holds(DAY, later));
    }

    private static SearchKey not(Flag flag) {
        return new SearchKey.Not(new SearchKey.Flagged(flag));
    }

    private static SearchKey key(String text) {
        return assertInstanceOf(Search.class, command("SEARCH " + text)).key();
    }
}
