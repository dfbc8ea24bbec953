package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.NewMessage;

class IntakeTest {
    @TempDir
    Path maildir;

    /** A line that is still expected would make each delivery after it list the directories. */
    @Test
    void nothingIsExpectedAfterADeliveryOfOurs() throws Exception {
        for (String name : List.of("new", "cur", "tmp")) {
            Files.createDirectory(maildir.resolve(name));
        }
        Disk disk = new Disk(false, false);
        Folder folder = Folder.open(
                maildir,
                disk,
                InstantSource.system(),
                new UidValidities(maildir, disk, InstantSource.system()),
                new Quota(maildir, disk, Quota.Limits.NONE));
        for (int i = 1; i <= 3; i++) {
            try (MaildirDraft draft = MaildirDraft.in(maildir.resolve("tmp"), disk, Instant.now())) {
                draft.write(ByteBuffer.wrap("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
                folder.intake.add(List.of(draft.sealed(new NewMessage(draft, Flags.NONE, Instant.now()))));
            }
            assertEquals(i, folder.picture().size());
            assertTrue(folder.expected.isEmpty(), () -> folder.expected.toString());
        }
        folder.close();
    }
}
