package org.pennypost.server.spf;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.authentication.NameServer;

/** RFC 7208, with its zone of examples and with domains that want more than they may. */
class SpfCheckTest {
    private NameServer names;

    @BeforeEach
    void zone() throws IOException {
        // RFC 7208 §A: the zone of its examples
        names = new NameServer()
                .with(
                        "example.com A 192.0.2.10",
                        "example.com A 192.0.2.11",
                        "example.com MX 10 mail-a.example.com",
                        "example.com MX 20 mail-b.example.com",
                        "amy.example.com A 192.0.2.65",
                        "bob.example.com A 192.0.2.66",
                        "mail-a.example.com A 192.0.2.129",
                        "mail-b.example.com A 192.0.2.130",
                        "example.org MX 10 mail-c.example.org",
                        "mail-c.example.org A 192.0.2.140",
                        "10.2.0.192.in-addr.arpa PTR example.com",
                        "65.2.0.192.in-addr.arpa PTR amy.example.com",
                        "140.2.0.192.in-addr.arpa PTR mail-c.example.org",
                        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR six.example.com",
                        "six.example.com AAAA 2001:db8::1",
                        "mary.mobile-users._spf.example.com A 127.0.0.2",
                        "65.2.0.192.in-addr._spf.example.com A 127.0.0.2",
                        "empty.example.com MX 0 ",
                        "half.example A 192.0.2.10",
                        "half.example AAAA FAILS",
                        "broken.example FAILS");
    }

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    // RFC 7208 §A.1, §5, §6.1, §7.4
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 +all | 192.0.2.129 | pass",
                "v=spf1 a -all | 192.0.2.10 | pass",
                "v=spf1 a -all | 192.0.2.11 | pass",
                "v=spf1 a -all | 192.0.2.12 | fail",
                // RFC 7208 §5: of the family of the host alone
                "v=spf1 a:half.example -all | 192.0.2.10 | pass",
                "v=spf1 a:half.example -all | 2001:db8::1 | temperror",
                "v=spf1 a:example.org -all | 192.0.2.10 | fail",
                "v=spf1 mx -all | 192.0.2.129 | pass",
                "v=spf1 mx -all | 192.0.2.140 | fail",
                "v=spf1 mx mx:example.org -all | 192.0.2.140 | pass",
                "v=spf1 mx/30 mx:example.org/30 -all | 192.0.2.131 | pass",
                "v=spf1 mx/30 mx:example.org/30 -all | 192.0.2.132 | fail",
                "v=spf1 ptr -all | 192.0.2.10 | pass",
                "v=spf1 ptr -all | 192.0.2.65 | pass",
                "v=spf1 ptr -all | 192.0.2.140 | fail",
                "v=spf1 ptr:example.com -all | 2001:db8::1 | pass",
                "v=spf1 ip4:192.0.2.128/28 -all | 192.0.2.65 | fail",
                "v=spf1 ip4:192.0.2.128/28 -all | 192.0.2.129 | pass",
                "v=spf1 ip6:2001:db8::/32 ?all | 2001:db8::1 | pass",
                "v=spf1 ip6:2001:db8::/32 ?all | 2001:db9::1 | neutral",
                "v=spf1 ip6:::1.2.3.4/96 -all | ::7 | pass",
                "v=spf1 ip6:.:1 -all | 192.0.2.1 | permerror",
                "v=spf1 a:six.example.com//64 -all | 2001:db8::9 | pass",
                "v=spf1 a:six.example.com/8//128 -all | 2001:db8::9 | fail",
                "v=spf1 exists:%{l}.mobile-users._spf.%{d} -all | 192.0.2.1 | pass",
                "v=spf1 exists:%{i}.%{v}._spf.%{d} ~all | 192.0.2.65 | softfail",
                "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all | 192.0.2.65 | pass",
                "V=SPF1 MX -ALL | 192.0.2.129 | pass",
                "v=spf1 | 192.0.2.1 | neutral",
                "v=spf1  a   -all  | 192.0.2.10 | pass",
                "v=spf1 unknown=%{d} exp=why.%{d} -all | 192.0.2.1 | fail",
                "v=spf10 +all | 192.0.2.1 | none",
                "v=spf1 include:%{d}.nowhere.example -all | 192.0.2.1 | permerror",
                "v=spf1 redirect=nowhere.example | 192.0.2.1 | permerror",
                "v=spf1 include:broken.example -all | 192.0.2.1 | temperror",
                "v=spf1 a:broken.example -all | 192.0.2.1 | temperror",
                "v=spf1 redirect=other.example.com | 192.0.2.65 | pass",
                "v=spf1 include:other.example.com -all | 192.0.2.66 | fail",
                "v=spf1 include:other.example.com ~all | 192.0.2.65 | pass",
                "v=spf1 redirect=other.example.com a:bob.example.com | 192.0.2.66 | pass",
            })
    void recordsMeanWhatTheySay(String record, String address, String verdict) throws Exception {
        names.with("example.com TXT " + record, "other.example.com TXT v=spf1 a:amy.example.com -all");
        assertEquals(verdict, verdict("example.com", address));
    }

    // RFC 7208 §4.6: one fault anywhere, wherever the evaluation would have ended
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=spf1 +all moo",
                "v=spf1 +all a/33",
                "v=spf1 +all a/032",
                "v=spf1 +all a//129",
                "v=spf1 +all a:",
                "v=spf1 +all a:museum",
                "v=spf1 +all a:example.123",
                "v=spf1 +all include",
                "v=spf1 +all exists",
                "v=spf1 +all ip4",
                "v=spf1 +all ip4:1.2.3",
                "v=spf1 +all ip4:1.2.3.256",
                "v=spf1 +all ip4:1.2.3.4/33",
                "v=spf1 +all ip6:1.2.3.4",
                "v=spf1 +all ip6:2001:db8::/129",
                "v=spf1 +all all:example.com",
                "v=spf1 +all exists:%(i).example.com",
                "v=spf1 +all exists:%{x}.example.com",
                "v=spf1 +all exists:%{i0}.example.com",
                "v=spf1 +all exists:%{c}.example.com",
                "v=spf1 +all exists:%.example.com",
                "v=spf1 +all redirect=a.example redirect=b.example",
                "v=spf1 +all exp=a.example exp=b.example",
                "v=spf1 +all =x",
                "v=spf1 +all unknown=%{z}",
            })
    void faultsSpoilARecord(String record) throws Exception {
        names.with("example.com TXT " + record);
        assertEquals("permerror", verdict("example.com", "192.0.2.1"));
    }

    // RFC 7208 §4.5, §4.3
    @Test
    void whoSaysNothingOrTooMuchHasNoPolicy() throws Exception {
        names.with("example.com TXT hello", "twice.example TXT v=spf1 +all", "twice.example TXT v=spf1 -all");
        assertEquals("none", verdict("example.com", "192.0.2.1"));
        assertEquals("permerror", verdict("twice.example", "192.0.2.1"));
        assertEquals("none", verdict("nowhere.example", "192.0.2.1"));
        assertEquals("none", verdict("localhost", "192.0.2.1"));
        assertEquals("none", verdict("a..example", "192.0.2.1"));
        assertEquals("none", verdict("[192.0.2.1]", "192.0.2.1"));
        assertEquals("none", verdict("x".repeat(64) + ".example", "192.0.2.1"));
        assertEquals("temperror", verdict("broken.example", "192.0.2.1"));
    }

    // RFC 7208 §3.3: strings are joined without a space
    @Test
    void longRecordsAreStringsPutTogether() throws Exception {
        String filler = " ip4:198.51.100.1".repeat(60);
        names.with("example.com TXT v=spf1" + filler + " ip4:192.0.2.77 -all");
        assertEquals("pass", verdict("example.com", "192.0.2.77"));
        assertEquals("fail", verdict("example.com", "192.0.2.78"));
    }

    // RFC 7208 §4.6.4
    @Test
    void loopsAndTreesEndAfterTenLookUps() throws Exception {
        names.with(
                "loop.example TXT v=spf1 include:loop.example -all",
                "turn.example TXT v=spf1 redirect=turn.example",
                "ten.example TXT v=spf1" + " a:amy.example.com".repeat(10) + " -all",
                "eleven.example TXT v=spf1" + " a:amy.example.com".repeat(11) + " -all",
                "early.example TXT v=spf1 a:bob.example.com" + " a:amy.example.com".repeat(11) + " -all");
        assertEquals("permerror", verdict("loop.example", "192.0.2.1"));
        assertEquals("permerror", verdict("turn.example", "192.0.2.1"));
        assertEquals("fail", verdict("ten.example", "192.0.2.1"));
        assertEquals("permerror", verdict("eleven.example", "192.0.2.1"));
        assertEquals("pass", verdict("early.example", "192.0.2.66"));
        for (int i = 0; i < 12; i++) {
            names.with("t" + i + ".example TXT v=spf1 include:t" + (i + 1) + ".example include:t" + (i + 1)
                    + ".example -all");
        }
        int before = names.asked();
        assertEquals("permerror", verdict("t0.example", "192.0.2.1"));
        assertTrue(names.asked() - before < 50, "asked " + (names.asked() - before));
    }

    // RFC 7208 §4.6.4: two that find nothing, and no third
    @Test
    void emptyAnswersAreCounted() throws Exception {
        names.with(
                "two.example TXT v=spf1 a:n1.example a:n2.example -all",
                "three.example TXT v=spf1 a:n1.example a:n2.example a:n3.example -all",
                "wide.example TXT v=spf1 mx:many.example -all");
        for (int i = 0; i < 11; i++) {
            names.with("many.example MX 10 m" + i + ".example", "m" + i + ".example A 192.0.2.200");
        }
        assertEquals("fail", verdict("two.example", "192.0.2.1"));
        assertEquals("permerror", verdict("three.example", "192.0.2.1"));
        assertEquals("permerror", verdict("wide.example", "192.0.2.1"));
    }

    // RFC 7208 §7.4
    @ParameterizedTest
    @CsvSource({
        "%{s}, strong-bad@email.example.com",
        "%{o}, email.example.com",
        "%{d4}, email.example.com",
        "%{d2}, example.com",
        "%{d1}, com",
        "%{dr}, com.example.email",
        "%{d2r}, example.email",
        "%{l-}, strong.bad",
        "%{lr-}, bad.strong",
        "%{l1r-}, strong",
        "%{S}.%{h}, strong-bad%40email.example.com.mx.example.com",
        "%{ir}.%{v}._spf.%{d2}, 3.2.0.192.in-addr._spf.example.com",
        "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}, bad.strong.lp.3.2.0.192.in-addr._spf.example.com",
        "%{d2}.trusted-domains.example.net, example.com.trusted-domains.example.net",
        "a%%b%-c.%{d1}, a%b%20c.com",
    })
    void macrosAreExpanded(String text, String expected) throws Exception {
        assertEquals(expected, MacroText.parse(text).name(letter -> switch (letter) {
            case 's' -> "strong-bad@email.example.com";
            case 'l' -> "strong-bad";
            case 'i' -> "192.0.2.3";
            case 'v' -> "in-addr";
            case 'h' -> "mx.example.com";
            default -> "email.example.com";
        }));
    }

    /** Whatever a record holds, it is a record or a fault. */
    @Test
    void garbageIsAFault() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> pieces = List.of(
                " ",
                "a",
                "mx",
                ":",
                "/",
                "//",
                "%",
                "{",
                "}",
                "%{",
                "d",
                "1",
                "999999999999",
                "r",
                "-",
                ".",
                "=",
                "all",
                "include",
                "ip4:",
                "ip6:",
                "::",
                "redirect=",
                "exp=",
                "exists:",
                "example",
                "\u00e9",
                "\u0000",
                "~",
                "?");
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("v=spf1 ");
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                SpfRecord record = RecordParser.parse(text.toString());
                record.redirect().ifPresent(target -> assertDoesNotThrow(() -> target.name(letter -> "x.y")));
            } catch (SyntaxException fault) {
                assertTrue(!fault.getMessage().isEmpty(), () -> "seed " + seed + ": " + text);
            }
        }
    }

    // RFC 7208 §7.3
    @Test
    void longNamesLoseLabelsOnTheLeft() throws Exception {
        String name = MacroText.parse("%{d}.example").name(letter -> "label12.".repeat(40) + "end");
        assertTrue(name.length() <= 253 && name.endsWith(".label12.end.example"), name);
    }

    @Test
    void aMillionLabelsAreShortenedAtOnce() {
        String name = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> MacroText.parse("%{d}".repeat(10) + ".example").name(letter -> "a.".repeat(100_000) + "b"));
        assertTrue(name.length() <= 253 && name.endsWith(".a.b.example"), name);
    }

    private String verdict(String domain, String address) throws Exception {
        return SpfCheck.of(
                        new SpfCheck.Question(InetAddress.getByName(address), "mary", domain, "mx.example.net"),
                        names.resolver())
                .verdict()
                .name()
                .toLowerCase(Locale.ROOT);
    }
}
