package org.pennypost.core.engine;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.pennypost.core.testing.DialogueTests;

/** The engine by a protocol that does everything a step can do. */
class ConversationDialogueTest {
    @TestFactory
    Stream<DynamicNode> dialogues() {
        return DialogueTests.in("engine", world -> new Toy());
    }
}
