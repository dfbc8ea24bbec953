package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.testing.Mails;

/** Another program writes the uidlist anew, with the same lines, while we open the mailbox. */
class RewrittenListTest {
    private static final int MESSAGES = 200;
    private static final int OPENINGS = 100;

    @TempDir
    Path directory;

    @Test
    void allMessagesKeepTheirUids() throws IOException, StoreException {
        Tree tree = new Tree(directory).make();
        StringBuilder list = new StringBuilder("3 V1500000000 N1000 Gabc\n");
        for (int uid = 1; uid <= MESSAGES; uid++) {
            String base = 1_600_000_000 + uid + ".M1P1.host,S=3,W=3";
            tree.deliver("cur", base + ":2,S", "x\r\n");
            list.append(uid).append(" :").append(base).append('\n');
        }
        Files.writeString(tree.uidlist(), list);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> rewrite(tree, list.toString(), done));
        try {
            for (int opening = 0; opening < OPENINGS; opening++) {
                try (MailStore store = tree.open()) {
                    assertEquals(
                            LongStream.rangeClosed(1, MESSAGES).boxed().toList(),
                            Mails.uids(Tree.inbox(store).picture()));
                }
            }
        } finally {
            done.set(true);
            other.join();
        }
    }

    private static void rewrite(Tree tree, String list, AtomicBoolean done) {
        try {
            while (!done.get()) {
                Path fresh = Files.writeString(tree.maildir().resolve("fresh"), list);
                Files.move(fresh, tree.uidlist(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
