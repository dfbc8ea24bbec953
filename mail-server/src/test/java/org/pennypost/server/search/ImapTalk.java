package org.pennypost.server.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;
import org.pennypost.imap.ImapServer;

/** A client that has selected its INBOX; texts are octets, one for each character. */
public final class ImapTalk {
    private final LoopbackDriver driver;

    public ImapTalk(MailStore store, String... first) {
        driver = new LoopbackDriver(
                ImapServer.with(
                        store,
                        new MemoryAuthenticator().user("tim", "tanstaaf"),
                        new Surroundings("mail.example", Instant::now, octets -> {})),
                Peers.from("127.0.0.1"));
        driver.pump();
        say("LOGIN tim tanstaaf");
        for (String command : first) {
            say(command);
        }
        say("EXAMINE INBOX");
    }

    /** The whole answer to a command. */
    public String say(String command) {
        driver.takeSent();
        driver.receive(ByteBuffer.wrap(("a " + command + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
        String answer = new String(driver.takeSent(), StandardCharsets.ISO_8859_1);
        int last = answer.lastIndexOf("\r\na ", answer.length() - 3) + 2;
        if (!answer.startsWith("a OK", last == 1 ? 0 : last)) {
            throw new AssertionError(command + " was answered " + answer.substring(Math.max(0, answer.length() - 200)));
        }
        return answer;
    }

    /** What SEARCH finds; what is looked for goes as a literal. */
    String search(String key, String utf8) {
        byte[] octets = utf8.getBytes(StandardCharsets.UTF_8);
        String literal = "{" + octets.length + "+}\r\n" + new String(octets, StandardCharsets.ISO_8859_1);
        return say("SEARCH CHARSET UTF-8 " + key + " " + literal)
                .lines()
                .findFirst()
                .orElseThrow();
    }
}
