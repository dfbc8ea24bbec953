package org.pennypost.server.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.server.authentication.NameServer;

class SignatureCheckTest {
    private static final String ED25519 = "brisbane._domainkey.football.example.com";
    private static final String RSA = "test._domainkey.football.example.com";

    private NameServer names;
    private String message;

    @BeforeEach
    void example() throws IOException {
        // RFC 8463 §A.2
        names = new NameServer()
                .with(
                        ED25519 + " TXT v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                        RSA + " TXT v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
                                + "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
                                + "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
                                + "Ip3G+2kryOTIKT+l/K4w3QIDAQAB");
        try (InputStream in = SignatureCheckTest.class.getResourceAsStream("rfc8463.eml")) {
            message = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    // RFC 8463 §A.3
    @Test
    void theExampleVerifies() {
        Checked checked = check(message);
        assertEquals(List.of("PASS", "PASS"), checked.verdicts(), checked.reasons()::toString);
        assertEquals(
                "football.example.com", checked.signatures().get(0).domain().orElseThrow());
        assertEquals(
                "/gCrinpc",
                checked.signatures().get(0).signature().orElseThrow().prefix());
    }

    // RFC 6376 §3.4.2, §3.4.4: what relaxed forms forgive, and what they do not
    @Test
    void spaceMayChangeAndWordsMayNot() {
        String spaced = message.replace("Subject: Is dinner ready?", "SUBJECT :  Is\t dinner\r\n ready? ")
                .replace("We lost the game.  Are", "We lost the game. \t Are")
                .replace("Joe.\r\n", "Joe. \r\n\r\n\r\n");
        assertEquals(List.of("PASS", "PASS"), check(spaced).verdicts());
        assertEquals(
                List.of("FAIL", "FAIL"),
                check(message.replace("dinner", "lunch")).verdicts());
        assertEquals(
                List.of("FAIL", "FAIL"),
                check(message.replace("hungry", "angry")).verdicts());
        assertEquals(
                List.of("FAIL", "FAIL"),
                check(message.replace("\r\nTo:", "\r\nFrom: president@example.com\r\nTo:"))
                        .verdicts());
    }

    // RFC 6376 §6.1.1
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=1; a=ed | v=2; a=ed | not version 1",
                "v=1; a=ed | a=ed | no tag v",
                "a=ed25519-sha256 | a=rsa-sha1 | algorithm rsa-sha1",
                "a=ed25519-sha256 | a=quantum | algorithm quantum",
                "from : | sender : | From field not signed",
                "i=@football.example.com | i=@example.org | domain mismatch",
                "i=@football.example.com | i=football.example.com | domain mismatch",
                "q=dns/txt | q=carrier/pigeon | no known query method",
                "t=1528637909 | t=1528637909; x=1528637910 | signature expired",
                "t=1528637909 | t=1528637909; x=1528637908 | expires before it was made",
                "t=1528637909 | t=1528637909; t=1528637909 | a tag stands twice",
                "t=1528637909 | t=x; x=y | not a number",
                "d=football.example.com | d= | not a domain",
                "s=brisbane | s=../etc | not a domain",
                "c=relaxed/relaxed | c=casual | unknown canonical form",
                "bh=2j | bh=!! | not base64",
                "s=brisbane | l=9999; s=brisbane | body shorter than l=",
                "s=brisbane | s=brisbane; sdsd | not a list of tags",
            })
    void whatIsNoSignatureIsSaidToBeNone(String old, String changed, String reason) {
        int end = message.indexOf("DKIM-Signature", 10);
        String first = message.substring(0, end);
        assertTrue(first.contains(old), first);
        Checked checked = check(first.replace(old, changed) + message.substring(end));
        assertEquals(
                List.of("PASS", "PERMERROR"),
                checked.verdicts().stream().sorted(this::passFirst).toList());
        assertTrue(checked.reasons().contains(reason), checked.reasons()::toString);
    }

    private int passFirst(String one, String other) {
        return Boolean.compare(!one.equals("PASS"), !other.equals("PASS"));
    }

