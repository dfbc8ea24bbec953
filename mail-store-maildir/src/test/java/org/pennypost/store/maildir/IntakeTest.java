package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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
}
