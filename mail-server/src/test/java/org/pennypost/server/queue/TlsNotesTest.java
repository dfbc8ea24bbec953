package org.pennypost.server.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.config.Role;

/** What branch.example hears of its TLS although its mail arrives. */
class TlsNotesTest {
    @TempDir
    Path directory;

    private Names names;
    private Office there;

    @BeforeEach
    void start() throws Exception {
        names = new Names()
                .with("branch.example", "MX 10 mail.branch.example", "SECURE")
                .with("mail.branch.example", "A 127.0.0.1", "SECURE")
                .with("_smtp._tls.branch.example", "TXT \"v=TLSRPTv1; rua=mailto:tls@branch.example\"")
                .with("example.org", "FAILS");
        there = Office.of(
                "branch.example",
                Files.createDirectory(directory.resolve("other")),
                "",
                "name-server = 127.0.0.1:" + names.port());
    }

    @AfterEach
    void stop() {
        there.close();
        names.close();
    }

    // RFC 8460 §4.3.2.1; RFC 6698 §4.1
    @Test
    void thatNoneOfItsTlsaRecordsIsOfUse() throws Exception {
        names.with("_" + there.port(Role.SMTP) + "._tcp.mail.branch.example", "TLSA 3 1 1 ABCD", "SECURE");
        assertNoted("dnssec = validated", "tlsa-invalid\tmail.branch.example\t127.0.0.1\t127.0.0.1\t");
    }

    // RFC 8460 §4.3.2.2
    @Test
    void thatNobodyVouchesForTheWebServerOfItsPolicy() throws Exception {
        names.with("_mta-sts.branch.example", "TXT \"v=STSv1; id=1;\"");
        try (PolicyHost web = new PolicyHost(directory.resolve("web"), "mta-sts.branch.example")) {
            web.says("version: STSv1\nmode: enforce\nmx: mail.branch.example\nmax_age: 86400\n");
            Path another = directory.resolve("other/d/tls/ca.pem");
            assertNoted("authorities = " + another, "sts-webpki-invalid\t\t\t\t");
        }
    }

    private void assertNoted(String setting, String note) throws Exception {
        try (Office here = Office.open(
                directory,
                "",
                "name-server = 127.0.0.1:" + names.port() + "\nport = " + there.port(Role.SMTP) + "\n" + setting)) {
            here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
            Path log =
                    directory.resolve("d/queue/tls-reports/" + LocalDate.now(ZoneOffset.UTC) + "/branch.example.log");
            Office.await(
                    () -> Files.exists(log) && Files.readString(log).startsWith(note),
                    () -> "noted is " + (Files.exists(log) ? Files.readString(log) : "nothing"));
        }
    }
}
