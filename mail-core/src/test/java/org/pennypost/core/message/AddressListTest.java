package org.pennypost.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5322 §3.4, its examples in appendix A, and the lists of real mail. */
class AddressListTest {

    // RFC 5322 appendix A.1.1 to A.1.3 and A.5, A.6.1
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "John Doe <jdoe@machine.example> ~ John Doe|jdoe@machine.example",
                "Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>"
                        + " ~ Mary Smith|mary@x.test; jdoe@example.org; Who?|one@y.test",
                "<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>"
                        + " ~ boss@nil.test; Giant; \"Big\" Box|sysservices@example.net",
                "\"Joe Q. Public\" <john.q.public@example.com> ~ Joe Q. Public|john.q.public@example.com",
                "A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;"
                        + " ~ {A Group; Ed Jones|c@a.test; joe@where.test; John|jdoe@one.test; }",
                "Undisclosed recipients:; ~ {Undisclosed recipients; }",
                "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)> ~ Pete|pete@silly.test",
                "A Group(Some people) :Chris Jones <c@(Chris's host.)public.example>, joe@example.org,"
                        + " John <jdoe@one.test> (my dear friend); (the end of the group)"
                        + " ~ {A Group; Chris Jones|c@public.example; joe@example.org; John|jdoe@one.test; }",
                "(Empty list)(start)Hidden recipients  :(nobody(that I know))  ; ~ {Hidden recipients; }",
                "Joe Q. Public <john.q.public@example.com> ~ Joe Q. Public|john.q.public@example.com",
                "Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example"
                        + " ~ Mary Smith|@node.test:mary@example.net; jdoe@test.example",
                "<@a.test,@b.test , @c.test:x@y> ~ @a.test,@b.test,@c.test:x@y",
                "\"a b\"@example.org ~ a b@example.org",
                "x@[192.0.2.1] ~ x@[192.0.2.1]",
                "nsb@example.com (Nathaniel  Borenstein) ~ Nathaniel Borenstein|nsb@example.com"
            })
    void wellFormed(String value, String expected) {
        assertEquals(expected, form(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"To: a@x, b@x", "To: ,\r\nTo: Friends: b@x;", "to: Zoe <z@x>\r\nTo: a@x", "Cc: a@x", "To:"})
    void theFirstIsThatOfTheWholeList(String text) {
        Header header = Header.of(text.getBytes(StandardCharsets.US_ASCII));
        List<HeaderAddress> all = Envelope.of(header, MessageLimits.DEFAULTS).to();
        assertEquals(all.stream().findFirst(), HeaderAddress.first(header, "To"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "root ~ root@",
                "MAILER-DAEMON <> ~ MAILER-DAEMON|@",
                "<> ~ @",
                "\"Drew Fossum\" ~ Drew Fossum|@",
                "Drew Fossum ~ Drew Fossum|@",
                "nsb (Nathaniel Borenstein) ~ Nathaniel Borenstein|nsb@",
                "John Doe john@example.org ~ John Doe|john@example.org",
                "<a@b, <c@d> ~ a@b; c@d",
                "a@b; c@d ~ a@b; c@d",
                "a@b c@d ~ a@b",
                "a@b <c@d>, e@f ~ a@b|c@d; e@f",
                "'a.x@b' <a.x@b> (x) ~ 'a.x@b'|a.x@b",
                "Ed 'a@b' via \"The List\" [x] <@r:c@d> x, e@f ~ Ed 'a@b' via The List x|@r:c@d; e@f",
                "x: a@b <c@d>; ~ {x; a@b|c@d; }",
                "a@b (Ed) <>, c@d <e, f@g x (Ed) ~ Ed|a@b; c@d; f@g",
                "\"unclosed <a@b>, c@d ~ unclosed|a@b; c@d",
                "(unclosed <a@b>, c@d ~ unclosed|a@b; c@d",
                "x: a@b, c@d ~ {x; a@b; c@d; }",
                ",,, ; ~ ''",
                "@ ~ @",
                "<\"a b\" c@d> ~ c@d",
                "a@b@c ~ a@b",
                "x@[1.2 ~ x@"
            })
    void broken(String value, String expected) {
        assertEquals(expected.equals("''") ? "" : expected, form(value));
    }

    @Test
    void emptyListsAreEmpty() {
        assertEquals("", form(""));
        assertEquals("", form(" (nobody) "));
    }

    // RFC 6532 §3.2: UTF-8 in names and addresses, handed on as it is
    @Test
    void eightBitStaysAsItIs() {
        assertEquals("J\u00f6rg|j\u00f6@\u00fc.example", form("J\u00f6rg <j\u00f6@\u00fc.example>"));
    }

    @Test
    void entriesBehindTheLimitAreNotSeen() {
        assertEquals(
                2, new AddressListReader(RawText.of("a@b, c@d, e@f"), 2).read().size());
        assertEquals(
                3, new AddressListReader(RawText.of("g: a@b, c@d;"), 2).read().size());
    }

    private static String form(String value) {
        return new AddressListReader(RawText.of(value), 100)
                .read().stream().map(AddressListTest::form).collect(Collectors.joining("; "));
    }

    private static String form(HeaderAddress address) {
        if (address instanceof HeaderAddress.GroupStart start) {
            return "{" + start.name();
        }
        if (!(address instanceof HeaderAddress.Individual one)) {
            return "}";
        }
        return (one.name().isAbsent() ? "" : one.name() + "|")
                + (one.route().isAbsent() ? "" : one.route() + ":")
                + one.localPart() + "@" + one.domain();
    }
}
