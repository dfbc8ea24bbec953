package org.pennypost.pop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.core.engine.Effect;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Payload;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;
import org.pennypost.core.testing.World;

/** LIST and UIDL of a hundred thousand messages: no call, and never more in memory than one send. */
class LargeMaildropTest {
    private static final int MESSAGES = 100_000;
    private static final int ONE_SEND = 64 * 1024;

    @Test
    void listsStreamWithoutACall() throws Exception {
        World world = new World(List.of());
        world.authenticator().user("tim", "tanstaaf");
        Account account = world.store().account("tim");
        try (Draft draft = Mails.draft(account, "Subject: one of many\r\n\r\n")) {
            account.mailbox(MailboxName.INBOX)
                    .append(Collections.nCopies(MESSAGES, new NewMessage(draft, Flags.NONE, Mails.DATE)));
        }
        Engine engine = PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .pop3()
                .accept(Peers.local(), () -> {});
        answer(engine, "", true);
        answer(engine, "USER tim\r\n", true);
        answer(engine, "PASS tanstaaf\r\n", true);
        List<String> list = answer(engine, "LIST\r\n", false);
        assertEquals(MESSAGES + 2, list.size());
        assertEquals("100000 24", list.get(MESSAGES));
        List<String> uidl = answer(engine, "UIDL\r\n", false);
        assertEquals(MESSAGES + 2, uidl.size());
        assertTrue(uidl.get(MESSAGES).startsWith("100000 000186a0"), uidl.get(MESSAGES));
    }

    private static List<String> answer(Engine engine, String command, boolean mayCall) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (!command.isEmpty()) {
            engine.receive(ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII)));
        }
        for (Optional<Effect> effect = engine.next(); effect.isPresent(); effect = engine.next()) {
            if (effect.get() instanceof Effect.Run) {
                assertTrue(mayCall, command);
                ((Effect.Run) effect.get()).call().run();
                engine.completed(((Effect.Run) effect.get()).call());
            } else {
                ByteBuffer octets = ((Payload.Octets) ((Effect.Send) effect.get()).payload()).octets();
                assertFalse(octets.remaining() > ONE_SEND);
                said.write(octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
            }
        }
        return said.toString(StandardCharsets.US_ASCII).lines().toList();
    }
}
