package org.pennypost.imap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Peers;

/** A mailbox in memory and a client that has selected it. */
final class Inbox {
    private final LoopbackDriver driver;

    /** @param texts the messages; each comes a second after the one before it */
    Inbox(List<String> texts) throws StoreException {
        MemoryStore store = new MemoryStore();
        fill(store.account("tim"), texts);
        driver = new LoopbackDriver(
                ImapServer.with(
                        store,
                        new MemoryAuthenticator().user("tim", "tanstaaf"),
                        new Surroundings("mail.example", () -> Instant.EPOCH, octets -> {})),
                Peers.from("127.0.0.1"));
        driver.pump();
        say("LOGIN tim tanstaaf");
        say("EXAMINE INBOX");
    }

    /** All that is answered to a command before the tagged response. */
    String say(String command) {
        driver.takeSent();
        driver.receive(octets("a " + command + "\r\n"));
        String answer = new String(driver.takeSent(), StandardCharsets.UTF_8);
        int tagged = answer.lastIndexOf("a OK");
        if (tagged < 0) {
            throw new AssertionError(command + ": " + answer);
        }
        return answer.substring(0, tagged).strip();
    }

    private static void fill(Account account, List<String> texts) throws StoreException {
        List<NewMessage> messages = new ArrayList<>();
        for (String text : texts) {
            Draft draft = account.draft();
            draft.write(octets(text));
            messages.add(new NewMessage(draft, Flags.NONE, Instant.ofEpochSecond(messages.size())));
        }
        if (!messages.isEmpty()) {
            account.mailbox(MailboxName.INBOX).append(messages);
        }
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
