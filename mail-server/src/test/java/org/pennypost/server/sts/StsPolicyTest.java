package org.pennypost.server.sts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.text.SyntaxException;

/** Policies and the records that announce them, as RFC 8461 §3 has them. */
class StsPolicyTest {
    private static final String POLICY = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\n"
            + "mx: *.example.net\r\nmx: backupmx.example.com\r\nmax_age: 604800\r\n";

    // RFC 8461 §3.2, §4.1
    @Test
    void namesTheHostsAndAStarIsOneLabel() {
        StsPolicy policy = StsPolicy.parse(POLICY);
        assertEquals(StsPolicy.Mode.ENFORCE, policy.mode());
        assertEquals(Duration.ofDays(7), policy.maxAge());
        assertTrue(policy.names("Mail.Example.COM"));
        assertTrue(policy.names("mx.example.net"));
        for (String other : List.of("example.net", "foo.bar.example.net", "mail.example.com.evil.example", "com")) {
            assertFalse(policy.names(other), other);
        }
    }

    // RFC 8461 §3.2
    @Test
    void readsWhatIsUnknownOrTwiceAndBoundsTheAge() {
        StsPolicy policy = StsPolicy.parse(
                "version: STSv1\nmode: testing\nmode: none\nmx: a.example\nfuture_field: any thing \nmax_age: 9999999999");
        assertEquals(StsPolicy.Mode.TESTING, policy.mode());
        assertEquals(Duration.ofSeconds(31_557_600), policy.maxAge());
        assertEquals(
                StsPolicy.Mode.NONE,
                StsPolicy.parse("version: STSv1\nmode: none\nmax_age: 0\n").mode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "version: STSv2\nmode: none\nmax_age: 1",
                "version: STSv1\nmode: Enforce\nmx: a.example\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: a.*.example\nmax_age: 1",
                "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: -1",
                "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 12345678901",
                "version: STSv1\n\nmode: enforce\nmx: a.example\nmax_age: 1"
            })
    void whatIsNoneIsRefused(String text) {
        assertThrows(SyntaxException.class, () -> StsPolicy.parse(text));
    }

    // RFC 8461 §3.1
    @Test
    void oneRecordCountsAndItsIdIsWhatMatters() {
        assertEquals(Optional.of("20160831085700Z"), StsRecord.id(List.of("v=STSv1; id=20160831085700Z;")));
        assertEquals(Optional.of("1"), StsRecord.id(List.of("v=spf1 -all", "v=STSv1;x=y ; id=1")));
        for (List<String> none : List.of(
                List.<String>of(),
                List.of("v=STSv1; id=1;", "v=STSv1; id=2;"),
                List.of("v=STSv1"),
                List.of("v=STSv1;"),
                List.of("id=1; v=STSv1;"),
                List.of("v=STSv1; id=a_b;"),
                List.of("v=STSv1; id=" + "1".repeat(33) + ";"),
                List.of("v=STSv1; id=1; what is this;"))) {
            assertEquals(Optional.empty(), StsRecord.id(none), none.toString());
        }
    }
}
