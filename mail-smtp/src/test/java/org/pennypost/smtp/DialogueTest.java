package org.pennypost.smtp;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.smtp.testing.Sites;

class DialogueTest {
    @TestFactory
    Stream<DynamicNode> dialogues() {
        return DialogueTests.in("smtp", Sites::protocol);
    }
}
