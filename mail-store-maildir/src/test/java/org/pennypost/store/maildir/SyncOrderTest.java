package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.ChildJvm;
import org.pennypost.core.testing.Mails;

/**
 * In which order things go to the disk. A directory may be there before anybody asks for it, so the list has to be
 * before: else, when the machine has died, a UID that a client knows is given to another message.
 */
class SyncOrderTest {
    private static final Path STRACE = Path.of("/usr/bin/strace");
    private static final MailboxName TRASH = MailboxName.of("Trash");

    @TempDir
    Path directory;

    /** Moves a message and removes another one. */
    static final class Child {
        public static void main(String[] arguments) throws StoreException {
            try (MailStore store = new Tree(Path.of(arguments[0])).open()) {
                Mailbox inbox = Tree.inbox(store);
                long moved = Mails.append(Tree.alice(store), "moved");
                inbox.move(UidSet.of(moved), Tree.alice(store).mailbox(TRASH));
                long removed = Mails.append(Tree.alice(store), "removed");
                inbox.expunge(UidSet.of(removed), Mailbox.Expunging.ALL);
            }
        }
    }

    @Test
    void theListIsThereBeforeAMessageLeaves() throws Exception {
        assumeTrue(Files.isExecutable(STRACE), "strace is not installed");
        List<String> story = story(calls());

        assertEquals(List.of("written", "synced", "left", "written", "synced", "left"), story);
    }

    private List<String> calls() throws IOException, InterruptedException {
        Path calls = directory.resolve("calls");
        List<String> strace = new ArrayList<>(List.of(STRACE.toString(), "-f", "-y", "-s", "400"));
        strace.addAll(List.of("-o", calls.toString(), "-e", "trace=write,pwrite64,fsync,fdatasync,rename,unlink"));
        Process child = ChildJvm.of(strace, Child.class, directory.toString()).start();
        assertEquals(0, child.waitFor());
        return Files.readAllLines(calls);
    }

    /** What became of the list of INBOX, and of the messages in there. */
    private static List<String> story(List<String> calls) {
        List<String> story = new ArrayList<>();
        String maildir = "/alice/Maildir/";
        boolean begun = false;
        for (String call : calls) {
            boolean list = call.contains(maildir + UidList.FILE + ">");
            begun |= list;
            if (list && call.contains("write")) {
                story.add("written");
            } else if (list && call.contains("sync")) {
                story.add("synced");
            } else if (call.contains(" rename(\"") && call.matches(".*" + maildir + "(new|cur)/[^\"]*\", .*")
                    || call.contains(" unlink(\"") && call.matches(".*" + maildir + "(new|cur)/.*")) {
                story.add("left");
            }
        }
        assertTrue(begun, "the list was never written");
        return story;
    }
}
