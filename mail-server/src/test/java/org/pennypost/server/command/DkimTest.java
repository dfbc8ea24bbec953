package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.ExitStatus;

class DkimTest {
    @TempDir
    Path directory;

    @Test
    void showPrintsTheRecordsOfEachDomain() throws Exception {
        Files.writeString(directory.resolve("my.conf"), "[server]\ndata = d\ndomains = example.org, bücher.example\n");
        try (Child child = Child.start(directory, "dkim", "show", "--config", "my.conf")) {
            String said = child.rest();
            assertEquals(ExitStatus.OK, child.status(), said);
            List<String> lines = said.lines().toList();
            assertEquals(4, lines.size(), said);
            assertTrue(lines.get(0).startsWith("pennypost._domainkey.example.org. IN TXT \"v=DKIM1; k=rsa; p="), said);
            assertTrue(lines.get(3).startsWith("pennypost-ed25519._domainkey.xn--bcher-kva.example. IN TXT"), said);
        }
    }

    @Test
    void showSaysThatNothingIsSigned() throws Exception {
        Files.writeString(directory.resolve("my.conf"), "[server]\ndata = d\n[authentication]\nsign = off\n");
        try (Child child = Child.start(directory, "dkim", "show", "--config", "my.conf")) {
            assertTrue(child.rest().contains("sign = on"));
            assertEquals(ExitStatus.FAILED, child.status());
        }
    }
}
