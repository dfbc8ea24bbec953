package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Promise;
import org.pennypost.core.delivery.Promising;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.core.testing.World;

/** What the trace header says of how the message came: RFC 3848, RFC 6531 §3.7.3, RFC 8314 §4.3. */
class TraceProtocolTest {
    // RFC3848-1-a RFC3848-1-b RFC3848-1-c RFC3848-1-d
    // RFC8314-4-o RFC8314-4.3-a RFC8314-4.3-b RFC4954-7-b RFC6531-3.7.3-c RFC6531-3.1-i RFC6531-3.7.3-a
    @ParameterizedTest
    @CsvSource({
        "HELO, clear, anonymous, ascii, SMTP",
        "HELO, tls,   anonymous, ascii, SMTP",
        "EHLO, clear, anonymous, ascii, ESMTP",
        "EHLO, tls,   anonymous, ascii, ESMTPS",
        "EHLO, clear, login,     ascii, ESMTPA",
        "EHLO, tls,   login,     ascii, ESMTPSA",
        "EHLO, clear, anonymous, utf8,  UTF8SMTP",
        "EHLO, tls,   anonymous, utf8,  UTF8SMTPS",
        "EHLO, clear, login,     utf8,  UTF8SMTPA",
        "EHLO, tls,   login,     utf8,  UTF8SMTPSA",
        "LHLO, clear, anonymous, ascii, LMTP",
        "LHLO, tls,   anonymous, ascii, LMTPS",
        "LHLO, clear, login,     ascii, LMTPA",
        "LHLO, tls,   login,     utf8,  UTF8LMTPSA",
    })
    void keyword(String hello, String layer, String login, String repertoire, String keyword) throws Exception {
        String received = received(String.join(
                "\n",
                "@accounts fred=secret",
                "@" + layer,
                hello.equals("LHLO") ? "@role lmtp" : "#",
                "S: 220 ...",
                "C: " + hello + " client.example.com",
                hello.equals("HELO") ? "#" : "S+: 250-...",
                "S: 250 ...",
                login.equals("login") ? "C: AUTH PLAIN ${base64 \\0fred\\0secret}\nS: 235 ..." : "#",
                "C: MAIL FROM:<a@example.com>" + (repertoire.equals("utf8") ? " SMTPUTF8" : ""),
                "S: 250 ...",
                ""));
        assertEquals(keyword, received.replaceAll("(?s).* with (\\S+) .*", "$1"));
        assertEquals(layer.equals("tls"), received.contains(" tls TLS_AES_128_GCM_SHA256;"));
    }

    // RFC5321-4.4-d RFC5321-4.1.3-a RFC5321-4.1.3-b
    @Test
    void addressLiteralsAsNames() throws Exception {
        assertTrue(received(hello("[192.0.2.1]", "127.0.0.1")).startsWith("from [192.0.2.1] ([127.0.0.1])"));
        assertTrue(
                received(hello("x.example", "2001:db8:0:0:0:0:0:1")).startsWith("from x.example ([IPv6:2001:db8::1])"));
    }

    // RFC5321-4.4-b: a name that is no domain has no place in the header
    @Test
    void nameThatIsNoDomain() throws Exception {
        assertTrue(received(hello("MY_LAPTOP", "192.0.2.7")).startsWith("from [192.0.2.7] ([192.0.2.7])"));
    }

    // RFC5321-4.4-k RFC5321-4.4-j
    @Test
    void localTimeWithItsOffset() throws Exception {
        List<String> messages = new ArrayList<>();
        DialogueTests.play(
                hello("x.example", "127.0.0.1") + rcpt("fred@example.org"),
                world -> SmtpServer.with(
                                WholeMessageDelivery.to((envelope, message) -> messages.add(StandardCharsets.US_ASCII
                                        .decode(message)
                                        .toString())),
                                world.surroundings())
                        .zone(ZoneId.of("America/St_Johns"))
                        .mx());
        assertTrue(messages.get(0).endsWith(";\r\n\tThu, 1 Jan 2026 23:34:05 -0330\r\n"), messages.get(0));
    }

