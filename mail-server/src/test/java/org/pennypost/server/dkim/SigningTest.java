package org.pennypost.server.dkim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.server.authentication.NameServer;

/** Our signatures, verified by us and by another implementation, and the reverse. */
class SigningTest {
    private static final String DOMAIN = "football.example.com";
    private static final String MESSAGE = "From: Anna <anna@football.example.com>\r\nTo: tim@example.net\r\n"
            + "Subject: hello\r\n there\r\nDate: Thu, 26 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n\r\n"
            + "How  are you? \r\n\r\n.\r\n\r\n\r\n";

    @TempDir
    static Path directory;

    private static SigningKeys keys;

    private NameServer names;

    @BeforeAll
    static void keys() throws IOException {
        keys = SigningKeys.in(directory, "pennypost");
    }

    @BeforeEach
    void published() throws IOException {
        names = new NameServer();
        keys.records(DOMAIN).forEach(record -> names.with(record.name() + " TXT " + record.text()));
    }

    @AfterEach
    void close() throws IOException {
        names.close();
    }

    // RFC 6376 §5, RFC 8463 §3
    @Test
    void bothSignaturesVerify() throws Exception {
        Checked checked = Checked.of(signed(MESSAGE), names.resolver());
        assertEquals(List.of("PASS", "PASS"), checked.verdicts(), checked.reasons()::toString);
        assertEquals(
                List.of("rsa-sha256", "ed25519-sha256"),
                checked.signatures().stream()
                        .map(result -> result.signature().orElseThrow().algorithm())
                        .toList());
    }

    // RFC7293-10-a: who passes it on may take it out
    @Test
    void theFieldThatWantsAnOwnerIsNotSigned() throws Exception {
        String field = "Require-Recipient-Valid-Since: tim@example.net; Thu, 1 Jan 2026 00:00:00 +0000\r\n";
        String signed = signed(field + MESSAGE);
        assertTrue(signed.contains(field));
        for (String passed : List.of(signed, signed.replace(field, ""))) {
            assertEquals(
                    List.of("PASS", "PASS"),
                    Checked.of(passed, names.resolver()).verdicts());
        }
    }

    // RFC 6376 §8.15
    @Test
    void nobodyCanAddAnotherAuthorOrSubject() throws Exception {
        String signed = signed(MESSAGE);
        for (String field : List.of("From: chief@example.org", "Subject: urgent", "Reply-To: thief@example.org")) {
            for (String forged :
                    List.of(field + "\r\n" + signed, signed.replace("\r\nTo:", "\r\n" + field + "\r\nTo:"))) {
                assertEquals(
                        List.of("FAIL", "FAIL"),
                        Checked.of(forged, names.resolver()).verdicts(),
                        field);
            }
        }
        assertEquals(
                List.of("PASS", "PASS"),
                Checked.of("List-Id: <x.example.org>\r\n" + signed, names.resolver())
                        .verdicts());
    }

    @Test
    void keysAreMadeOnceAndReadByTheirOwnerOnly() throws Exception {
        assertEquals(
                keys.records(DOMAIN), SigningKeys.in(directory, "pennypost").records(DOMAIN));
        assertTrue(Files.getPosixFilePermissions(directory.resolve("dkim/pennypost.rsa.pem"))
                        .size()
                == 2);
        String line = keys.records(DOMAIN).get(0).toString();
        assertTrue(line.startsWith("pennypost._domainkey.football.example.com. IN TXT \"v=DKIM1; k=rsa; p="), line);
        assertTrue(List.of(line.split("\"")).stream().allMatch(piece -> piece.length() <= 255), line);
    }

    @Test
    void keysThatCannotBeLookedAtAreNotMadeAnew(@TempDir Path data) throws Exception {
        SigningKeys.in(data, "pennypost");
        List<Path> files;
        try (Stream<Path> all = Files.walk(data)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            byte[] kept = Files.readAllBytes(file);
            Files.delete(file);
            Files.createSymbolicLink(file, file.getFileName()); // leads to itself

            assertThrows(IOException.class, () -> SigningKeys.in(data, "pennypost"), file::toString);
            Files.delete(file);
            Files.write(file, kept);
        }
    }

    @Test
    void linesAreShort() throws Exception {
        assertTrue(signed(MESSAGE).lines().allMatch(line -> line.length() <= 78), signed(MESSAGE));
    }

    // what we sign, verified by dkimpy
    @Test
    void anotherImplementationVerifiesOurs() throws Exception {
        String script = "import dkim, sys\n" + dns()
                + "m = sys.stdin.buffer.read()\n"
                + "d = dkim.DKIM(m)\n"
                + "print(d.verify(idx=0, dnsfunc=dns), d.verify(idx=1, dnsfunc=dns))\n";
        assertEquals("True True", python(script, signed(MESSAGE)).strip());
    }

