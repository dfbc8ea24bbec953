package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pennypost.imap.syntax.Typed.command;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.AppendSegment.Place;
import org.pennypost.imap.syntax.MessageCommand.Append;

class AppendParserTest {
    private static final AppendPiece.Date NOW = new AppendPiece.Now();
    private static final AppendPiece FIVE = new AppendPiece.Text(new LiteralAnnouncement(5, true, false));

    // RFC 9051 §6.3.12
    @Test
    void isReadWhenItsMessageIsAnnounced() {
        assertEquals(
                new Append(
                        SpelledName.of(MailboxName.of("saved-messages")),
                        new AppendSegment(
                                List.of(
                                        new AppendPiece.Begin(Flags.of(Flag.SEEN), NOW),
                                        new AppendPiece.Text(new LiteralAnnouncement(326, true, false))),
                                Place.MESSAGE)),
                command("APPEND saved-messages (\\Seen) {326}"));
    }

    @Test
    void everythingButTheMessageIsOptional() {
        Instant date = Instant.parse("1996-07-17T09:44:25Z");
        assertEquals(message(Flags.NONE, NOW), append("APPEND x {5}").first());
        assertEquals(message(Flags.NONE, NOW), append("APPEND x () {5}").first());
        assertEquals(
                message(Flags.NONE, new AppendPiece.Given(date)),
                append("APPEND x \"17-Jul-1996 02:44:25 -0700\" {5}").first());
        assertEquals(
                message(Flags.of(Flag.DRAFT, Flag.of("$Work")), new AppendPiece.Given(date)),
                append("APPEND x (\\draft $Work) \"17-Jul-1996 09:44:25 +0000\" {5}")
                        .first());
    }

    // RFC 9051 §2.2.1, from which this deviates: Dovecot's imapc writes so what has keywords only
    @Test
    void aBlankMayStandBeforeTheFirstFlag() {
        assertEquals(
                message(Flags.of(Flag.of("$Work"), Flag.of("Junk")), NOW),
                append("APPEND x ( $Work Junk) {5}").first());
        assertThrows(SyntaxException.class, () -> command("APPEND x (  $Work) {5}"));
        assertThrows(SyntaxException.class, () -> command("APPEND x ($Work ) {5}"));
    }

    // RFC 3501 §4.3, RFC 9051 §9 astring
    @Test
    void theMailboxMayBeALiteralItself() {
        Append append = append("APPEND {3+}\r\na b (\\Seen) ~{5+}");
        assertEquals(MailboxName.of("a b"), append.mailbox());
        assertEquals(
                new LiteralAnnouncement(5, false, true),
                append.first().announced().orElseThrow());
    }

    @Test
    void aNameMayBeginLikeALiteralOfOctets() {
        assertEquals(MailboxName.of("~t"), append("APPEND ~t {5}").mailbox());
        assertEquals(MailboxName.of("~"), append("APPEND ~ ~{5+}").mailbox());
        assertThrows(SyntaxException.class, () -> command("APPEND ~{5} {5}"));
    }

    @Test
    void anEmptyLiteralMayBeTheMailbox() {
        assertThrows(CommandRefusedException.class, () -> command("APPEND {0}\r\n {5}"));
    }

    // RFC3501-2.3.2-f RFC3501-9-aa
    @ParameterizedTest
    @ValueSource(
            strings = {
                "APPEND x (\\Recent) {5}",
                "APPEND x (\\Foo) {5}",
                "APPEND x  {5}",
                "APPEND x{5}",
                "APPEND x (\\Seen){5}",
                "APPEND x \"nonsense\" {5}",
                "APPEND x \"message\"",
                "APPEND x (\\Seen {5}",
                "APPEND x foo {5}",
                "APPEND x () () {5}",
                "APPEND x \"17-Jul-1996 02:44:25 -0700\" () {5}",
                "APPEND x {5} {5}",
                "APPEND \"x {5}",
                "APPEND x UTF8 ~{5}"
            })
    void isRefusedBeforeItsMessageIsSent(String text) {
        assertThrows(SyntaxException.class, () -> command(text));
    }

