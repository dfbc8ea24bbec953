package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pennypost.imap.syntax.Typed.command;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.Command.Append;

class AppendParserTest {
    private static final AppendMessage.Date NOW = new AppendMessage.Now();

    // RFC 9051 §6.3.12
    @Test
    void isReadWhenItsMessageIsAnnounced() {
        assertEquals(
                new Append(
                        MailboxName.of("saved-messages"),
                        new AppendMessage(Flags.of(Flag.SEEN), NOW, new LiteralAnnouncement(326, true, false))),
                command("APPEND saved-messages (\\Seen) {326}"));
    }

    @Test
    void everythingButTheMessageIsOptional() {
        Instant date = Instant.parse("1996-07-17T09:44:25Z");
        assertEquals(message(Flags.NONE, NOW), append("APPEND x {5}").message());
        assertEquals(message(Flags.NONE, NOW), append("APPEND x () {5}").message());
        assertEquals(
                message(Flags.NONE, new AppendMessage.Given(date)),
                append("APPEND x \"17-Jul-1996 02:44:25 -0700\" {5}").message());
        assertEquals(
                message(Flags.of(Flag.DRAFT, Flag.of("$Work")), new AppendMessage.Given(date)),
                append("APPEND x (\\draft $Work) \"17-Jul-1996 09:44:25 +0000\" {5}")
                        .message());
    }

    // RFC 3501 §4.3, RFC 9051 §9 astring
    @Test
    void theMailboxMayBeALiteralItself() {
        Append append = append("APPEND {3+}\r\na b (\\Seen) ~{5+}");
        assertEquals(MailboxName.of("a b"), append.mailbox());
        assertEquals(new LiteralAnnouncement(5, false, true), append.message().literal());
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
                "APPEND x UTF8 (~{5}"
            })
    void isRefusedBeforeItsMessageIsSent(String text) {
        assertThrows(SyntaxException.class, () -> command(text));
    }

    // RFC 3502 §6.3.11
    @Test
    void theLineBehindAMessageEndsTheCommandOrAnnouncesAnother() {
        CommandParser parser = CommandParser.with(ImapLimits.DEFAULT);
        assertEquals(Optional.empty(), parser.afterMessage(Typed.line(""), TextMode.ASCII));
        assertEquals(
                Optional.of(message(Flags.of(Flag.SEEN), NOW)),
                parser.afterMessage(Typed.line(" (\\Seen) {5}"), TextMode.ASCII));
        assertThrows(SyntaxException.class, () -> parser.afterMessage(Typed.line("x"), TextMode.ASCII));
        assertThrows(SyntaxException.class, () -> parser.afterMessage(Typed.line(" "), TextMode.ASCII));
        assertThrows(SyntaxException.class, () -> parser.afterMessage(Typed.line(" \"x\""), TextMode.ASCII));
    }

    @Test
    void theDateDefaultsToTheArrival() {
        Instant date = Instant.parse("1996-07-17T09:44:25Z");
        assertEquals(date, NOW.or(date));
        assertEquals(Instant.EPOCH, new AppendMessage.Given(Instant.EPOCH).or(date));
    }

    private static Append append(String text) {
        return assertInstanceOf(Append.class, command(text));
    }

    private static AppendMessage message(Flags flags, AppendMessage.Date date) {
        return new AppendMessage(flags, date, new LiteralAnnouncement(5, true, false));
    }
}
