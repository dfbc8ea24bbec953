package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.pennypost.imap.syntax.Typed.utf8;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;

class MailboxNamesTest {
    // RFC9051-5.1-c RFC3501-5.1-d
    @Test
    void inboxHasNoCase() {
        assertEquals(MailboxName.INBOX, name("iNbOx", TextMode.ASCII));
        assertEquals(MailboxName.INBOX, name("\"INBOX\"", TextMode.UTF8));
        assertEquals(MailboxName.of("INBOX/x"), name("inbox/x", TextMode.UTF8));
    }

    // RFC9051-5.1-e RFC3501-5.1.3-c
    @Test
    void theModeDecidesWhatAnAmpersandMeans() {
        assertEquals(MailboxName.of("Entwürfe"), name("Entw&APw-rfe", TextMode.ASCII));
        assertEquals(MailboxName.of("Entw&APw-rfe"), name("Entw&APw-rfe", TextMode.UTF8));
        assertEquals(MailboxName.of("Entwürfe"), name(utf8("\"Entwürfe\""), TextMode.UTF8));
    }

    // RFC6855-3-h
    @Test
    void utf8IsTakenInBothModes() {
        assertEquals(MailboxName.of("Entwürfe"), name(utf8("\"Entwürfe\""), TextMode.ASCII));
        assertEquals(MailboxName.of("Entwürfe"), name(utf8("{9}\r\nEntwürfe"), TextMode.ASCII));
    }

    // RFC9051-5.1-b RFC9051-5.1-d RFC9051-6.3.4-b
    @Test
    void denormalizedNamesAreNormalized() {
        assertEquals(MailboxName.of("\u00e9"), name(utf8("\"e\u0301\""), TextMode.UTF8));
        assertEquals(MailboxName.of("\u00e9"), name("e&AwE-", TextMode.ASCII));
    }

    // RFC9051-5.1-a RFC6855-3-i RFC6855-3-j RFC3501-5.1.3-b
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "/",
                "a//b",
                "/a",
                "a/",
                "..",
                "a/../b",
                "./a",
                "\"a*b\"",
                "\"a%b\"",
                "\"a\tb\"",
                "\"a\u007fb\"",
                "{2}\r\n\u00ff\u00fe",
                "{3}\r\n\u00ed\u00a0\u0080",
                "\"\u00c2\u0085\"",
                "\"\u00e2\u0080\u00a8\"",
                "&AOk",
                "&AGE-",
                "&AAA-",
                "&AC8-",
                "{3}\r\na\r\n"
            })
    void whatCanBeNoNameIsRefusedWithCannot(String text) {
        CommandRefusedException refused = assertThrows(CommandRefusedException.class, () -> name(text, TextMode.ASCII));
        assertEquals(Condition.NO, refused.condition());
        assertEquals(ResponseCode.Word.CANNOT, refused.code());
    }

    @Test
    void namesHaveABound() {
        String longest = "x".repeat(MailboxName.MAX_LENGTH);
        assertEquals(MailboxName.of(longest), name(longest, TextMode.ASCII));
        assertThrows(CommandRefusedException.class, () -> name(longest + "x", TextMode.ASCII));
    }

    @Test
    void whatIsMuchTooLongIsNotBroughtIntoNormalForm() {
        String marks = "a" + "\u0301\u0323".repeat(100_000);
        ByteBuffer octets = ByteBuffer.wrap(marks.getBytes(StandardCharsets.UTF_8));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThrows(CommandRefusedException.class, () -> MailboxNames.name(octets, TextMode.UTF8));
            assertThrows(CommandRefusedException.class, () -> MailboxNames.newName(octets, TextMode.UTF8));
            assertThrows(CommandRefusedException.class, () -> MailboxNames.text(octets, TextMode.UTF8));
            assertThrows(SyntaxException.class, () -> MailboxName.of(marks));
        });
    }

    @Test
    void whatIsLongOnlyInItsSpellingIsAName() {
        String spelled = "\u03b1\u0313\u0300\u0345".repeat(MailboxName.MAX_LENGTH);
        ByteBuffer octets = ByteBuffer.wrap(spelled.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "\u1f82".repeat(MailboxName.MAX_LENGTH),
                MailboxNames.name(octets, TextMode.UTF8).path());
    }

    // RFC9051-6.3.4-e RFC9051-6.3.4-h RFC3501-6.3.3-b
    @Test
    void onlyNewNamesMayEndWithASeparator() {
        assertEquals(MailboxName.of("a"), ((MailboxCommand.Create) Typed.command("CREATE a/")).mailbox());
        assertEquals(MailboxName.of("a"), ((MailboxCommand.Rename) Typed.command("RENAME b a/")).to());
        assertThrows(CommandRefusedException.class, () -> Typed.command("CREATE a//"));
        assertThrows(CommandRefusedException.class, () -> Typed.command("CREATE /"));
        assertThrows(CommandRefusedException.class, () -> Typed.command("DELETE a/"));
    }

    private static MailboxName name(String text, TextMode mode) {
        return ((MailboxCommand.Delete) Typed.command("DELETE " + text, mode)).mailbox();
    }
}
