package org.pennypost.pop;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.pennypost.core.testing.DialogueTests;

class Pop2DialogueTest {
    @TestFactory
    Stream<DynamicNode> dialogues() {
        return DialogueTests.in(
                "pop2",
                world -> PopServer.with(world.store(), world.authenticator(), world.surroundings())
                        .pop2());
    }
}
