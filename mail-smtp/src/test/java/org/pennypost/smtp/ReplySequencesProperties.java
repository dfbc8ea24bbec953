package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.SetUp;
import org.pennypost.core.testing.World;
import org.pennypost.smtp.testing.Sites;

/** RFC 5321 §4.3.2: in any order of commands, each is answered with one of the codes that it has. */
class ReplySequencesProperties {
    private static final Set<Integer> ANY = Set.of(500, 501, 421);

    private static final Map<String, Set<Integer>> CODES = Map.ofEntries(
            Map.entry("", Set.of(220, 554)),
            Map.entry("EHLO", Set.of(250, 504, 550, 502)),
            Map.entry("HELO", Set.of(250, 504, 550, 502)),
            Map.entry("MAIL", Set.of(250, 552, 451, 452, 550, 553, 503, 455, 555)),
            Map.entry("RCPT", Set.of(250, 251, 550, 551, 552, 553, 450, 451, 452, 503, 455, 555)),
            Map.entry("DATA", Set.of(354, 503, 554)),
            Map.entry(".", Set.of(250, 552, 554, 451, 452, 450, 550)),
            Map.entry("RSET", Set.of(250)),
            Map.entry("VRFY", Set.of(250, 251, 252, 550, 551, 553, 502, 504)),
            Map.entry("EXPN", Set.of(250, 252, 550, 500, 502, 504)),
            Map.entry("HELP", Set.of(211, 214, 502, 504)),
            Map.entry("NOOP", Set.of(250)),
            Map.entry("QUIT", Set.of(221)),
            // commands of no RFC are not recognized
            Map.entry("XYZ", Set.of()));

    // RFC5321-4.3.1-b RFC5321-4.3.1-c RFC5321-4.3.2-a
    @Property
    void everyCommandIsAnsweredWithACodeOfItsOwn(@ForAll("conversations") List<String> commands) {
        LoopbackDriver driver = new LoopbackDriver(
                Sites.server(new World(List.of(new SetUp(1, "accounts", List.of("tim=tanstaaf"), ""))))
                        .mx(),
                Peers.local());
        driver.pump();
        expect("", driver);
        for (String command : commands) {
            if (driver.closed()) {
                return;
            }
            String verb = command.split("[ :]", 2)[0];
            if (expect(verb, say(driver, command + "\r\n")) == 354) {
                expect(".", say(driver, "Subject: x\r\n\r\nbody\r\n.\r\n"));
            }
        }
    }

    private static int expect(String verb, LoopbackDriver driver) {
        String said = new String(driver.takeSent(), StandardCharsets.US_ASCII);
        List<String> lines = said.lines().toList();
        String last = lines.isEmpty() ? "no reply" : lines.get(lines.size() - 1);
        assertTrue(last.matches("[2-5][0-9]{2} .*"), verb + ": " + said);
        int code = Integer.parseInt(last.substring(0, 3));
        Set<Integer> allowed = new HashSet<>(CODES.get(verb));
        allowed.addAll(ANY);
        assertTrue(allowed.contains(code), verb + ": " + said);
        assertTrue(lines.stream().allMatch(line -> line.startsWith(last.substring(0, 3))), "one reply: " + said);
        return code;
    }

    private static LoopbackDriver say(LoopbackDriver driver, String text) {
        driver.receive(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        return driver;
    }

    @Provide
    Arbitrary<List<String>> conversations() {
        return Arbitraries.of(
                        "EHLO client.example",
                        "HELO client.example",
                        "EHLO",
                        "EHLO [192.0.2.1]",
                        "MAIL FROM:<a@example.com>",
                        "MAIL FROM:<>",
                        "MAIL FROM:<a@example.com> SIZE=99999999999",
                        "MAIL FROM:<a@example.com> NONSENSE=1",
                        "MAIL FROM:a b",
                        "RCPT TO:<tim@example.org>",
                        "RCPT TO:<postmaster>",
                        "RCPT TO:<nobody@example.org>",
                        "RCPT TO:<a@elsewhere.example>",
                        "RCPT TO:<tim@example.org> NONSENSE",
                        "RCPT TO:",
                        "DATA",
                        "DATA x",
                        "RSET",
                        "RSET x",
                        "VRFY tim",
                        "VRFY nobody",
                        "VRFY",
                        "EXPN tim",
                        "HELP",
                        "HELP MAIL",
                        "NOOP",
                        "NOOP x",
                        "XYZ",
                        "QUIT")
                .list()
                .ofMaxSize(12);
    }
}
