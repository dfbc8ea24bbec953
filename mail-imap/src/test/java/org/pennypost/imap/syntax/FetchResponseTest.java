package org.pennypost.imap.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.FetchItem.Attribute;

class FetchResponseTest {
    // RFC 9051 §7.5.2, its example
    @Test
    void items() {
        long seen = FlagTable.SYSTEM.bits(Flags.of(Flag.SEEN));
        assertEquals(
                "* 23 FETCH (FLAGS (\\Seen) RFC822.SIZE 44827 UID 447)\r\n",
                Written.ascii(out -> FetchResponse.on(out)
                        .open(23)
                        .flags(FlagTable.SYSTEM, seen, false)
                        .rfc822Size(44827)
                        .uid(447)
                        .close()));
        assertEquals(
                "* 1 FETCH (INTERNALDATE \"17-Jul-1996 09:44:25 +0000\" MODSEQ (624140003) FLAGS (\\Recent))\r\n",
                Written.ascii(out -> FetchResponse.on(out)
                        .open(1)
                        .internalDate(Instant.parse("1996-07-17T09:44:25Z"))
                        .modSeq(624140003)
                        .flags(FlagTable.SYSTEM, 0, true)
                        .close()));
    }

    @Test
    void oneWriterWritesManyResponses() {
        assertEquals("* 1 FETCH (UID 5)\r\n* 2 FETCH (UID 6 RFC822.SIZE 7)\r\n", Written.ascii(out -> {
            FetchResponse fetch = FetchResponse.on(out);
            fetch.open(1).uid(5).close();
            fetch.open(2).uid(6).rfc822Size(7).close();
        }));
    }

    // RFC9051-4.3-f RFC3501-4.3-b RFC9051-4.3-b
    @Test
    void theCallerSendsTheOctetsOfALiteral() {
        assertEquals(
                "* 12 FETCH (UID 3 BODY[] {342}\r\n",
                Written.ascii(out -> FetchResponse.on(out).open(12).uid(3).literal(item("BODY.PEEK[]"), 342)));
        assertEquals(
                "* 12 FETCH (RFC822.HEADER {2}\r\n\r\n)\r\n",
                Written.ascii(out -> FetchResponse.on(out)
                        .open(12)
                        .octets(Attribute.RFC822_HEADER, Typed.octets("\r\n"))
                        .close()));
    }

    // RFC9051-6.4.5-h RFC3501-6.4.5-k RFC3501-7.4.2-r RFC9051-7.5.2-e RFC3501-6.4.5-i
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BODY[]",
                "BODY[TEXT]",
                "BODY[HEADER]",
                "BODY[1.2]",
                "BODY[1.MIME]",
                "BODY[4.1.TEXT]",
                "BODY[3.HEADER]",
                "BODY[]<0>",
                "BODY[HEADER.FIELDS (Date \"x y\")]",
                "BODY[3.HEADER.FIELDS.NOT (to)]<7>",
                "BINARY[]",
                "BINARY[1.2]<5>",
                "RFC822",
                "RFC822.TEXT",
                "RFC822.HEADER"
            })
    void sectionsAreAnsweredUnderTheirNames(String label) {
        FetchItem item = item(label.replace(">", ".999>"));
        assertEquals(
                " (" + label + " NIL",
                Written.ascii(out -> FetchResponse.on(out).open(1).nil(item)).substring(9));
    }

    // RFC9051-7.5.2-a
    @Test
    void binary() {
        FetchItem.Binary item = assertInstanceOf(FetchItem.Binary.class, item("BINARY.PEEK[1]"));
        assertEquals(
                "* 1 FETCH (BINARY[1] ~{9}\r\n",
                Written.ascii(out -> FetchResponse.on(out).open(1).literal8(item, 9)));
        assertEquals(
                "* 1 FETCH (BINARY[1] {9}\r\n",
                Written.ascii(out -> FetchResponse.on(out).open(1).literal(item, 9)));
        FetchItem.BinarySize size = assertInstanceOf(FetchItem.BinarySize.class, item("BINARY.SIZE[1.3]"));
        assertEquals(
                "* 1 FETCH (BINARY.SIZE[1.3] 9",
                Written.ascii(out -> FetchResponse.on(out).open(1).binarySize(size, 9)));
    }

    @Test
    void flagsOfAHundredThousandMessages() throws StoreException {
        FlagTable table = FlagTable.SYSTEM.with(Flags.of(Flag.of("$Junk"), Flag.of("$Work")));
        ResponseWriter out = ResponseWriter.with(TextMode.UTF8, 64 * 1024);
        FetchResponse fetch = FetchResponse.on(out);
        long octets = 0;
        for (int number = 1; number <= 100_000; number++) {
            fetch.open(number)
                    .uid(number + 7)
                    .flags(table, number & 0x7F, false)
                    .close();
            if (out.size() > 63 * 1024) {
                assertTrue(out.size() <= 64 * 1024);
                octets += out.take().size();
            }
        }
        assertTrue(octets > 3_000_000);
    }

    private static FetchItem item(String text) {
        return ((MessageCommand.Fetch) Typed.command("FETCH 1 " + text)).items().get(0);
    }
}
