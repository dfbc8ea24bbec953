package org.pennypost.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/** RFC 5321 §4.1.2 and §4.5.3.1, RFC 6531 §3.3. */
class AddressParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Smith@bar.com",
                "user+tag@example.org",
                "!#$%&'*+-/=?^_`{|}~@example.org",
                "a.b.c@a.b.c",
                "x@1.2.3.4",
                "\"Joe Doe\"@example.org",
                "\"a@b\"@example.org",
                "\"\"@example.org",
                "\"say \\\"hi\\\" \\\\o\\\\\"@example.org",
                "Joe@Example.ORG",
                "x@xn--bcher-kva.example",
                "x@under_score.example.org",
                "x@_spf.example.org",
                "x@[192.0.2.1]",
                "x@[IPv6:2001:db8::1]",
                "x@[x-tag:any!thing]"
            })
    void canonicalAddressesComeBackAsTheyWere(String text) {
        assertEquals(text, MailAddress.parse(text, Repertoire.ASCII).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "a@",
                "@b",
                "a b@c",
                "a@b c",
                "a@.b",
                "a@b.",
                "a@b..c",
                "a@-b",
                "a@b-",
                "a@b,c",
                "a@[",
                "a@[]",
                "a@[1.2.3]",
                "a@[1.2.3.256]",
                "a@[1.2.3.0004]",
                "a@[IPv6:]",
                "a@[IPv6:1]",
                "a@[tag:]",
                "a@[-:x]",
                "a@[tag:a[b]",
                "\"a@b",
                "\"a\"b@c",
                "a\"b\"@c",
                "\"a\u0007\"@b",
                "\"a\\\u0007\"@b",
                "<a@b>",
                "a@b>",
                "j\u00f6rg@example.org",
                "a@b\u00fccher.example"
            })
    void whatTheGrammarDoesNotProduceIsRefused(String text) {
        assertThrows(SyntaxException.class, () -> MailAddress.parse(text, Repertoire.ASCII));
    }

    // RFC5321-4.1.2-d, RFC5321-4.1.2-i, RFC5321-4.1.2-k
    @Test
    void needlessQuotesAndBackslashesGo() {
        MailAddress plain = MailAddress.parse("joe.doe@example.org", Repertoire.ASCII);
        assertEquals(plain, MailAddress.parse("\"joe.doe\"@example.org", Repertoire.ASCII));
        assertEquals(plain, MailAddress.parse("\"j\\oe.\\doe\"@EXAMPLE.org", Repertoire.ASCII));
        assertEquals(
                "joe.doe@example.org",
                MailAddress.parse("\"joe.doe\"@example.org", Repertoire.ASCII).toString());
    }

    /** RFC 5321 §4.1.2: what is no Dot-string is written as a Quoted-string. */
    @ParameterizedTest
    @ValueSource(strings = {"a..b", "a.", ".a", "...a.-..", "."})
    void dotsStandWhereTheyWill(String local) {
        MailAddress address = MailAddress.parse(local + "@example.org", Repertoire.ASCII);
        assertEquals("\"" + local + "\"@example.org", address.toString());
        assertEquals(address, MailAddress.parse(address.toString(), Repertoire.ASCII));
    }

    // RFC5321-2.4-a, RFC5321-2.4-b
    // RFC 5321 §2.4: local parts keep their case, domains have none
    @Test
    void caseCountsInLocalPartsOnly() {
        MailAddress address = MailAddress.parse("Fred@Example.COM", Repertoire.ASCII);
        assertEquals(address, MailAddress.parse("Fred@eXAMPLE.com", Repertoire.ASCII));
        assertEquals(
                address.hashCode(),
                MailAddress.parse("Fred@eXAMPLE.com", Repertoire.ASCII).hashCode());
        assertNotEquals(address, MailAddress.parse("fred@Example.COM", Repertoire.ASCII));
        assertEquals("Fred@Example.COM", address.toString());
    }

    // RFC6531-3.3-a, RFC6531-3.2-b
    @ParameterizedTest
    @ValueSource(
            strings = {
                "j\u00f6rg@example.org",
                "\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a",
                "D\u00f6rte@S\u00f6rensen.example.com",
                "\"\u0434 \u0436\"@example.org",
                "\ud83d\udceb@example.org"
            })
    void utf8WithSmtpUtf8Only(String text) {
        MailAddress address = MailAddress.parse(text, Repertoire.UTF8);
        assertEquals(text, address.toString());
        assertFalse(address.isAscii());
        assertThrows(SyntaxException.class, () -> MailAddress.parse(text, Repertoire.ASCII));
    }

    @Test
    void octetsThatAreNotUtf8AreRefused() {
        byte[] latin1 = {'a', (byte) 0xE4, '@', 'b'};
        AddressParser parser = AddressParser.over(OctetScanner.of(ByteBuffer.wrap(latin1)), Repertoire.UTF8);
        assertThrows(SyntaxException.class, parser::mailbox);
    }

    // RFC 5891 §4.2: no U-label
    @ParameterizedTest
    @ValueSource(strings = {"a@\u0301a.example", "a@a\u0308.example", "a@\u2603.example", "a@\u00fc-.example"})
    void labelsThatAreNoULabelsAreRefused(String text) {
        assertThrows(SyntaxException.class, () -> MailAddress.parse(text, Repertoire.UTF8));
    }

    // RFC5321-4.5.3.1.1-a
    // RFC 5321 §4.5.3.1.1
    @Test
    void localPartsHaveAtMost64Octets() {
        String longest = "a".repeat(64);
        assertEquals(
                longest,
                MailAddress.parse(longest + "@b", Repertoire.ASCII).localPart().value());
        assertThrows(SyntaxException.class, () -> MailAddress.parse("a" + longest + "@b", Repertoire.ASCII));
        assertThrows(SyntaxException.class, () -> MailAddress.parse('"' + "b ".repeat(32) + "\"@b", Repertoire.ASCII));
        assertEquals(
                32,
                MailAddress.parse("\u00e4".repeat(32) + "@b", Repertoire.UTF8)
                        .localPart()
                        .value()
                        .length());
        assertThrows(SyntaxException.class, () -> MailAddress.parse("\u00e4".repeat(33) + "@b", Repertoire.UTF8));
    }

    // RFC5321-4.5.3.1.2-a
    // RFC 5321 §4.5.3.1.2, RFC 1035 §2.3.4
    @Test
    void domainsHaveAtMost255OctetsAndLabels63() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, label);
        assertEquals(longest, Domain.parse(longest, Repertoire.ASCII).name());
        assertThrows(SyntaxException.class, () -> Domain.parse(longest + ".a", Repertoire.ASCII));
        assertThrows(SyntaxException.class, () -> Domain.parse("a" + label, Repertoire.ASCII));
    }

    // RFC5321-4.5.3.1.3-a
    // RFC 5321 §4.5.3.1.3
    @Test
    void pathsHaveAtMost256Octets() {
        String domain = String.join(".", "b".repeat(63), "b".repeat(63), "b".repeat(61));
        String longest = "<" + "a".repeat(64) + "@" + domain + ">";
        assertEquals(256, longest.length());
        assertEquals(longest, reversePath(longest).toString());
        assertThrows(SyntaxException.class, () -> reversePath(longest.replace(">", "b>")));
        assertThrows(SyntaxException.class, () -> reversePath(longest.replace("<", "<@c:")));
    }

    @Test
    void nullReversePath() {
        assertEquals(ReversePath.NULL, reversePath("<>"));
        assertTrue(reversePath("<>").address().isEmpty());
    }

    // RFC 5321 §4.1.1.3: without a domain, in any case
    @ParameterizedTest
    @ValueSource(strings = {"<Postmaster>", "<postmaster>", "<POSTMASTER>"})
    void postmaster(String path) {
        assertEquals(ForwardPath.POSTMASTER, forwardPath(path));
        assertThrows(SyntaxException.class, () -> reversePath(path));
    }

    @Test
    void postmasterWithDomainIsAnAddress() {
        assertInstanceOf(ForwardPath.Recipient.class, forwardPath("<postmaster@example.org>"));
    }

    // RFC5321-4.1.2-a, RFC5321-4.1.2-b, RFC5321-4.1.1.3-a, RFC5321-4.1.1.3-b, RFC5321-4.1.1.3-c, RFC5321-4.1.1.3-e
    // RFC5321-3.6.1-a, RFC5321-3.6.1-b, RFC5321-3.6.1-c: what is passed on has none
    // RFC 5321 §3.3: source routes are accepted and ignored
    @Test
    void sourceRoutesAreDropped() {
        assertEquals(
                "<userc@d.bar.org>",
                forwardPath("<@hosta.int,@jkl.org:userc@d.bar.org>").toString());
        assertThrows(SyntaxException.class, () -> forwardPath("<@hosta.int userc@d.bar.org>"));
        assertThrows(SyntaxException.class, () -> forwardPath("<@hosta.int:@d.bar.org>"));
    }

    @Test
    void pathsLeaveTheScannerBehindThem() {
        OctetScanner in = OctetScanner.of("<a@b> SIZE=5");
        assertEquals(
                "<a@b>", AddressParser.over(in, Repertoire.ASCII).reversePath().toString());
        assertEquals(5, in.position());
    }

    // RFC5321-4.1.3-a
    @ParameterizedTest
    @CsvSource({
        "[0.0.0.0], [0.0.0.0]",
        "[255.255.255.255], [255.255.255.255]",
        "[001.02.3.4], [1.2.3.4]",
        "[IPv6:1:2:3:4:5:6:7:8], [IPv6:1:2:3:4:5:6:7:8]",
        "[ipv6:2001:DB8:0:0:0:0:0:1], [IPv6:2001:db8::1]",
        "[IPv6:::], [IPv6:::]",
        "[IPv6:::1], [IPv6:::1]",
        "[IPv6:1::], [IPv6:1::]",
        "[IPv6:fe80::1:2:0:0:3], [IPv6:fe80::1:2:0:0:3]",
        "[IPv6:1:0:3:4:5:6:7:8], [IPv6:1:0:3:4:5:6:7:8]",
        "[IPv6:::ffff:192.0.2.1], [IPv6:::ffff:192.0.2.1]",
        "[IPv6:1:2:3:4:5:6:192.0.2.1], [IPv6:1:2:3:4:5:6:c000:201]",
        "[IPv6:1::192.0.2.1], [IPv6:1::c000:201]",
        "[TAG:x:y], [tag:x:y]",
        "[4-tag:x], [4-tag:x]"
    })
    void addressLiterals(String text, String canonical) {
        Host literal = Host.parse(text, Repertoire.ASCII);
        assertInstanceOf(AddressLiteral.class, literal);
        assertEquals(canonical, literal.toString());
        assertEquals(literal, Host.parse(canonical, Repertoire.ASCII));
    }

    // RFC5321-4.1.3-c
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[IPv6:1:2:3:4:5:6:7]", "[IPv6:1:2:3:4:5:6:7:8:9]", "[IPv6:1::2::3]", "[IPv6::::]", "[IPv6:1:]",
                "[IPv6::1]", "[IPv6:12345::]", "[IPv6:g::]", "[IPv6:1:2:3:4:5:6:7::]", "[IPv6:1:2:3:4:5:6:7:1.2.3.4]",
                "[IPv6:1.2.3.4::]", "[IPv6:::1.2.3.4:5]", "[IPv6:::1.2.3]", "[IPv6:::1.2.3.4.5]", "[1.2.3.4"
            })
    void brokenAddressLiterals(String text) {
        assertThrows(SyntaxException.class, () -> Host.parse(text, Repertoire.ASCII));
    }

    @Test
    void literalsOfNetworkAddresses() {
        assertEquals(
                "[192.0.2.200]",
                AddressLiteral.of(new byte[] {(byte) 192, 0, 2, (byte) 200}).toString());
        byte[] six = new byte[16];
        six[0] = 0x20;
        six[15] = (byte) 0xFF;
        assertEquals("[IPv6:2000::ff]", AddressLiteral.of(six).toString());
        assertThrows(IllegalArgumentException.class, () -> AddressLiteral.of(new byte[5]));
    }

    @Test
    void valuesAreValidByConstruction() {
        assertThrows(IllegalArgumentException.class, () -> new LocalPart("a\r\nb"));
        assertThrows(IllegalArgumentException.class, () -> new LocalPart("\ud83d"));
        assertThrows(IllegalArgumentException.class, () -> new Domain("a b"));
        assertThrows(IllegalArgumentException.class, () -> new Domain(""));
        assertThrows(IllegalArgumentException.class, () -> new AddressLiteral.General("IPv6", "x"));
        assertThrows(IllegalArgumentException.class, () -> new AddressLiteral.General("tag", "a]"));
    }

    private static ReversePath reversePath(String text) {
        OctetScanner in = OctetScanner.of(text);
        ReversePath path = AddressParser.over(in, Repertoire.ASCII).reversePath();
        in.expectEnd();
        return path;
    }

    private static ForwardPath forwardPath(String text) {
        OctetScanner in = OctetScanner.of(text);
        ForwardPath path = AddressParser.over(in, Repertoire.ASCII).forwardPath();
        in.expectEnd();
        return path;
    }
}
