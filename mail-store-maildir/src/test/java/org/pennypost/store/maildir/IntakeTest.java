package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

class IntakeTest {
    @TempDir
    Path maildir;

    /** A line that is still expected would make each delivery after it list the directories. */
    @Test
    void nothingIsExpectedAfterADeliveryOfOurs() throws Exception {
        Folder folder = Tree.folder(maildir);
        for (int i = 1; i <= 3; i++) {
            try (MaildirDraft draft = MaildirDraft.in(maildir.resolve("tmp"), folder.disk, Instant.now())) {
                draft.write(ByteBuffer.wrap("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
                folder.intake.add(List.of(draft.sealed(new NewMessage(draft, Flags.NONE, Instant.now()))));
            }
            assertEquals(i, folder.picture().size());
            assertTrue(folder.expected.isEmpty(), () -> folder.expected.toString());
        }
        folder.close();
    }

    /** It had one without a line, which counts for nobody; it takes room all the same. */
    @Test
    void aFileThatCannotBeTakenBackKeepsNoUidFromOthers() throws Exception {
        Folder folder = Tree.folder(maildir);
        assertEquals(0, folder.quota.usage().messages());
        Path inTheWay =
                Files.createDirectories(maildir.resolve("tmp/draft/more")).getParent();
        Iterator<Path> places = List.of(Files.writeString(maildir.resolve("tmp/left"), "x\n"), inTheWay)
                .iterator();
        Addition left = new Addition(
                places::next, 2, 3, Place.Dots.NONE, Flags.NONE, Instant.now(), Addition.How.MOVE, NewMessage.NOTHING);
        Addition missing = left.copied(maildir.resolve("tmp/missing"));
        assertThrows(StoreException.class, () -> folder.intake.add(List.of(left, missing)));
        try (MaildirDraft draft = MaildirDraft.in(maildir.resolve("tmp"), folder.disk, Instant.now())) {
            draft.write(ByteBuffer.wrap("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
            UidSet uids = folder.intake.add(List.of(draft.sealed(new NewMessage(draft, Flags.NONE, Instant.now()))));
            assertEquals(UidSet.of(1), uids);
        }
        folder.inNew.forget();
        folder.lookout.lookAround(true);
        assertEquals(UidSet.range(1, 2), folder.picture().uids(), "what is left can be seen and removed");
        assertEquals(2, folder.quota.usage().messages());
        folder.close();
    }

    /** Whoever does the work of all may run out of memory, even while it takes back what it has done. */
    @Test
    void nobodyIsToldThatAllIsWellAfterAnErrorOfAnother() throws Exception {
        Folder folder = Tree.folder(maildir);
        Thread[] threads = new Thread[2];
        List<Throwable> ends = Collections.synchronizedList(new ArrayList<>());
        try (MaildirDraft draft = MaildirDraft.in(maildir.resolve("tmp"), folder.disk, Instant.now())) {
            Addition good = draft.sealed(new NewMessage(draft, Flags.NONE, Instant.now()));
            AtomicInteger asked = new AtomicInteger();
            List<Addition> bad = new Each<>(2, i -> {
                if (asked.incrementAndGet() > 3) { // two for their sizes, and one that gets its name
                    throw new OutOfMemoryError("of this test");
                }
                return good;
            });
            folder.uids.lock();
            for (int i = 0; i < threads.length; i++) {
                List<Addition> additions = i == 0 ? bad : List.of(good);
                threads[i] = new Thread(() -> {
                    try {
                        folder.intake.add(additions);
                    } catch (StoreException | OutOfMemoryError expected) {
                        ends.add(expected);
                    }
                });
                threads[i].start();
                while (threads[i].getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            folder.uids.unlock();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(2, ends.size(), ends::toString);
        assertEquals(0, folder.picture().size());
        folder.close();
    }
}
