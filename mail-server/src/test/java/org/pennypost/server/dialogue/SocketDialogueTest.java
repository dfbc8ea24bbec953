package org.pennypost.server.dialogue;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.testing.DialogueTests;
import org.pennypost.core.testing.World;
import org.pennypost.smtp.testing.Sites;

/** Every dialogue script of every protocol module once more, over MINA: in clear and over TLS. */
class SocketDialogueTest {
    private static final Map<String, Function<World, Protocol>> TOPICS = Map.of(
            "mail-smtp/smtp", Sites::protocol,
            "mail-pop/pop2", Served::pop2,
            "mail-pop/pop3", Served::pop3,
            "mail-imap/imap", Served::imap);

    @TempDir
    static Path directory;

    private static Stage stage;

    @BeforeAll
    static void makeCertificate() throws Exception {
        stage = new Stage(directory);
    }

    @TestFactory
    Stream<DynamicNode> inClear() {
        return dialogues(false);
    }

    @TestFactory
    Stream<DynamicNode> overTls() {
        return dialogues(true);
    }

    private static Stream<DynamicNode> dialogues(boolean behindTls) {
        return TOPICS.entrySet().stream()
                .map(topic -> DynamicContainer.dynamicContainer(
                        topic.getKey(),
                        DialogueTests.over(
                                folder(topic.getKey()),
                                behindTls,
                                world -> stage.open(topic.getValue().apply(world), behindTls))));
    }

    private static Path folder(String topic) {
        Path house = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
        int slash = topic.indexOf('/');
        return house.resolve(topic.substring(0, slash))
                .resolve("src/test/resources")
                .resolve(topic.substring(slash + 1));
    }
}
