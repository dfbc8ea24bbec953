package org.pennypost.core.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/** What holds for all addresses and for all garbage. */
class AddressPropertyTest {

    @Property
    void whatIsWrittenReadsBackEqual(@ForAll("addresses") MailAddress address) {
        MailAddress back = MailAddress.parse(address.toString(), Repertoire.UTF8);
        assertEquals(address, back);
        assertEquals(address.toString(), back.toString());
        assertEquals(address.isAscii(), address.toString().chars().allMatch(c -> c < 0x80));
    }

    @Property
    void garbageIsAValueOrASyntaxException(@ForAll("garbage") byte[] octets, @ForAll Repertoire repertoire) {
        OctetScanner in = OctetScanner.of(ByteBuffer.wrap(octets));
        try {
            ForwardPath path = AddressParser.over(in, repertoire).forwardPath();
            OctetScanner again = OctetScanner.of(path.toString());
            assertEquals(path, AddressParser.over(again, repertoire).forwardPath());
        } catch (SyntaxException e) {
            assertTrue(e.getMessage().chars().allMatch(c -> c >= ' ' && c < 0x7F));
        }
    }

    @Property
    void ipv6LiteralsReadBackEqual(@ForAll long high, @ForAll long low, @ForAll("masks") long mask) {
        AddressLiteral literal = new AddressLiteral.Ipv6(high & mask, low & Long.rotateLeft(mask, 16));
        assertEquals(literal, Host.parse(literal.toString(), Repertoire.ASCII));
    }

    @Provide
    Arbitrary<MailAddress> addresses() {
        Arbitrary<LocalPart> locals = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\"\\. @\u00e4\u20ac")
                .ofMaxLength(21)
                .filter(text -> LocalPart.fault(text).isEmpty())
                .map(LocalPart::new);
        Arbitrary<String> labels = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .numeric()
                .withChars("-\u00fc\u4f8b")
                .ofMinLength(1)
                .ofMaxLength(10);
        Arbitrary<Host> domains = labels.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(list -> String.join(".", list))
                .filter(name -> Domain.fault(name).isEmpty())
                .map(Domain::new);
        Arbitrary<Host> literals =
                Arbitraries.bytes().array(byte[].class).ofSize(4).map(AddressLiteral::of);
        return Combinators.combine(locals, Arbitraries.oneOf(List.of(domains, literals)))
                .as(MailAddress::new);
    }

    @Provide
    Arbitrary<byte[]> garbage() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(20)
                .flatMap(octets -> Arbitraries.of("<", "<@a:", "<\"", "<a@[IPv6:", "<a@[", "<a@", "")
                        .flatMap(start -> Arbitraries.of(">", "]>", "\"@b>", "").map(end -> join(start, octets, end))));
    }

    @Provide
    Arbitrary<Long> masks() {
        return Arbitraries.of(0L, -1L, 0xFFFFL, 0xFFFF0000L, 0xFFFF_0000_0000_FFFFL, 0xFFFF_0000_FFFF_0000L);
    }

    private static byte[] join(String start, byte[] middle, String end) {
        ByteBuffer joined = ByteBuffer.allocate(start.length() + middle.length + end.length());
        joined.put(start.getBytes(StandardCharsets.US_ASCII));
        joined.put(middle);
        joined.put(end.getBytes(StandardCharsets.US_ASCII));
        return joined.array();
    }
}
