package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/**
 * Another program has missed a file that was renamed while it looked, took its message for gone, and gave it a new UID
 * when it found it again. If we held on to the old one, each of us would write the list anew for ever.
 */
class RenumberedTest {
    private static final String HEADER = "3 V1500000000 N%d Gabc\n";
    private static final String SECOND = "1600000002.M1P1.host,S=3,W=3";

    @TempDir
    Path maildir;

    private Folder folder;

    @BeforeEach
    void threeMessages() throws Exception {
        Files.createDirectories(maildir.resolve("cur"));
        StringBuilder lines = new StringBuilder(HEADER.formatted(4));
        for (int uid = 1; uid <= 3; uid++) {
            Files.writeString(maildir.resolve("cur").resolve(base(uid) + ":2,S"), "x\r\n");
            lines.append(line(uid, base(uid)));
        }
        Files.writeString(list(), lines);
        folder = Tree.folder(maildir);
        assertEquals(List.of(1L, 2L, 3L), uids());
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void theListIsRightThoughNoDirectoryHasChanged() throws Exception {
        String renumbered = HEADER.formatted(5) + line(1, base(1)) + line(3, base(3)) + line(4, SECOND);
        rewrite(renumbered);
        assertTrue(folder.lookout.refresh());
        assertEquals(List.of(1L, 3L, 4L), uids());
        assertEquals(SECOND, folder.view().places().of(4).orElseThrow().base());
        assertTrue(folder.vanishedSince(0).contains(2));
        assertEquals(renumbered, Files.readString(list()));
        folder.lookout.refresh(true);
        assertEquals(List.of(1L, 3L, 4L), uids());
    }

    @Test
    void andStaysSoWhenWeAddMessages() throws Exception {
        rewrite(HEADER.formatted(5) + line(1, base(1)) + line(3, base(3)) + line(4, SECOND));
        try (MaildirDraft draft = MaildirDraft.in(maildir.resolve("tmp"), folder.disk, folder.time.instant())) {
            draft.write(ByteBuffer.wrap("y\r\n".getBytes(StandardCharsets.US_ASCII)));
            assertEquals(
                    UidSet.of(5),
                    folder.intake.add(List.of(draft.sealed(new NewMessage(draft, Flags.NONE, Mails.DATE)))));
        }
        assertEquals(List.of(1L, 3L, 4L, 5L), uids());
        assertEquals(
                1,
                Files.readString(list())
                        .lines()
                        .filter(line -> line.contains(SECOND))
                        .count());
    }

    /** Nobody has given the message another UID: it keeps the one that it has. */
    @Test
    void aLineThatIsLostIsWrittenAgain() throws Exception {
        rewrite(HEADER.formatted(4) + line(1, base(1)) + line(3, base(3)));
        folder.lookout.refresh();
        assertEquals(List.of(1L, 2L, 3L), uids());
        assertTrue(Files.readString(list()).lines().anyMatch(line -> line.startsWith("2 ") && line.endsWith(SECOND)));
    }

    private List<Long> uids() {
        return Mails.uids(folder.picture());
    }

    private Path list() {
        return maildir.resolve(UidList.FILE);
    }

    private void rewrite(String text) throws IOException {
        Path fresh = Files.writeString(maildir.resolve("fresh"), text);
        Files.move(fresh, list(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String base(int uid) {
        return SECOND.replace("2.M", uid + ".M");
    }

    private static String line(int uid, String base) {
        return uid + " :" + base + "\n";
    }
}
