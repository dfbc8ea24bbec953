package org.pennypost.server.dialogue;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.World;
import org.pennypost.imap.CommandMessages;
import org.pennypost.imap.ImapLimits;
import org.pennypost.imap.ImapServer;
import org.pennypost.pop.PopOptions;
import org.pennypost.pop.PopServer;
import org.pennypost.pop.UidlFormat;

/** The protocols that the dialogues are held with, set up by the settings that the scripts of each module may make. */
final class Served {
    private Served() {}

    static Protocol pop2(World world) {
        return PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .pop2();
    }

    /** {@code @uidl FORMAT}, {@code @login-delay DURATION}, {@code @expire DAYS}, {@code @language TAG}, {@code @clear-text}. */
    static Protocol pop3(World world) {
        PopOptions options = PopOptions.DEFAULT
                .uidl(world.setting("uidl").map(UidlFormat::of).orElse(UidlFormat.DEFAULT))
                .loginDelay(Duration.parse(world.setting("login-delay").orElse("PT0S")))
                .language(world.setting("language").orElse("en"));
        return PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .offeringTls()
                .options(world.setting("expire")
                        .map(days -> options.expiry(Integer.parseInt(days)))
                        .orElse(options))
                .clearText(world.setting("clear-text")
                        .map(policy -> ClearTextPolicy.valueOf(policy.toUpperCase(Locale.ROOT)))
                        .orElse(ClearTextPolicy.LOOPBACK))
                .pop3();
    }

    /**
     * {@code @without-tls}, {@code @without-unauthenticate}, {@code @small-literals}, {@code @message-limit},
     * {@code @messages-a-command}, {@code @saved-a-command}, {@code @administrator}, {@code @shared-account},
     * {@code @elsewhere}.
     */
    static Protocol imap(World world) {
        ImapServer server = ImapServer.with(world.store(), world.authenticator(), world.surroundings())
                .limits(imapLimits(world))
                .administrators(world.setting("administrator").map(Set::of).orElse(Set.of()))
                .sharedAccount(world.setting("shared-account").orElse(""))
                .elsewhere(world.setting("elsewhere")
                        .map(words -> words.split("="))
                        .map(pair -> Map.of(pair[0], pair[1]))
                        .orElse(Map.of()));
        server = world.has("without-tls") ? server : server.offeringTls();
        return world.has("without-unauthenticate") ? server.withoutUnauthenticate() : server;
    }

    private static ImapLimits imapLimits(World world) {
        ImapLimits usual = world.has("small-literals") ? ImapLimits.DEFAULT.smallLiterals() : ImapLimits.DEFAULT;
        ImapLimits bounded = usual.messages(
                new CommandMessages(count(world, "messages-a-command"), count(world, "saved-a-command")));
        return world.setting("message-limit")
                .map(octets -> bounded.messageOctets(Long.parseLong(octets)))
                .orElse(bounded);
    }

    private static long count(World world, String setting) {
        return world.setting(setting).map(Long::parseLong).orElse(CommandMessages.UNBOUNDED);
    }
}
