package org.pennypost.imap;

import java.util.Map;
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
     * {@code @administrator root}, {@code @shared-account everybody},
     * {@code @elsewhere mike=server2.example.org}.
     */
    static Protocol server(World world) {
        ImapServer server = ImapServer.with(world.store(), world.authenticator(), world.surroundings())
                .limits(limits(world));
        server = server.administrators(
                        world.setting("administrator").map(Set::of).orElse(Set.of()))
                .sharedAccount(world.setting("shared-account").orElse(""))
                .elsewhere(world.setting("elsewhere")
                        .map(words -> words.split("="))
                        .map(pair -> Map.of(pair[0], pair[1]))
                        .orElse(Map.of()));
        server = world.has("without-tls") ? server : server.offeringTls();
        return world.has("without-unauthenticate") ? server.withoutUnauthenticate() : server;
    }

    /** Or {@code @message-limit 1000}, {@code @messages-a-command 3}, {@code @saved-a-command 2}. */
    private static ImapLimits limits(World world) {
        ImapLimits limits = world.has("small-literals") ? ImapLimits.DEFAULT.smallLiterals() : ImapLimits.DEFAULT;
        ImapLimits bounded = limits.messages(
                new CommandMessages(count(world, "messages-a-command"), count(world, "saved-a-command")));
        return world.setting("message-limit")
                .map(octets -> bounded.messageOctets(Long.parseLong(octets)))
                .orElse(bounded);
    }

    private static long count(World world, String setting) {
        return world.setting(setting).map(Long::parseLong).orElse(CommandMessages.UNBOUNDED);
    }
}
