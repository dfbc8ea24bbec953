package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.ChildJvm;

/** A disk that fails while a directory is read: the files that were not told of are not gone. */
class UnreadableDirectoryTest {
    private static final Path STRACE = Path.of("/usr/bin/strace");
    /** More than one call for names of a directory gives. */
    private static final int MESSAGES = 1_500;

    @TempDir
    Path directory;

    /** Opens a mailbox. */
    static final class Child {
        public static void main(String[] arguments) throws StoreException {
            try (MailStore store = new Tree(Path.of(arguments[0])).open()) {
                System.out.print(Tree.inbox(store).refresh().size());
            } catch (StoreException refused) {
                System.out.print(refused.reason());
            }
        }
    }

    @Test
    void messagesThatWereNotListedKeepTheirUids() throws Exception {
        assumeTrue(Files.isExecutable(STRACE), "strace is not installed");
        Tree tree = new Tree(directory).make();
        Path cur = tree.maildir().resolve("cur");
        for (int i = 0; i < MESSAGES; i++) {
            Files.writeString(cur.resolve((1_600_000_000 + i) + ".M1P1." + "h".repeat(40) + ",S=3,W=4:2,"), "a:b\n");
        }
        UidSet before = uids(tree);

        assertEquals("UNAVAILABLE", opened(cur));
        assertEquals(before, uids(tree));
    }

    private static UidSet uids(Tree tree) throws StoreException {
        try (MailStore store = tree.open()) {
            Picture picture = Tree.inbox(store).refresh();
            assertEquals(MESSAGES, picture.size());
            return picture.uids();
        }
    }

    /** What a process sees that can read the names only from the beginning of the directory. */
    private String opened(Path cur) throws IOException, InterruptedException {
        List<String> strace = List.of(
                STRACE.toString(),
                "-f",
                "-o",
                directory.resolve("calls").toString(),
                "-P",
                cur.toString(),
                "-e",
                "inject=getdents64:error=EIO:when=2+");
        Process child = ChildJvm.of(strace, Child.class, directory.toString()).start();
        String seen = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor());
        return seen;
    }
}
