package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;

/** Another program takes messages out of {@code new} and changes their flags while we see them for the first time. */
class RenamedStrangerTest {
    private static final int MESSAGES = 100;
    private static final int ROUNDS = 3;

    @TempDir
    Path directory;

    /** Names that tell no sizes: such a file is read, and then it may be elsewhere. */
    @Test
    void messageGetsOneUidAndKeepsIt() throws Exception {
        Tree tree = new Tree(directory).make();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> rename(tree, done));
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < MESSAGES; i++) {
                    tree.deliver("new", (1_600_000_000 + i) + ".R" + round + ".host", "x\n".repeat(500));
                }
                inbox.refresh();
            }
            done.set(true);
            other.join();
            inbox.refresh();
            assertEquals(MESSAGES * ROUNDS, inbox.picture().size());
            assertEquals(MESSAGES * ROUNDS, lines(tree).size());
            assertEquals(MESSAGES * ROUNDS + 1, inbox.picture().uidNext());
        } finally {
            done.set(true);
        }
    }

    private static List<String> lines(Tree tree) throws IOException {
        return Files.readAllLines(tree.uidlist()).stream()
                .filter(line -> line.contains(" :"))
                .toList();
    }

    private static void rename(Tree tree, AtomicBoolean done) {
        Path cur = tree.maildir().resolve("cur");
        try {
            while (!done.get()) {
                for (String name : tree.names("new")) {
                    move(tree.maildir().resolve("new").resolve(name), cur.resolve(name + ":2,"));
                }
                for (String name : tree.names("cur")) {
                    String base = FileName.base(name);
                    move(cur.resolve(name), cur.resolve(base + (name.endsWith("S") ? ":2," : ":2,S")));
                }
            }
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException taken) {
            // by us, into cur
        }
    }
}
