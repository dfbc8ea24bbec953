package org.pennypost.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.core.testing.World;
import org.pennypost.smtp.testing.Sites;

/** What lies in mailboxes after a script has run. */
final class Delivered {
    private Delivered() {}

    /** Runs a script, each time in a new world, and answers the last of these. */
    static World after(String script) throws IOException {
        List<World> worlds = new ArrayList<>();
        DialogueTests.play(script, world -> {
            worlds.add(world);
            return Sites.protocol(world);
        });
        return worlds.get(worlds.size() - 1);
    }

    /** The messages in a user's INBOX, oldest first, each octet a character. */
    static List<String> inbox(World world, String user) throws StoreException {
        Mailbox inbox = world.store().account(user).mailbox(MailboxName.INBOX);
        Picture picture = inbox.refresh();
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < picture.size(); i++) {
            messages.add(text(inbox.content(picture.uid(i))));
        }
        return messages;
    }

    private static String text(Content content) throws StoreException {
        ByteBuffer octets = ByteBuffer.allocate(Math.toIntExact(content.size()));
        try (Content.Reader reader = content.open()) {
            int read = 0;
            while (octets.hasRemaining() && read >= 0) {
                read = reader.read(octets.position(), octets);
            }
        }
        return StandardCharsets.ISO_8859_1.decode(octets.flip()).toString();
    }
}
