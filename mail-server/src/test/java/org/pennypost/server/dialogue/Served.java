package org.pennypost.server.dialogue;

import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.World;
import org.pennypost.imap.ImapLimits;
import org.pennypost.imap.ImapServer;
import org.pennypost.pop.PopServer;

/** The protocols that the dialogues are held with, set up by the settings that the scripts of each module may make. */
final class Served {
    private Served() {}

    static Protocol pop2(World world) {
        return PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .pop2();
    }

    static Protocol pop3(World world) {
        return PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .offeringTls()
                .pop3();
    }

    /** {@code @without-tls}, {@code @message-limit}. */
    static Protocol imap(World world) {
        ImapServer server = ImapServer.with(world.store(), world.authenticator(), world.surroundings());
        ImapServer withTls = world.has("without-tls") ? server : server.offeringTls();
        return world.setting("message-limit")
                .map(octets -> withTls.limits(ImapLimits.DEFAULT.messageOctets(Long.parseLong(octets))))
                .orElse(withTls);
    }
}
