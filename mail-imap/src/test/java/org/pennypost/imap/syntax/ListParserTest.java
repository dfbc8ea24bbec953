package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pennypost.imap.syntax.Typed.command;
import static org.pennypost.imap.syntax.Typed.utf8;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.MailboxCommand.ListMailboxes;
import org.pennypost.imap.syntax.MailboxCommand.Lsub;

class ListParserTest {
    // RFC 9051 §6.3.9 and RFC 3501 §6.3.8, their examples
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"\" \"\"                        | ''                             | ''",
                "\"#news.comp.mail.misc\" \"\"    | #news.comp.mail.misc           | ''",
                "/usr/staff/jones \"\"            | /usr/staff/jones               | ''",
                "~/Mail/ %                        | ~/Mail/                        | %",
                "~smith/Mail/ foo.*               | ~smith/Mail/                   | foo.*",
                "\"\" ]%*                         | ''                             | ]%*"
            })
    void basic(String arguments, String reference, String pattern) {
        assertEquals(
                new ListMailboxes(false, Set.of(), reference, List.of(pattern), Set.of(), List.of()),
                command("LIST " + arguments));
    }

    @Test
    void aPatternMayBeALiteral() {
        assertEquals(
                new ListMailboxes(false, Set.of(), "", List.of("f*o"), Set.of(), List.of()),
                command("LIST \"\" {3}\r\nf*o"));
    }

    // RFC9051-6.3.9-o
    @Test
    void eachOfThreeThingsMakesItExtended() {
        assertEquals(extended(Set.of(), List.of("%"), Set.of()), command("LIST () \"\" \"%\""));
        assertEquals(extended(Set.of(), List.of("%"), Set.of()), command("LIST \"\" (\"%\")"));
        assertEquals(extended(Set.of(), List.of("%"), Set.of()), command("LIST \"\" \"%\" RETURN ()"));
    }

    // RFC 9051 §6.3.9.8, its examples; RFC9051-6.3.9-h RFC9051-6.3.9-n
    @Test
    void extended() {
        assertEquals(
                extended(Set.of(ListSelection.SUBSCRIBED), List.of("*"), Set.of()),
                command("LIST (SUBSCRIBED) \"\" \"*\""));
        assertEquals(
                extended(Set.of(), List.of("%"), Set.of(ListReturn.CHILDREN)),
                command("LIST () \"\" \"%\" RETURN (CHILDREN)"));
        assertEquals(
                extended(Set.of(ListSelection.REMOTE), List.of("%"), Set.of(ListReturn.CHILDREN)),
                command("list (remote) \"\" \"%\" return (children)"));
        assertEquals(
                extended(Set.of(ListSelection.REMOTE, ListSelection.SUBSCRIBED), List.of("*"), Set.of()),
                command("LIST (REMOTE SUBSCRIBED) \"\" \"*\""));
        assertEquals(
                extended(Set.of(), List.of("INBOX", "Drafts", "Sent/%"), Set.of()),
                command("LIST \"\" (\"INBOX\" \"Drafts\" \"Sent/%\")"));
        assertEquals(
                extended(Set.of(ListSelection.RECURSIVEMATCH, ListSelection.SUBSCRIBED), List.of("%"), Set.of()),
                command("LIST (RECURSIVEMATCH SUBSCRIBED) \"\" \"%\""));
        assertEquals(
                extended(
                        Set.of(ListSelection.SPECIAL_USE),
                        List.of("*"),
                        Set.of(ListReturn.SPECIAL_USE, ListReturn.SUBSCRIBED)),
                command("LIST (SPECIAL-USE) \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE)"));
    }

    // RFC 5819 §2, its example
    @Test
    void status() {
        assertEquals(
                new ListMailboxes(
                        true,
                        Set.of(),
                        "",
                        List.of("%"),
                        Set.of(ListReturn.STATUS),
                        List.of(StatusItem.MESSAGES, StatusItem.UNSEEN)),
                command("LIST \"\" % RETURN (STATUS (MESSAGES UNSEEN))"));
    }

    // RFC9051-6.3.9-j RFC5258-3-i
    @Test
    void anOptionGivenTwiceCountsOnce() {
        assertEquals(
                extended(Set.of(ListSelection.SUBSCRIBED), List.of("*"), Set.of(ListReturn.CHILDREN)),
                command("LIST (SUBSCRIBED SUBSCRIBED) \"\" * RETURN (CHILDREN CHILDREN)"));
    }

    // RFC9051-6.3.9-i RFC9051-6.3.9.1-d
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LIST",
                "LIST \"\"",
                "LIST \"\" \"\" x",
                "LIST \"\"  *",
                "LIST (FOO) \"\" *",
                "LIST \"\" * RETURN (FOO)",
                "LIST (RECURSIVEMATCH) \"\" *",
                "LIST (RECURSIVEMATCH REMOTE) \"\" *",
                "LIST \"\" * RETURN",
                "LIST \"\" ()",
                "LIST \"\" * RETURN CHILDREN",
                "LIST \"\" * RETURN (STATUS)",
                "LIST \"\" * RETURN (STATUS ())",
                "LIST \"\" (a b",
                "LIST (SUBSCRIBED \"\" *",
                "LIST(SUBSCRIBED) \"\" *"
            })
    void isRefused(String text) {
        assertThrows(SyntaxException.class, () -> command(text));
    }

    // RFC9051-6.3.9-f
    @Test
    void aPatternThatNoNameCanMatchIsIgnored() {
        ListMailboxes list = assertInstanceOf(ListMailboxes.class, command("LIST \"\" (&AGE- ok)", TextMode.ASCII));
        assertEquals(List.of("ok"), list.patterns());
        list = assertInstanceOf(ListMailboxes.class, command("LIST \"\" &", TextMode.ASCII));
        assertEquals(List.of(), list.patterns());
    }

    @Test
    void patternsAreNamesWithWildcards() {
        assertEquals(
                List.of("Entwürfe/%"),
                assertInstanceOf(ListMailboxes.class, command("LIST \"\" Entw&APw-rfe/%", TextMode.ASCII))
                        .patterns());
        assertEquals(
                List.of("Entwürfe/%"),
                assertInstanceOf(ListMailboxes.class, command(utf8("LIST \"\" \"Entwürfe/%\"")))
                        .patterns());
    }

    // RFC 3501 §6.3.9
    @Test
    void lsub() {
        assertEquals(new Lsub("#news.", "comp.mail.*"), command("LSUB \"#news.\" \"comp.mail.*\""));
        assertEquals(new Lsub("", "%"), command("LSUB \"\" %"));
    }

    private static ListMailboxes extended(
            Set<ListSelection> selections, List<String> patterns, Set<ListReturn> returns) {
        return new ListMailboxes(true, selections, "", patterns, returns, List.of());
    }
}