    // RFC 6376 §6.1.2, RFC 8301 §3.2
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TXT v=DKIM1; k=ed25519; p= | PERMERROR | key revoked",
                "TXT v=DKIM1; k=rsa; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= | PERMERROR | inappropriate key",
                "TXT k=ed25519; h=sha1; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= | PERMERROR | inappropriate key",
                "TXT k=ed25519; s=tlsrpt; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= | PERMERROR | inappropriate key",
                "TXT p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=; v=DKIM1 | PERMERROR | not a DKIM1 key",
                "TXT v=DKIM1; k=ed25519; p=11qYAYKxCrfVS | PERMERROR | unusable key",
                "TXT v=DKIM1; k=ed25519; p=%%% | PERMERROR | unusable key",
                "TXT v=DKIM1; k=ed25519 | PERMERROR | no tag p",
                "TXT hello | PERMERROR | not a list of tags",
                "A 192.0.2.1 | PERMERROR | no key for signature",
                "FAILS | TEMPERROR | key not available now",
                "TXT v=DKIM1; k=ed25519; p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | FAIL | signature did not verify",
            })
    void keysThatAreNoneProveNothing(String record, String verdict, String reason) throws IOException {
        names.close();
        names = new NameServer().with(ED25519 + " " + record);
        Checked checked = check(message);
        assertEquals(verdict, checked.verdicts().get(0));
        assertEquals(reason, checked.reasons().get(0));
    }

    @Test
    void keysThatAreTooShortOrTooLongProveNothing() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(512);
        String weak = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        names.close();
        names = new NameServer()
                .with(RSA + " TXT v=DKIM1; p=" + weak, ED25519 + " TXT v=DKIM1; n=" + "x".repeat(20_000) + "; p=");
        Checked checked = check(message);
        assertEquals(List.of("PERMERROR", "PERMERROR"), checked.verdicts());
        assertEquals(List.of("key record too long", "unacceptable key size"), checked.reasons());
    }

    // RFC 6376 §8.2
    @Test
    void whatIsAddedBehindTheSignedPartIsNotTrusted() throws Exception {
        names.close();
        names = new NameServer();
        String text = "From: <a@football.example.com>\r\nSubject: s\r\n\r\nshort\r\n";
        String signed = Signed.with(names, text, "l=7; ");
        assertEquals(List.of("PASS"), check(signed).verdicts());
        assertEquals(List.of("POLICY"), check(signed + "and more\r\n").verdicts());
    }

    /** To bring marks that combine into their order takes time in proportion to the square of their number. */
    @Test
    void domainLongerThanAnyCostsNothing() {
        String marks = "\u0301\u0316".repeat(60_000);
        String octets = new String(marks.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String signed = message.replaceFirst("d=football.example.com", "d=" + octets + ".example.com");
        Checked checked = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> check(signed));
        assertTrue(checked.reasons().contains("not a domain"), checked.reasons()::toString);
    }

    // RFC 6376 §6.1 leaves the number to us
    @Test
    void aThousandSignaturesCostTen() {
        String other = message.substring(0, message.indexOf("DKIM-Signature", 10));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            many.append(other.replace("s=brisbane", "s=b" + i).replace("football.", "f" + i + "."));
        }
        Checked checked = check(many + message);
        assertEquals(SignatureCheck.MOST, checked.signatures().size());
        assertTrue(names.asked() <= 2 * SignatureCheck.MOST, "asked " + names.asked());
        assertEquals(List.of("PASS", "PASS"), checked.verdicts().subList(0, 2), "the author's own come first");
    }

    /** Whatever a message holds, there is an answer, and it is never yes. */
    @Test
    void damageIsNeverAProof() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String arc = "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=football.example.com; s=test; b=AAAA\r\n"
                + "ARC-Message-Signature: i=1; a=rsa-sha256; d=football.example.com; s=test; h=from; bh=AA==; b=AA==\r\n"
                + "ARC-Authentication-Results: i=1; x; dmarc=pass\r\n";
        String whole = arc + message;
        int end = whole.indexOf("From: Joe");
        List<String> damage =
                List.of(";", "=", " ", "\r\n ", "\r\n", "\u00ff", "\u0000", "i=2;", "h=", ":", "b=", "\t", "%");
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder(whole);
            int at = random.nextInt(end);
            text.replace(at, Math.min(end, at + random.nextInt(60)), damage.get(random.nextInt(damage.size())));
            Checked checked = check(text.toString());
            assertTrue(checked.signatures().size() <= 3, () -> "seed " + seed + ": " + checked);
            assertTrue(checked.arc().verdict() != ArcResult.Verdict.PASS, () -> "seed " + seed + ": " + text);
        }
    }

    // RFC 6376 §3.4.3, §3.4.4: the known hashes of an empty body
    @ParameterizedTest
    @CsvSource({
        "SIMPLE, '', frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=",
        "SIMPLE, '~~~', frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=",
        "RELAXED, '', 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "RELAXED, ' ~ ~', 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    })
    void anEmptyBodyHasItsHash(Canonical canonical, String body, String hash) {
        assertEquals(hash, hash(canonical, body.replace("~", "\r\n"), body.length() + 9));
    }

    // RFC 6376 §3.4.5
    @Test
    void bodiesHashAlikeHoweverTheyAreCut() {
        String body = " C \r\nD \t E\r\n\r\n\r\n";
        assertEquals(hash(Canonical.SIMPLE, " C \r\nD \t E\r\n", 99), hash(Canonical.SIMPLE, body, 99));
        assertEquals(hash(Canonical.SIMPLE, " C\r\nD E\r\n", 99), hash(Canonical.RELAXED, body, 99));
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append(
                        List.of("\r\n", " ", "\t", "x", "\r", "\n", "\r\n\r\n").get(random.nextInt(7)));
            }
            for (Canonical canonical : Canonical.values()) {
                String whole = hash(canonical, text.toString(), 99);
                assertEquals(whole, hash(canonical, text.toString(), 1 + random.nextInt(3)), () -> text.toString());
            }
        }
    }

    private static String hash(Canonical canonical, String body, int piece) {
        BodyHash hash = new BodyHash(canonical, OptionalLong.empty());
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < octets.length; i += piece) {
            hash.update(ByteBuffer.wrap(octets, i, Math.min(piece, octets.length - i)));
        }
        return Base64.getEncoder().encodeToString(hash.finish());
    }

    private Checked check(String text) {
        return Checked.of(text, names.resolver());
    }
}
