package org.pennypost.server.dmarc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicSuffixesTest {
    // RFC 7489 §3.2
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "a.b.example.com, example.com",
        "com, com",
        "co.uk, co.uk",
        "example.co.uk, example.co.uk",
        "mail.example.co.uk, example.co.uk",
        "www.ck, www.ck",
        "a.www.ck, www.ck",
        "other.ck, other.ck",
        "a.other.ck, a.other.ck",
        "b.a.other.ck, a.other.ck",
        "alice.github.io, alice.github.io",
        "x.alice.github.io, alice.github.io",
        "mail.example.unlisted, example.unlisted",
        "a.xn--55qx5d.cn, a.xn--55qx5d.cn",
    })
    void theOrganizationIsOneLabelBelowThePublicSuffix(String domain, String organization) {
        assertEquals(organization, PublicSuffixes.builtIn().organization(domain));
    }
}
