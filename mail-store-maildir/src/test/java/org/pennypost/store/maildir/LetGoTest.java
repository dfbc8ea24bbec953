package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.testing.ChildJvm;

/** Mailboxes that nobody has open do not fill the memory. */
class LetGoTest {
    private static final int MAILBOXES = 40;
    private static final int MESSAGES = 2_000;
    /** Two thirds of what the names of all files take. */
    private static final String HEAP = "-Xmx20m";

    @TempDir
    Path directory;

    @Test
    void mailboxesThatNobodyHasOpenAreLetGo() throws Exception {
        Tree tree = new Tree(directory).make();
        for (int box = 0; box < MAILBOXES; box++) {
            fill(tree.maildir().resolve(".box" + box));
        }
        ProcessBuilder builder = ChildJvm.of(List.of(), LetGoChild.class, directory.toString(), "" + MAILBOXES);
        builder.environment().put("JDK_JAVA_OPTIONS", HEAP);
        Process child = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        assertEquals(List.of("" + MAILBOXES * MESSAGES, "true", "true", "true"), lines);
        assertEquals(0, child.waitFor());
    }

    /** Messages that share a file, with names as long as a file system takes. */
    private static void fill(Path maildir) throws Exception {
        for (String sub : List.of("tmp", "new", "cur")) {
            Files.createDirectories(maildir.resolve(sub));
        }
        Path message = Files.writeString(maildir.resolve("tmp/message"), "Subject: x\n\nx\n");
        for (int i = 0; i < MESSAGES; i++) {
            String name = (1_600_000_000 + i) + ".M" + i + "P1.host" + "x".repeat(200) + ",S=14,W=17:2,";
            Files.createLink(maildir.resolve("cur").resolve(name), message);
        }
    }
}