    // RFC6531-3.7.3-b RFC6531-3.7-a
    @Test
    void recipientInUtf8() throws Exception {
        String script = hello("x.example", "127.0.0.1").replace("<a@example.com>", "<a@example.com> SMTPUTF8");
        String message = message("@domain b\u00FCcher.example\n" + script + rcpt("fred@b\u00FCcher.example"));
        assertTrue(message.contains("for <fred@b\u00C3\u00BCcher.example>"), message);
    }

    // RFC6710-4.1-b RFC3865-2.6-a
    @Test
    void whatTheSenderAskedForAndTheTraceTells() throws Exception {
        String script = hello("x.example", "127.0.0.1")
                .replace("<a@example.com>", "<a@example.com> MT-PRIORITY=-3 SOLICIT=net.example:ADV,org.example:B");
        List<String> messages = new ArrayList<>();
        DialogueTests.play(
                script + rcpt("fred@example.org"),
                world -> SmtpServer.with(new Urgent(messages), world.surroundings())
                        .mx());
        assertTrue(
                messages.get(0).contains(" with ESMTP\r\n\t(SOLICIT=net.example:ADV,org.example:B) id "),
                messages.get(0));
        assertTrue(messages.get(0).contains("for <fred@example.org> PRIORITY -3;"), messages.get(0));
    }

    // RFC3865-2.2-b RFC3865-2.6-a
    @Test
    void noLineIsTooLongWhateverTheSenderAskedFor() throws Exception {
        String name = "a".repeat(98);
        String many = String.join(",", Collections.nCopies(10, name));
        for (String classes : List.of(many, "b".repeat(999), "c".repeat(900) + ",x")) {
            List<String> messages = new ArrayList<>();
            DialogueTests.play(
                    hello("x.example", "127.0.0.1").replace("<a@example.com>", "<a@example.com> SOLICIT=" + classes)
                            + rcpt("fred@example.org"),
                    world -> SmtpServer.with(new Urgent(messages), world.surroundings())
                            .mx());
            String trace = messages.get(0);
            assertTrue(trace.lines().allMatch(line -> line.length() <= 998), trace);
            assertEquals(
                    classes.length() == 999 ? "" : "(SOLICIT=" + classes + ")",
                    trace.replaceAll("\r\n[ \t]", "").replaceAll("(?s).* with ESMTP(.*) id .*", "$1"));
        }
    }

    /** Keeps messages whole and delivers the urgent ones first, there being one at a time. */
    private record Urgent(List<String> messages) implements Delivery, Promising {
        @Override
        public Set<Promise> promises() {
            return Set.of(new Promise.MtPriority("MIXER"));
        }

        @Override
        public Verdict judge(Envelope.Recipient recipient, Envelope soFar) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Consignment open(Envelope envelope) throws StoreException {
            return WholeMessageDelivery.to((same, message) -> messages.add(
                            StandardCharsets.US_ASCII.decode(message).toString()))
                    .open(envelope);
        }
    }

    private static String hello(String name, String remote) {
        return """
                @accounts fred=secret
                @clear
                @remote %s
                S: 220 ...
                C: EHLO %s
                S+: 250-...
                S: 250 HELP
                C: MAIL FROM:<a@example.com>
                S: 250 ...
                """.formatted(remote, name);
    }

    private static String rcpt(String address) {
        return "C: RCPT TO:<" + address + ">\nS: 250 ...\nC: DATA\nS: 354 ...\nC: .\nS: 250 ...\n";
    }

    private static String received(String begin) throws Exception {
        return message(begin + rcpt("fred@example.org")).replaceFirst("(?s).*?Received: ", "");
    }

    private static String message(String script) throws Exception {
        World world = Delivered.after(script);
        return Delivered.inbox(world, "fred").get(0);
    }
}
