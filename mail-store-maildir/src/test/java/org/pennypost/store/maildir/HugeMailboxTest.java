package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.testing.ChildJvm;
import org.pennypost.core.testing.SmallDisk;

/** To copy or move all messages of a mailbox takes little more memory than the mailbox. */
class HugeMailboxTest {
    private static final int MESSAGES = 30_000;
    /** It took more when there was an object for each message that was on its way. */
    private static final String HEAP = "-Xmx24m";

    @TempDir
    Path directory;

    @Test
    void allAreCopiedAndMoved() throws Exception {
        copyAndMove(directory.resolve("archive"));
    }

    @Test
    void allAreCopiedAndMovedToAnotherDisk() throws Exception {
        SmallDisk disk = SmallDisk.on(directory.resolve("disk"), 300 * 1024);
        try {
            copyAndMove(disk.mail());
        } finally {
            disk.unmount();
        }
    }

    private void copyAndMove(Path archive) throws Exception {
        Tree tree = new Tree(directory).make();
        Path message = Files.writeString(tree.maildir().resolve("tmp/message"), "Subject: x\n\nx\n");
        for (int i = 0; i < MESSAGES; i++) {
            String name = (1_600_000_000 + i) + ".M" + i + "P1.host,S=14,W=17:2," + "S".repeat(i % 2);
            Files.createLink(tree.maildir().resolve("cur").resolve(name), message);
        }
        for (String sub : List.of("tmp", "new", "cur")) {
            Files.createDirectories(archive.resolve(sub));
        }
        Files.createSymbolicLink(tree.maildir().resolve(".archive"), archive);
        ProcessBuilder builder = ChildJvm.of(List.of(), HugeMailboxChild.class, directory.toString());
        builder.environment().put("JDK_JAVA_OPTIONS", HEAP);
        Process child = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        String all = "1:" + MESSAGES;
        String more = MESSAGES + 1 + ":" + 2 * MESSAGES;
        assertEquals(List.of(all, all + " " + all, all + " " + more), lines);
        assertEquals(0, child.waitFor());
    }
}
