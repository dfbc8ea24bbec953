package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pennypost.imap.syntax.Typed.command;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.SectionText;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.FetchItem.Attribute;
import org.pennypost.imap.syntax.FetchItem.Body;
import org.pennypost.imap.syntax.MessageCommand.Fetch;
import org.pennypost.imap.syntax.MessageCommand.Store;
import org.pennypost.imap.syntax.Section.Fields;
import org.pennypost.imap.syntax.Section.Selection;

class FetchParserTest {
    // RFC 9051 §6.4.5, its example
    @Test
    void severalItems() {
        Fields fields = new Fields(Selection.ONLY, List.of("DATE", "FROM"));
        Section section = new Section(List.of(), SectionText.HEADER, fields);
        assertEquals(
                new Fetch(
                        false,
                        SequenceSet.range(2, 4),
                        List.of(Attribute.FLAGS, new Body(section, Partial.WHOLE, false)),
                        MessageCommand.Changes.ALL),
                command("FETCH 2:4 (FLAGS BODY[HEADER.FIELDS (DATE FROM)])"));
    }

    // RFC9051-6.4.5-g RFC3501-6.4.5-q
    @Test
    void macros() {
        assertEquals(FetchItem.ALL, items("all"));
        assertEquals(FetchItem.FAST, items("FAST"));
        assertEquals(FetchItem.FULL, items("FULL"));
    }

    // RFC 9051 §9 fetch-att, RFC 3501 §9 fetch-att, RFC 7162 §3.1.4.2
    @Test
    void everyWord() {
        for (Attribute attribute : Attribute.values()) {
            assertEquals(List.of(attribute), items(attribute.label()));
            assertEquals(List.of(attribute), items("(" + attribute.label().toLowerCase(Locale.ROOT) + ")"));
        }
    }

    @Test
    void anItemGivenTwiceCountsOnce() {
        assertEquals(List.of(Attribute.UID, Attribute.FLAGS), items("(UID FLAGS UID)"));
    }

    // RFC 9051 §6.4.5.1
    @Test
    void everySection() {
        assertEquals(Section.WHOLE, section("BODY[]"));
        assertEquals(Section.HEADER, section("BODY[HEADER]"));
        assertEquals(Section.TEXT, section("body[text]"));
        assertEquals(new Section(List.of(1), SectionText.WHOLE, Fields.EVERY), section("BODY[1]"));
        assertEquals(new Section(List.of(4, 2, 2, 1), SectionText.WHOLE, Fields.EVERY), section("BODY[4.2.2.1]"));
        assertEquals(new Section(List.of(4, 1), SectionText.MIME, Fields.EVERY), section("BODY[4.1.MIME]"));
        assertEquals(new Section(List.of(3), SectionText.HEADER, Fields.EVERY), section("BODY[3.HEADER]"));
        assertEquals(new Section(List.of(3), SectionText.TEXT, Fields.EVERY), section("BODY[3.TEXT]"));
        assertEquals(
                new Section(List.of(3), SectionText.HEADER, new Fields(Selection.EXCEPT, List.of("a b", "c"))),
                section("BODY[3.HEADER.FIELDS.NOT (\"a b\" {1}\r\nc)]"));
    }

    // RFC 9051 §6.4.5
    @Test
    void peekAndPartial() {
        assertEquals(List.of(new Body(Section.WHOLE, new Partial(0, 2048), false)), items("BODY[]<0.2048>"));
        assertEquals(List.of(new Body(Section.HEADER, new Partial(7, 1), true)), items("BODY.PEEK[HEADER]<7.1>"));
    }

    // RFC 9051 §6.4.5 BINARY
    @Test
    void binary() {
        assertEquals(List.of(new FetchItem.Binary(List.of(), Partial.WHOLE, false)), items("BINARY[]"));
        assertEquals(
                List.of(new FetchItem.Binary(List.of(1, 2), new Partial(5, 6), true)), items("BINARY.PEEK[1.2]<5.6>"));
        assertEquals(List.of(new FetchItem.BinarySize(List.of(3))), items("BINARY.SIZE[3]"));
    }

