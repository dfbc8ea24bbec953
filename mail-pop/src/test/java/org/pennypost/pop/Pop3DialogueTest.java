package org.pennypost.pop;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.core.testing.World;

class Pop3DialogueTest {
    @TestFactory
    Stream<DynamicNode> dialogues() {
        return DialogueTests.in(
                "pop3",
                world -> PopServer.with(world.store(), world.authenticator(), world.surroundings())
                        .offeringTls()
                        .options(options(world))
                        .clearText(world.setting("clear-text")
                                .map(policy -> ClearTextPolicy.valueOf(policy.toUpperCase(Locale.ROOT)))
                                .orElse(ClearTextPolicy.LOOPBACK))
                        .pop3());
    }

    /** {@code @uidl FORMAT}, {@code @login-delay DURATION}, {@code @expire DAYS}, {@code @language TAG}. */
    private static PopOptions options(World world) {
        PopOptions options = PopOptions.DEFAULT
                .uidl(world.setting("uidl").map(UidlFormat::of).orElse(UidlFormat.DEFAULT))
                .loginDelay(Duration.parse(world.setting("login-delay").orElse("PT0S")))
                .language(world.setting("language").orElse("en"));
        return world.setting("expire")
                .map(days -> options.expiry(Integer.parseInt(days)))
                .orElse(options);
    }
}
