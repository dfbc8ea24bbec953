package org.pennypost.imap;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.core.testing.World;

class ImapDialogueTest {
    @TestFactory
    Stream<DynamicNode> dialogues() {
        return DialogueTests.in("imap", ImapDialogueTest::server);
    }

    /** A script may say {@code @without-tls}, and {@code @message-limit 1000}. */
    private static Protocol server(World world) {
        ImapServer server = ImapServer.with(world.store(), world.authenticator(), world.surroundings());
        ImapServer withTls = world.has("without-tls") ? server : server.offeringTls();
        return world.setting("message-limit")
                .map(octets -> withTls.limits(ImapLimits.DEFAULT.messageOctets(Long.parseLong(octets))))
                .orElse(withTls);
    }
}
