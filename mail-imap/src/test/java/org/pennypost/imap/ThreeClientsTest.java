package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;

/**
 * One mailbox, three clients, one of them of RFC 3501, and deliveries from outside: whatever they do in whatever order,
 * each client, believing nothing but the responses, ends with what is there.
 */
class ThreeClientsTest {
    private static final String[] FLAGS = {"\\Seen", "\\Flagged", "\\Deleted", "$Junk"};

    // RFC9051-5.2-a RFC9051-5.2-c RFC9051-7-a RFC9051-7-b RFC9051-7.5.1-a RFC3501-7.4.1-a RFC9051-7.5.1-b
    // RFC9051-7.5.1-c
    // RFC9051-2.3.1.1-b RFC9051-2.3.1.1-i RFC3501-2.3.1.1-b RFC3501-2.3.1.1-i
    // RFC7162-3.2-d RFC7162-3.2-e RFC7162-3.2.10.2-b RFC7162-3.2.10.2-c RFC7162-3.2.10.2-e RFC7162-3.1-b RFC7162-3.1-c
    @Property(tries = 400)
    void eachEndsWithWhatIsThere(
            @ForAll @Size(3) List<BelievingClient.Kind> kinds,
            @ForAll @Size(max = 80) List<@IntRange(max = 1_000_000) Integer> acts)
            throws StoreException {
        MemoryStore store = new MemoryStore();
        Account account = store.account("tim");
        deliver(account, 4);
        Protocol imap = ImapServer.with(
                store,
                new MemoryAuthenticator().user("tim", "tanstaaf"),
                new Surroundings("mail.example", Instant::now, octets -> {}));
        List<BelievingClient> clients =
                kinds.stream().map(kind -> new BelievingClient(imap, kind)).toList();
        List<BelievingClient.Memory> memories = new ArrayList<>();
        for (int act : acts) {
            act(clients.get(act % 3), act / 3, account);
            for (BelievingClient client : clients) {
                client.listen();
            }
            BelievingClient actor = clients.get(act % 3);
            if (actor.kind().keeps()) {
                actor.memory().ifPresent(memories::add);
            }
        }
        Picture there = account.mailbox(MailboxName.INBOX).picture();
        for (BelievingClient client : clients) {
            client.stopIdling();
            client.command("NOOP");
            agrees(client, there);
            client.command("FETCH 1:* (UID FLAGS)", there.size() > 0);
            agrees(client, there);
        }
        for (BelievingClient.Memory memory : memories) {
            assertEquals(flagsOf(there), BelievingClient.resynchronized(imap, memory, true), "QRESYNC " + memory);
            assertEquals(flagsOf(there), BelievingClient.resynchronized(imap, memory, false), "CONDSTORE " + memory);
        }
    }

    private static Map<Long, Set<String>> flagsOf(Picture there) {
        Map<Long, Set<String>> all = new TreeMap<>();
        for (int index = 0; index < there.size(); index++) {
            Set<String> flags = new TreeSet<>();
            there.flags(index).forEach(flag -> flags.add(flag.name()));
            all.put(there.uid(index), flags);
        }
        return all;
    }

    private static void act(BelievingClient client, int what, Account account) throws StoreException {
        int exists = client.messages().size();
        int number = 1 + what / 16 % Math.max(1, exists);
        String flag = FLAGS[what / 256 % FLAGS.length];
        int kind = what % 16;
        if (kind == 0) {
            deliver(account, 1);
            return;
        }
        if (kind == 1) {
            client.toggleIdling();
            return;
        }
        client.stopIdling();
        if (kind == 2) {
            client.append();
        } else if (kind == 3) {
            client.command("NOOP");
        } else if (kind == 4) {
            client.command("EXPUNGE");
        } else if (exists > 0) {
            actOn(client, kind, number, flag);
        }
    }

    private static void actOn(BelievingClient client, int kind, int number, String flag) {
        long uid = client.messages().get(number - 1).uid();
        switch (kind) {
            case 5 -> client.command("STORE " + number + ":* +FLAGS (" + flag + ")");
            case 6 -> client.command("STORE " + number + " -FLAGS (" + flag + ")");
            case 7 -> client.storeSilently(number, flag);
            case 8 -> client.fetchFlags(number);
            case 9 -> client.command("FETCH " + number + " (UID BODY[TEXT])");
            case 10 -> client.command("MOVE " + number + " Trash");
            case 11 -> client.command("COPY " + number + " INBOX");
            case 12 -> client.command("SEARCH UNSEEN");
            case 13 -> client.command("UID FETCH " + Math.max(1, uid) + ":* (FLAGS BODY.PEEK[])");
            case 14 -> client.command("UID EXPUNGE " + Math.max(1, uid) + ":*");
            default -> client.command("UID STORE " + Math.max(1, uid) + " FLAGS (" + flag + ")");
        }
    }

    private static void agrees(BelievingClient client, Picture there) {
        assertEquals(there.size(), client.messages().size());
        for (int index = 0; index < there.size(); index++) {
            BelievingClient.Message message = client.messages().get(index);
            if (message.uid() != 0) {
                assertEquals(there.uid(index), message.uid());
            }
            if (message.flagsKnown()) {
                Set<String> flags = new TreeSet<>();
                there.flags(index).forEach(flag -> flags.add(flag.name()));
                assertEquals(flags, message.flags(), "flags of " + (index + 1));
            }
        }
    }

    private static void deliver(Account account, int count) throws StoreException {
        for (int i = 0; i < count; i++) {
            try (Draft draft = account.draft()) {
                draft.write(ByteBuffer.wrap("Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII)));
                account.mailbox(MailboxName.INBOX)
                        .append(List.of(new NewMessage(draft, Flags.of(Flag.FLAGGED), Instant.EPOCH)));
            }
        }
    }
}
