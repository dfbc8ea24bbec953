package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pennypost.imap.syntax.Typed.octets;
import static org.pennypost.imap.syntax.Typed.utf8;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.message.RawText;
import org.pennypost.core.text.OctetScanner;

class ResponseWriterTest {
    // RFC 9051 §9 string, RFC9051-4.3.1-c RFC6855-3-e RFC9051-4.3-f
    @Test
    void stringsTakeTheFirstFormThatFits() {
        assertEquals("\"\"", Written.ascii(out -> out.string("")));
        assertEquals("\"a b\"", Written.ascii(out -> out.string("a b")));
        assertEquals("\"a\\\"b\\\\c\"", Written.ascii(out -> out.string("a\"b\\c")));
        assertEquals("{3}\r\na\r\n", Written.utf8(out -> out.string("a\r\n")));
        assertEquals(utf8("{2}\r\né"), Written.ascii(out -> out.string("é")));
        assertEquals(utf8("\"é\""), Written.utf8(out -> out.string("é")));
        assertEquals("{1}\r\n\u00e9", Written.utf8(out -> out.string(octets("\u00e9"))));
    }

    // RFC9051-9-b RFC3501-4.3.1-b
    @Test
    void nulIsNeverWritten() {
        assertEquals("{3}\r\na?b", Written.ascii(out -> out.string("a\0b")));
    }

    // RFC9051-4.5-b RFC9051-4.5-a
    @Test
    void nilIsKeptApart() {
        assertEquals("NIL", Written.ascii(out -> out.nstring(RawText.ABSENT)));
        assertEquals("\"\"", Written.ascii(out -> out.nstring(RawText.EMPTY)));
        assertEquals("\"NIL\"", Written.ascii(out -> out.nstring(RawText.of("NIL"))));
        assertEquals("\"nil\"", Written.ascii(out -> out.astring("nil")));
        assertEquals("nix", Written.ascii(out -> out.astring("nix")));
    }

    @Test
    void astringsAreBareWhereTheyCanBe() {
        assertEquals("foo]/bar", Written.ascii(out -> out.astring("foo]/bar")));
        assertEquals("\"\"", Written.ascii(out -> out.astring("")));
        assertEquals("\"a b\"", Written.ascii(out -> out.astring("a b")));
        assertEquals("\"a*\"", Written.ascii(out -> out.astring("a*")));
        assertEquals(utf8("\"é\""), Written.utf8(out -> out.astring("é")));
    }

    // RFC9051-5.1-e RFC3501-5.1-b
    @Test
    void mailboxNamesHaveTheFormOfTheMode() {
        MailboxName name = MailboxName.of("R&D/Entwürfe");
        assertEquals("R&-D/Entw&APw-rfe", Written.ascii(out -> out.mailbox(name)));
        assertEquals(utf8("\"R&D/Entwürfe\""), Written.utf8(out -> out.mailbox(name)));
        assertEquals("INBOX", Written.ascii(out -> out.mailbox(MailboxName.INBOX)));
        assertEquals("\"a b\"", Written.ascii(out -> out.mailbox(MailboxName.of("a b"))));
    }

    @Property
    void stringsReadBack(@ForAll byte[] octets, @ForAll TextMode mode) {
        for (int i = 0; i < octets.length; i++) {
            octets[i] = octets[i] == 0 ? 1 : octets[i];
        }
        ResponseWriter out = ResponseWriter.with(mode);
        out.string(ByteBuffer.wrap(octets)).space().astring(ByteBuffer.wrap(octets));
        ImapScanner in = new ImapScanner(OctetScanner.of(out.take().octets()), ImapLimits.DEFAULT, mode);
        assertEquals(ByteBuffer.wrap(octets), in.string());
        in.space();
        assertEquals(ByteBuffer.wrap(octets), in.astring());
        in.expectEnd();
    }

    @Test
    void numbers() {
        assertEquals(
                "0 9 10 99 100 4294967295 9223372036854775807",
                Written.ascii(out -> out.number(0)
                        .space()
                        .number(9)
                        .space()
                        .number(10)
                        .space()
                        .number(99)
                        .space()
                        .number(100)
                        .space()
                        .number(4294967295L)
                        .space()
                        .number(Long.MAX_VALUE)));
        ResponseWriter out = ResponseWriter.with(TextMode.ASCII);
        assertThrows(IllegalArgumentException.class, () -> out.number(-1));
    }

    @Test
    void uidSets() {
        assertEquals(
                "3,5:7,4294967295",
                Written.ascii(out -> out.uidSet(
                        UidSet.builder().add(5, 7).add(3).add(4294967295L).build())));
        ResponseWriter out = ResponseWriter.with(TextMode.ASCII);
        assertThrows(IllegalArgumentException.class, () -> out.uidSet(UidSet.EMPTY));
    }

    // RFC 9051 §9 flag-fetch
    @Test
    void flags() throws StoreException {
        Flag work = Flag.of("$Work");
        FlagTable table = FlagTable.SYSTEM.with(Flags.of(Flag.of("a"), work));
        assertEquals("", Written.ascii(out -> out.flags(table, 0, false)));
        assertEquals("\\Recent", Written.ascii(out -> out.flags(table, 0, true)));
        long bits = table.bits(Flags.of(Flag.SEEN, Flag.ANSWERED));
        assertEquals("\\Answered \\Seen", Written.ascii(out -> out.flags(table, bits, false)));
        assertEquals("\\Answered \\Seen \\Recent", Written.ascii(out -> out.flags(table, bits, true)));
        assertEquals("\\Answered \\Seen $Work", Written.ascii(out -> out.flags(table, bits | table.mask(work), false)));
        assertEquals("$Work", Written.ascii(out -> out.flags(table, table.mask(work), false)));
        assertEquals(
                "\\Answered \\Flagged \\Deleted \\Seen \\Draft $Work a \\Recent",
                Written.ascii(out -> out.flags(table, table.bits(Flags.of(table.flags())), true)));
        assertEquals("\\Seen $Work", Written.ascii(out -> out.flags(Flags.of(work, Flag.SEEN))));
    }

    @Test
    void takingEmptiesIt() {
        ResponseWriter out = ResponseWriter.with(TextMode.ASCII, 4);
        out.ascii("0123456789");
        assertEquals(10, out.size());
        ByteBuffer first = out.take().octets();
        assertEquals(0, out.size());
        out.ascii("abc");
        assertEquals("abc", Written.text(out));
        assertEquals(octets("0123456789"), first);
        assertEquals(0, out.take().size());
    }

    @Test
    void aWriterFollowsWhatIsEnabled() {
        ResponseWriter out = ResponseWriter.with(TextMode.ASCII);
        out.mailbox(MailboxName.of("é")).space();
        out.mode(TextMode.UTF8);
        out.mailbox(MailboxName.of("é"));
        assertEquals(utf8("&AOk- \"é\""), Written.text(out));
    }

    // Attack: no text of a client or of a message may end a line of ours
    @Property
    void textForPeopleIsOnePrintableLine(@ForAll String text) {
        String line = Written.utf8(out -> StatusResponse.on(out).untagged(Condition.NO, ResponseCode.NONE, text));
        assertTrue(line.matches("\\* NO [ -~]*\r\n"), line);
        assertEquals("\"x\" \"y\"", Written.ascii(out -> out.words(List.of("\"x\"", "\"y\""))));
    }
}
