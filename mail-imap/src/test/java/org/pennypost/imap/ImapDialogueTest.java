package org.pennypost.imap;

import java.util.Set;
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

    /**
     * A script may say {@code @without-tls}, {@code @without-unauthenticate}, {@code @small-literals},
     * {@code @administrator root}, {@code @shared-account everybody}.
     */
    static Protocol server(World world) {
        ImapServer server = ImapServer.with(world.store(), world.authenticator(), world.surroundings())
                .limits(limits(world));
        server = server.administrators(
                        world.setting("administrator").map(Set::of).orElse(Set.of()))
                .sharedAccount(world.setting("shared-account").orElse(""));
        server = world.has("without-tls") ? server : server.offeringTls();
        return world.has("without-unauthenticate") ? server.withoutUnauthenticate() : server;
    }

    /** Or {@code @message-limit 1000}. */
    private static ImapLimits limits(World world) {
        ImapLimits limits = world.has("small-literals") ? ImapLimits.DEFAULT.smallLiterals() : ImapLimits.DEFAULT;
        return world.setting("message-limit")
                .map(octets -> limits.messageOctets(Long.parseLong(octets)))
                .orElse(limits);
    }
}
