package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.Watch;

class DirectoryEventsTest {
    private static final int PATIENCE_SECONDS = 30;

    @TempDir
    Path directory;

    @Test
    void changesOfAFollowedFolderAreTold() throws Exception {
        Path maildir = directory.resolve("Maildir");
        Folder folder = Tree.folder(maildir);
        BlockingQueue<Folder> told = new LinkedBlockingQueue<>();
        try (DirectoryEvents events = DirectoryEvents.open(told::add)) {
            events.follow(List.of(folder));
            assumeTrue(events.follows(folder), "this file system does not tell of changes");
            Files.writeString(maildir.resolve("new/1600000000.a.far"), "Subject: x\n\nx\n");
            assertEquals(folder, told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
            events.follow(List.of());
            assertFalse(events.follows(folder));
        } finally {
            folder.close();
        }
    }

    /** Both ways of finding out end in the same. */
    @Test
    void whoWatchesHearsOfADeliveryByAnotherProgram() throws Exception {
        try (MaildirStore store = MaildirStore.open(directory, false, InstantSource.system())) {
            Mailbox inbox = Tree.inbox(store);
            inbox.refresh();
            CountDownLatch heard = new CountDownLatch(1);
            try (Watch watch = inbox.watch(() -> {
                if (inbox.picture().size() == 1) {
                    heard.countDown();
                }
            })) {
                Path fresh = directory.resolve("alice/Maildir/new/1600000000.a.far");
                Files.writeString(fresh, "Subject: x\n\nx\n");
                assertTrue(heard.await(PATIENCE_SECONDS, TimeUnit.SECONDS), watch + " heard nothing");
            }
        }
    }
}
