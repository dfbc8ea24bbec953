package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;

/** Access lists in the file that Dovecot has for them. */
class AccessTextTest {
    @TempDir
    Path directory;

    @Test
    void dovecotsLinesAreRead() {
        String text = "owner lrwstipekxa\nuser=bob lr\n-user=bob w\nanyone l\nauthenticated r :custom\n"
                + "group=staff lr\ngroup-override=staff\n\"user=two words\" lrs\n\"-user=q\\\"b\\\\\" i\nuser=anyone lr\n# x\n";
        AccessText read = AccessText.parse(text);
        assertEquals(
                Map.of(
                        "owner", Rights.ALL,
                        "bob", Rights.parse("lr"),
                        "-bob", Rights.parse("w"),
                        "anyone", Rights.parse("l"),
                        "authenticated", Rights.parse("r"),
                        "$staff", Rights.parse("lr"),
                        "!$staff", Rights.NONE,
                        "two words", Rights.parse("lrs"),
                        "-q\"b\\", Rights.parse("i")),
                read.list().entries());
        String again = read.toString();
        assertEquals(read.list(), AccessText.parse(again).list());
        assertTrue(again.contains("authenticated r :custom\n"));
        assertTrue(again.contains("user=anyone lr\n"), "what would mean everybody is nobody's");
        assertTrue(again.contains("# x\n"));
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll String name, @ForAll int bits) throws StoreException {
        Rights rights = bits % 2 == 0 ? Rights.parse("lrs") : Rights.parse("kxa");
        String identifier;
        try {
            identifier = AccessList.identifier(name);
        } catch (SyntaxException none) {
            return;
        }
        AccessList list = AccessList.PRIVATE.with(identifier, rights).with("-" + identifier, Rights.NONE);
        if (!identifier.startsWith("-") && !identifier.startsWith("!") && !identifier.startsWith("#")) {
            assertEquals(
                    list,
                    AccessText.parse(AccessText.parse("").with(list).toString()).list());
        }
    }

    @Property(tries = 300)
    void garbageIsKept(@ForAll String text) {
        AccessText read = AccessText.parse(text);
        assertEquals(read.list(), AccessText.parse(read.toString()).list());
    }

    @Test
    void anotherProgramsChangeIsSeen() throws StoreException, IOException {
        try (MaildirStore store = MaildirStore.open(directory, false, InstantSource.system())) {
            ShareableMailbox inbox = (ShareableMailbox) store.account("alice").mailbox(MailboxName.INBOX);
            assertEquals(AccessList.PRIVATE, inbox.refreshAccess());
            Files.writeString(directory.resolve("alice/Maildir/dovecot-acl"), "user=bob lr\n");
            assertEquals(Rights.parse("lr"), inbox.refreshAccess().of("bob"));
            assertEquals(Rights.parse("lr"), inbox.access().of("bob"));
        }
        try (MaildirStore store = MaildirStore.open(directory, false, InstantSource.system())) {
            assertEquals(Set.of(), store.sharers());
            store.account("alice");
            assertEquals(Set.of("alice"), store.sharers(), "a tree that came from elsewhere");
        }
    }

    @Test
    void aUserWhoIsGoneSharesNothing() throws StoreException, IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(Sharers.FILE), "ghost\n../x\n.y\n");
        try (MaildirStore store = MaildirStore.open(directory, false, InstantSource.system())) {
            assertEquals(Set.of(), store.sharers());
            assertFalse(Files.exists(directory.resolve("ghost")));
        }
    }
}
