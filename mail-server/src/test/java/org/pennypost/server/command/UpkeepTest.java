package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.MailStoreProvider;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Maintenance;
import org.pennypost.core.testing.Mails;

class UpkeepTest {
    @TempDir
    Path directory;

    /** Its user may rename it while it is read, or before its turn. */
    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void aMailboxThatGoesMeanwhileIsToldAndTheOthersAreFilled(String gone) throws Exception {
        List<String> findings = new ArrayList<>();
        Path maildir = directory.resolve("anna/Maildir");
        try (MailStore server = store()) {
            for (String name : List.of("A", "B", "C")) {
                MailboxName mailbox = MailboxName.of(name);
                server.account("anna").create(mailbox, Set.of());
                Mails.append(
                        server.account("anna"), server.account("anna").mailbox(mailbox), "Subject: one\r\n\r\nx\r\n");
                Mails.append(
                        server.account("anna"), server.account("anna").mailbox(mailbox), "Subject: two\r\n\r\nx\r\n");
            }
        }
        try (MailStore tool = store()) {
            Upkeep.Reindex.rebuild(tool, "anna", new Maintenance.Report() {
                @Override
                public void progress(MailboxName mailbox, long done, long total) {
                    if (done == 1 && mailbox.path().equals("A")) {
                        moved(maildir.resolve("." + gone));
                    }
                }

                @Override
                public void finding(Maintenance.Finding finding) {
                    findings.add(finding.mailbox() + " " + finding.what());
                }
            });
        }
        assertEquals(List.of(gone + " was deleted or renamed meanwhile"), findings);
        assertTrue(Files.exists(maildir.resolve(".C/pennypost-cache-imap-fetch")));
    }

    private static void moved(Path mailbox) {
        try {
            Files.move(mailbox, mailbox.resolveSibling(".Z"));
        } catch (IOException trouble) {
            throw new AssertionError(trouble);
        }
    }

    private MailStore store() throws Exception {
        return ServiceLoader.load(MailStoreProvider.class)
                .findFirst()
                .orElseThrow()
                .open(directory, Map.of());
    }
}