    // RFC9051-6.4.5-d RFC9051-6.4.5.1-b RFC3501-9-z
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "()",
                "FOO",
                "(ALL)",
                "(FLAGS FAST)",
                "ALL FAST",
                "(FLAGS",
                "(FLAGS  UID)",
                "FLAGS UID",
                "BODY.PEEK",
                "BODY[MIME]",
                "BODY[",
                "BODY[0]",
                "BODY[1.]",
                "BODY[.1]",
                "BODY[1.0]",
                "BODY[01]",
                "BODY[1.HEADER.1]",
                "BODY[FOO]",
                "BODY[HEADER.FIELDS]",
                "BODY[HEADER.FIELDS ()]",
                "BODY[HEADER.FIELDS (a]",
                "BODY[HEADER.FIELDS(a)]",
                "BODY[]<0.0>",
                "BODY[]<0>",
                "BODY[]<0.1",
                "BODY[]<-1.1>",
                "BODY[HEADER]]",
                "BINARY",
                "BINARY[HEADER]",
                "BINARY[1.MIME]",
                "BINARY.SIZE[1]<0.1>",
                "BINARY.SIZE",
                "BODY[4294967296]",
                "BODY[2147483648]",
                "RFC822.PEEK",
                "BODYSTRUCTURE[]",
                "BODY []",
                "BODY[1 .MIME]",
                "FLAGS ()"
            })
    void isRefused(String items) {
        assertThrows(SyntaxException.class, () -> command("FETCH 1 " + items));
    }

    @Test
    void sectionsHaveABound() {
        String deepest = String.join(".", Collections.nCopies(ImapLimits.DEFAULT.depth(), "1"));
        assertEquals(
                ImapLimits.DEFAULT.depth(),
                section("BODY[" + deepest + "]").part().size());
        assertThrows(SyntaxException.class, () -> command("FETCH 1 BODY[" + deepest + ".1]"));
        assertThrows(SyntaxException.class, () -> command("FETCH 1 BINARY[" + deepest + ".1]"));
    }

    // RFC 4466 §2.4, RFC 7162 §3.1.4.1 and §3.2.6
    @Test
    void modifiers() {
        Fetch fetch = (Fetch) command("UID FETCH 1:* (FLAGS) (CHANGEDSINCE 12345 VANISHED)");
        assertEquals(true, fetch.byUid());
        assertEquals(new MessageCommand.Changes(12345, true), fetch.changes());
        assertEquals(List.of(Attribute.FLAGS, Attribute.MODSEQ), fetch.items());
        assertThrows(SyntaxException.class, () -> command("FETCH 1:* FLAGS (CHANGEDSINCE 12345 VANISHED)"));
        assertThrows(SyntaxException.class, () -> command("UID FETCH 1:* FLAGS (VANISHED)"));
        assertEquals(
                new MessageCommand.Changes(0, false),
                ((Fetch) command("UID FETCH 1:* FLAGS (CHANGEDSINCE 0)")).changes());
        assertThrows(SyntaxException.class, () -> command("FETCH 1:* FLAGS (NOSUCH)"));
    }

    // RFC9051-6.4.5-e RFC3501-6.4.5-d
    @Test
    void aPartialIsCutAtTheEnd() {
        Extent extent = new Extent(100, 10);
        assertEquals(new Extent(100, 10), Partial.WHOLE.of(extent));
        assertEquals(new Extent(100, 10), new Partial(0, 2048).of(extent));
        assertEquals(new Extent(107, 3), new Partial(7, 4).of(extent));
        assertEquals(new Extent(110, 0), new Partial(10, 1).of(extent));
        assertEquals(new Extent(110, 0), new Partial(Long.MAX_VALUE, Long.MAX_VALUE).of(extent));
    }

    // RFC 9051 §6.4.6, RFC9051-6.4.6-d
    @Test
    void store() {
        assertEquals(
                new Store(
                        false,
                        SequenceSet.range(2, 4),
                        new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.DELETED)),
                        false,
                        Store.ALWAYS),
                command("STORE 2:4 +FLAGS (\\Deleted)"));
        assertEquals(
                new Store(
                        true,
                        SequenceSet.ALL,
                        new FlagChange(FlagChange.Mode.REMOVE, Flags.of(Flag.SEEN, Flag.of("$Junk"))),
                        true,
                        Store.ALWAYS),
                command("uid store 1:* -flags.silent \\seen $junk"));
        assertEquals(
                new FlagChange(FlagChange.Mode.REPLACE, Flags.NONE), ((Store) command("STORE 1 FLAGS ()")).change());
    }

    // RFC 7162 §3.1.3
    @Test
    void storeWithModifiers() {
        Store store = (Store) command("STORE 7,5,9 (UNCHANGEDSINCE 320162338) +FLAGS.SILENT (\\Deleted)");
        assertEquals(320162338, store.unchangedSince());
        assertEquals(true, store.isConditional());
        assertThrows(SyntaxException.class, () -> command("STORE 1 (UNCHANGEDSINCE 1 UNCHANGEDSINCE 2) FLAGS ()"));
        assertThrows(SyntaxException.class, () -> command("STORE 1 (CHANGEDSINCE 1) FLAGS ()"));
    }

    // RFC3501-2.3.2-f RFC9051-2.3.2-f RFC3501-2.3.2-d
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 FLAGS",
                "1 FLAGS ",
                "1 FLAGS(\\Seen)",
                "1 *FLAGS (\\Seen)",
                "1 +FLAGS.LOUD (\\Seen)",
                "1 FLAGS (\\Recent)",
                "1 FLAGS \\Foo",
                "1 FLAGS (\\Seen",
                "1 FLAGS \\Seen ",
                "1 FLAGS (\\*)",
                "1 FLAGS (a b) c",
                "1 (X) FLAGS",
                "1 (X 1 X 2) FLAGS a",
                "1 () FLAGS a",
                "1 FLAGS \"a\"",
                "1 FLAGS a]"
            })
    void storeIsRefused(String arguments) {
        assertThrows(SyntaxException.class, () -> command("STORE " + arguments));
    }

    private static List<FetchItem> items(String text) {
        return assertInstanceOf(Fetch.class, command("FETCH 1 " + text)).items();
    }

    private static Section section(String text) {
        return assertInstanceOf(Body.class, items(text).get(0)).section();
    }
}