    // RFC 3502 §6.3.11
    @Test
    void theLineBehindAMessageEndsTheCommandOrAnnouncesAnother() {
        assertEquals(List.of(new AppendPiece.End()), behind(Place.MESSAGE, "").pieces());
        assertEquals(
                List.of(new AppendPiece.End(), new AppendPiece.Begin(Flags.of(Flag.SEEN), NOW), FIVE),
                behind(Place.MESSAGE, " (\\Seen) {5}").pieces());
        assertThrows(SyntaxException.class, () -> behind(Place.MESSAGE, "x"));
        assertThrows(SyntaxException.class, () -> behind(Place.MESSAGE, " "));
        assertThrows(SyntaxException.class, () -> behind(Place.MESSAGE, " \"x\""));
    }

    // RFC4469-5-a RFC4469-A-a
    @Test
    void partsComeInAnyOrder() {
        AppendSegment urls =
                append("APPEND x CATENATE (URL \"/a;UID=1\" url b)").first();
        assertEquals(
                List.of(
                        new AppendPiece.Begin(Flags.NONE, NOW),
                        new AppendPiece.Url("/a;UID=1"),
                        new AppendPiece.Url("b"),
                        new AppendPiece.End()),
                urls.pieces());
        assertEquals(Optional.empty(), urls.announced());
        assertEquals(Place.PART, append("APPEND x catenate (text {5}").first().behind());
        assertEquals(Place.PART, append("APPEND x CATENATE (URL {5}").first().behind());
        assertEquals(
                List.of(new AppendPiece.Url("b"), new AppendPiece.End()),
                behind(Place.PART, " URL b)").pieces());
        assertEquals(List.of(FIVE), behind(Place.PART, " TEXT {5}").pieces());
        for (String wrong : List.of("APPEND x CATENATE ()", "APPEND x CATENATE (FOO {5}", "APPEND x CATENATE (URL a")) {
            assertThrows(SyntaxException.class, () -> command(wrong), wrong);
        }
        assertThrows(SyntaxException.class, () -> behind(Place.PART, ""));
    }

    // RFC6855-4-b
    @Test
    void utf8HasItsOwnParentheses() {
        assertEquals(Place.UTF8, append("APPEND x UTF8 (~{5}").first().behind());
        assertEquals(List.of(new AppendPiece.End()), behind(Place.UTF8, ")").pieces());
        assertEquals(
                Place.UTF8_PART, append("APPEND x CATENATE (UTF8 (~{5}").first().behind());
        assertEquals(
                List.of(new AppendPiece.End()), behind(Place.UTF8_PART, "))").pieces());
        assertThrows(SyntaxException.class, () -> behind(Place.UTF8, ""));
    }

    // RFC8508-4.7-a RFC8508-5-a
    @Test
    void replaceNamesOneMessage() {
        assertEquals(
                new MessageCommand.Replace(false, 4, MailboxName.of("Drafts"), message(Flags.NONE, NOW)),
                command("REPLACE 4 Drafts {5}"));
        assertEquals(
                new MessageCommand.Replace(true, SequenceSet.STAR, MailboxName.of("Drafts"), message(Flags.NONE, NOW)),
                command("uid replace * Drafts {5}"));
        for (String wrong : List.of("REPLACE 4:5 Drafts {5}", "REPLACE Drafts {5}", "REPLACE 4 {5}", "REPLACE 4 a")) {
            assertThrows(SyntaxException.class, () -> command(wrong), wrong);
        }
    }

    @Test
    void aCommandHasNoEndOfParts() {
        String parts = String.join(" ", Collections.nCopies(ImapLimits.DEFAULT.items() - 2, "URL a"));
        assertEquals(
                ImapLimits.DEFAULT.items(),
                append("APPEND x CATENATE (" + parts + ")").first().pieces().size());
        assertThrows(SyntaxException.class, () -> command("APPEND x CATENATE (" + parts + " URL a)"));
    }

    private static AppendSegment behind(Place place, String line) {
        return CommandParser.with(ImapLimits.DEFAULT).behindLiteral(Typed.line(line), place, TextMode.ASCII);
    }

    @Test
    void theDateDefaultsToTheArrival() {
        Instant date = Instant.parse("1996-07-17T09:44:25Z");
        assertEquals(date, NOW.or(date));
        assertEquals(Instant.EPOCH, new AppendPiece.Given(Instant.EPOCH).or(date));
    }

    private static Append append(String text) {
        return assertInstanceOf(Append.class, command(text));
    }

    private static AppendSegment message(Flags flags, AppendPiece.Date date) {
        return new AppendSegment(List.of(new AppendPiece.Begin(flags, date), FIVE), Place.MESSAGE);
    }
}
