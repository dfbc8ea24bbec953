package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.testing.Mails;

/** What a crash or a full disk has left half made is made when it is wanted next. */
class HalfMadeTest {
    private static final MailboxName HALF = MailboxName.of("Half");
    private static final Set<SpecialUse> FIRST =
            EnumSet.of(SpecialUse.SENT, SpecialUse.DRAFTS, SpecialUse.TRASH, SpecialUse.JUNK, SpecialUse.ARCHIVE);

    @TempDir
    Path directory;

    @Test
    void accountHasAllThatItBeginsWith() throws StoreException, IOException {
        Tree tree = new Tree(directory);
        Files.createDirectories(tree.maildir());
        Path obstacle = Files.createFile(tree.maildir().resolve(".Trash"));
        try (MailStore store = tree.open()) {
            Mails.assertRefused(Reason.UNAVAILABLE, () -> Tree.alice(store));
            Files.delete(obstacle);
            assertEquals(6, Tree.alice(store).mailboxes().size());
            assertEquals(List.of(), tree.names("new"));
        }
        try (MailStore store = tree.open()) {
            Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
            for (MailboxEntry entry : Tree.alice(store).mailboxes()) {
                uses.addAll(entry.uses());
            }
            assertEquals(FIRST, uses);
        }
    }

    @Test
    void mailboxIsMadeWhole() throws StoreException, IOException {
        Tree tree = new Tree(directory);
        Files.createDirectories(tree.maildir().resolve(".Half/tmp"));
        Files.writeString(tree.maildir().resolve(".Half/pennypost-special-use"), "\\All\n");
        try (MailStore store = tree.open()) {
            Mails.assertRefused(Reason.NONEXISTENT, () -> Tree.alice(store).delete(HALF));
            Tree.alice(store).create(HALF, Set.of());
            assertEquals(Set.of(), Tree.alice(store).uses(HALF));
            assertEquals(1, Mails.append(Tree.alice(store), Tree.alice(store).mailbox(HALF), "one\r\n"));
            Tree.alice(store).delete(HALF);
            Files.createDirectories(tree.maildir().resolve(".Half/tmp"));
            Tree.alice(store).create(MailboxName.of("Half/Sub"), Set.of());
            Tree.alice(store).mailbox(HALF);
        }
    }
}