    // what dkimpy signs, verified by us
    @ParameterizedTest
    @ValueSource(strings = {"simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"})
    void weVerifyAnotherImplementations(String forms) throws Exception {
        String[] form = forms.split("/");
        String script = "import dkim, sys\nm = sys.stdin.buffer.read()\n"
                + "key = open('" + directory.resolve("dkim/pennypost.rsa.pem") + "', 'rb').read()\n"
                + "s = dkim.sign(m, b'pennypost', b'" + DOMAIN + "', key, canonicalize=(b'" + form[0] + "', b'"
                + form[1]
                + "'))\n"
                + "sys.stdout.buffer.write(s + m)\n";
        Checked checked = Checked.of(python(script, MESSAGE), names.resolver());
        assertEquals(List.of("PASS"), checked.verdicts(), checked.reasons()::toString);
    }

    // RFC 8617 §5.2: a chain of two that dkimpy sealed
    @Test
    void chainsOfAnotherImplementationHold() throws Exception {
        String script = "import dkim, sys\n" + dns()
                + "m = sys.stdin.buffer.read()\n"
                + "key = open('" + directory.resolve("dkim/pennypost.rsa.pem") + "', 'rb').read()\n"
                + "for n in (b'one', b'two'):\n"
                + "  m = b'Authentication-Results: ' + n + b'.example; dmarc=pass header.from=x.example; arc=' +"
                + " (b'none' if n == b'one' else b'pass') + b'\\r\\n' + m\n"
                + "  m = b''.join(dkim.arc_sign(m, b'pennypost', b'" + DOMAIN + "', key, n + b'.example',"
                + " timestamp=1795000000)) + m\n"
                + "sys.stdout.buffer.write(m)\n";
        String sealed = python(script, MESSAGE);
        ArcResult result = Checked.of(sealed, names.resolver()).arc();
        assertEquals(ArcResult.Verdict.PASS, result.verdict(), result.reason() + "\n" + sealed);
        assertEquals(DOMAIN, result.sealer());
        assertTrue(result.results().contains("dmarc=pass"), result.results());

        assertArc("i=2 body hash did not verify", sealed.replace("How  are", "Who  are"));
        assertArc("i=2 signature did not verify", sealed.replace("hello", "bye"));
        assertArc(
                "i=2 seal did not verify",
                sealed.replaceFirst("one.example; dmarc=pass", "one.example; dmarc=fail")
                        .replaceFirst("two.example; dmarc=pass", "two.example; dmarc=fail"));
        assertArc("incomplete chain", sealed.replaceFirst("(?s)ARC-Seal: i=2.*?\r\n(?![ \t])", ""));
        assertArc("incomplete chain", sealed.replaceFirst("(?s)ARC-Message-Signature: i=1.*?\r\n(?![ \t])", ""));
        assertArc("i=2 stands twice", sealed.replaceFirst("(?s)(ARC-Seal: i=2.*?\r\n)(?![ \t])", "$1$1"));
        assertArc("i=2 says that the chain was broken", sealed.replaceFirst("cv=pass", "cv=fail"));
        assertArc("not an instance", sealed.replaceFirst("ARC-Seal: i=2", "ARC-Seal: i=51"));
    }

    private void assertArc(String reason, String message) {
        ArcResult result = Checked.of(message, names.resolver()).arc();
        assertEquals(ArcResult.Verdict.FAIL, result.verdict());
        assertEquals(reason, result.reason());
    }

    private String signed(String message) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        Header header = Header.parse(ByteBuffer.wrap(octets), MessageLimits.DEFAULTS);
        Signing signing = Signing.of(keys, DOMAIN, header);
        int start = header.octets().remaining();
        signing.body(ByteBuffer.wrap(octets, start, octets.length - start));
        return StandardCharsets.ISO_8859_1.decode(signing.fields(Checked.NOW)) + message;
    }

    private String dns() {
        StringBuilder records = new StringBuilder("records = {}\n");
        keys.records(DOMAIN)
                .forEach(record -> records.append("records[b'")
                        .append(record.name())
                        .append(".'] = b'")
                        .append(record.text())
                        .append("'\n"));
        return records + "def dns(name, timeout=5): return records.get(name, b'')\n";
    }

    /** Runs dkimpy (Debian: python3-dkim); skipped where it is not. */
    private String python(String script, String input) throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), "no /usr/bin/python3");
        boolean there = new ProcessBuilder(python.toString(), "-c", "import authres, dkim, nacl")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("there").toFile())
                        .start()
                        .waitFor()
                == 0;
        assumeTrue(there, "dkimpy is not installed (python3-dkim, python3-nacl, python3-authres)");
        Path in = Files.writeString(directory.resolve("in"), input, StandardCharsets.ISO_8859_1);
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(python.toString(), "-c", script)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        assertEquals(0, process.exitValue(), Files.readString(directory.resolve("err")));
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }
}
