package org.pennypost.pop;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.core.testing.World;

class Pop2DialogueTest {
    @TestFactory
    Stream<DynamicNode> dialogues() {
        return DialogueTests.in("pop2", Pop2DialogueTest::pop2);
    }

    static Protocol pop2(World world) {
        return PopServer.with(world.store(), world.authenticator(), world.surroundings())
                .pop2();
    }
}
