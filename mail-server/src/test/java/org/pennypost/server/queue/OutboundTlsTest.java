package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.config.Role;
import org.pennypost.tls.CertificateStore;

/** Mail to branch.example, whose host mail.branch.example has TLS, and what the domain says of it. */
class OutboundTlsTest {
    private static final String WRONG = "0".repeat(64);

    @TempDir
    Path directory;

    private Names names;
    private Office there;
    private Path tls;

    @BeforeEach
    void start() throws Exception {
        names = new Names()
                .with("branch.example", "MX 10 mail.branch.example", "SECURE")
                .with("mail.branch.example", "A 127.0.0.1", "SECURE")
                .with("example.org", "FAILS");
        there = Office.of(
                "branch.example",
                Files.createDirectory(directory.resolve("other")),
                "",
                "name-server = 127.0.0.1:" + names.port());
        tls = directory.resolve("other/d/tls");
    }

    @AfterEach
    void stop() {
        there.close();
        names.close();
    }

    // RFC 7672 §3.1.1
    @Test
    void daneTakesTheKeyThatTheDnsNamesAndNoOther() throws Exception {
        try (Office here = open("dnssec = validated")) {
            tlsa("TLSA 3 1 1 " + sha256(server().getPublicKey().getEncoded()), "SECURE");
            here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
            assertTrue(there.mail("Subject: hello").contains("with ESMTPS"));
        }
        try (Office here = open("dnssec = validated")) {
            tlsa("TLSA 3 1 1 " + WRONG, "SECURE");
            QueueId id = here.submit("", "", "anna@branch.example");
            here.until(id, "not yet delivered to <anna@branch.example>");
            assertTrue(here.story(id).toString().contains("no certificate that its TLSA records name"));
        }
    }

    // RFC 7672 §3.1.2, §3.2.2
    @Test
    void daneTakesTheAuthorityThatTheDnsNamesIfTheNameIsRight() throws Exception {
        X509Certificate authority =
                CertificateStore.certificates(tls.resolve("ca.pem")).get(0);
        tlsa("TLSA 2 0 1 " + sha256(authority.getEncoded()), "SECURE");
        try (Office here = open("dnssec = validated")) {
            here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
            names.with("else.example", "MX 10 mx.else.example", "SECURE")
                    .with("mx.else.example", "A 127.0.0.1", "SECURE")
                    .with(
                            "_" + there.port(Role.SMTP) + "._tcp.mx.else.example",
                            "TLSA 2 0 1 " + sha256(authority.getEncoded()),
                            "SECURE");
            QueueId id = here.submit("", "", "anna@else.example");
            here.until(id, "its certificate is for");
        }
    }

    // RFC 7672 §2.1.2, §2.2.1: what cannot be known is not taken for nothing
    @Test
    void tlsaRecordsThatCannotBeHadStopMailAndThoseThatAreNotSecureDoNot() throws Exception {
        tlsa("FAILS");
        try (Office here = open("dnssec = validated")) {
            QueueId id = here.submit("", "", "anna@branch.example");
            here.until(id, "the DNS does not know now about _");
        }
        try (Office here = open("dnssec = validated")) {
            tlsa("TLSA 3 1 1 " + WRONG);
            here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
            tlsa("TLSA 1 1 1 " + WRONG, "SECURE"); // RFC 7672 §3.1.3: of no use, but it says that there is TLS
            here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
        }
        names.asked().clear();
        try (Office here = open("dnssec = off")) {
            tlsa("TLSA 3 1 1 " + WRONG, "SECURE");
            here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
            assertTrue(names.asked().stream().noneMatch(question -> question.endsWith(" TLSA")));
        }
    }

    // RFC 7672 §2.2.3: a host that has TLSA records has TLS
    @Test
    void aServerWithTlsaRecordsAndWithoutTlsGetsNothing() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                Office here = open(remote.port(), "dnssec = validated")) {
            names.with("_" + remote.port() + "._tcp.mail.branch.example", "TLSA 1 0 1 " + WRONG, "SECURE");
            QueueId id = here.submit("", "", "anna@branch.example");
            here.until(id, "the server offers no TLS");
            assertFalse(remote.hasMessage());
            names.with("_" + remote.port() + "._tcp.mail.branch.example", "SECURE");
            here.submit("", "", "anna@[127.0.0.1]");
            assertTrue(remote.message().contains("Subject: hello"));
        }
    }

    // RFC 8461 §3.3, §4, §5: enforce, testing, and a policy that is kept
    @Test
    void aPolicyIsFetchedKeptAndEnforced() throws Exception {
        try (PolicyHost web = new PolicyHost(directory.resolve("web"), "mta-sts.branch.example")) {
            names.with("_mta-sts.branch.example", "TXT \"v=STSv1; id=1;\"");
            web.says(policy("enforce", "*.branch.example"));
            try (Office here = open("authorities = " + trusted(web))) {
                here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
                names.with("_mta-sts.branch.example", "FAILS");
                here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
                assertEquals(1, web.fetched(), "it is kept");
                web.says(policy("enforce", "mx.branch.example"));
                names.with("_mta-sts.branch.example", "TXT \"v=STSv1; id=2;\"");
                QueueId id = here.submit("", "", "anna@branch.example");
                here.until(id, "is not a host of branch.example by its policy");
            }
            names.with("_mta-sts.branch.example", "TXT \"v=STSv1; id=3;\"");
            web.says(policy("testing", "mx.branch.example"));
            try (Office here = open("authorities = " + trusted(web))) {
                here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
                assertTrue(web.fetched() >= 3, "the new one is fetched");
            }
        }
    }

    // RFC 8461 §4.2
    @Test
    void aHostWhoseCertificateNobodyVouchesForGetsNothingUnderAPolicy() throws Exception {
        try (PolicyHost web = new PolicyHost(directory.resolve("web"), "mta-sts.branch.example")) {
            names.with("_mta-sts.branch.example", "TXT \"v=STSv1; id=1;\"")
                    .with("_smtp._tls.branch.example", "TXT \"v=TLSRPTv1; rua=mailto:tls@branch.example\"");
            web.says(policy("enforce", "mail.branch.example"));
            try (Office here = open("authorities = " + web.authority())) {
                QueueId id = here.submit("", "", "anna@branch.example");
                here.until(id, "not yet delivered to <anna@branch.example>");
                Path log = directory.resolve(
                        "d/queue/tls-reports/" + LocalDate.now(ZoneOffset.UTC) + "/branch.example.log");
                Office.await(() -> Files.exists(log), () -> "nothing is noted");
                String line = Files.readString(log);
                assertTrue(line.startsWith("certificate-not-trusted\tmail.branch.example\t127.0.0.1\t127.0.0.1"), line);
                assertTrue(line.contains("\"policy-type\": \"sts\""), line);
            }
        }
    }

    // RFC 8461 §3.2, §3.3: without a policy mail goes as before
    @Test
    void whatIsNoPolicyStopsNothing() throws Exception {
        try (PolicyHost web = new PolicyHost(directory.resolve("web"), "mta-sts.branch.example");
                Office here = open("authorities = " + web.authority())) {
            int id = 0;
            String good = policy("enforce", "mx.branch.example");
            for (Runnable fault : List.<Runnable>of(
                    () -> web.says(404, "text/plain", good),
                    () -> web.says(302, "text/plain", good),
                    () -> web.says(200, "text/html", good),
                    () -> web.says(good + "x".repeat(70_000)),
                    () -> web.says(good.replace("enforce", "force")),
                    () -> web.says(good.replace("max_age", "age")))) {
                fault.run();
                names.with("_mta-sts.branch.example", "TXT \"v=STSv1; id=" + ++id + ";\"");
                for (int i = 0; i < 10 && web.fetched() < id; i++) { // one may go over a line that is open still
                    here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
                }
            }
            assertEquals(id, web.fetched());
            here.until(here.submit("", "", "anna@branch.example"), "by mail.branch.example: 250");
            assertEquals(id, web.fetched(), "not again so soon");
        }
    }

    // RFC8689-2-f RFC8689-2-g RFC8689-4.2.1-a RFC8689-4.2.1-b RFC8689-4.2.1-d RFC8689-4.2.1-h RFC8689-4.2.1-i
    // RFC8689-4.2.1-j RFC8689-4.2.1-k RFC8689-5-c RFC8689-5-d
    @Test
    void whatRequiresTlsGoesToProvenHostsOnlyAndComesBackOtherwise() throws Exception {
        tlsa("TLSA 3 1 1 " + sha256(server().getPublicKey().getEncoded()), "SECURE");
        try (Office here = open("dnssec = validated")) {
            here.until(here.submitSecurely(" REQUIRETLS", "anna@branch.example"), "by mail.branch.example: 250");
            names.with("branch.example", "MX 10 mail.branch.example");
            here.submitSecurely(" REQUIRETLS RET=FULL", "anna@branch.example");
            ParsedReport report = ParsedReport.of(here.mail("Subject: Undelivered mail"));
            assertEquals("5.7.10", report.recipient(0, "Status"));
            assertFalse(report.returned().contains("How are you?"), "RFC 8689 §5: the header is enough");
        }
    }

    // RFC8689-4.2.1-g
    @Test
    void whatRequiresTlsIsTriedAtTheNextHostWhereOneHasNone() throws Exception {
        tlsa("TLSA 3 1 1 " + sha256(server().getPublicKey().getEncoded()), "SECURE");
        try (Remote plain = new Remote("127.0.0.2", there.port(Role.SMTP), UnaryOperator.identity());
                Office here = open("dnssec = validated")) {
            names.with("branch.example", "MX 5 plain.example", "MX 10 mail.branch.example", "SECURE")
                    .with("plain.example", "A 127.0.0.2", "SECURE");
            here.until(here.submitSecurely(" REQUIRETLS", "anna@branch.example"), "by mail.branch.example: 250");
            assertFalse(plain.hasMessage());
            assertTrue(plain.commands().contains("QUIT"), () -> "" + plain.commands());
            here.submit("", "", "anna@branch.example");
            assertTrue(plain.message().contains("Subject: hello"), "others go there");
        }
    }

    // RFC8689-5-a RFC8689-5-b
    @Test
    void aReportOnWhatRequiredTlsComesBack() throws Exception {
        tlsa("TLSA 3 1 1 " + sha256(server().getPublicKey().getEncoded()), "SECURE");
        try (Office here = open("dnssec = validated")) {
            QueueId id = here.submitSecurely(" REQUIRETLS", "nobody@branch.example", "anna@branch.example");
            here.until(id, "refused for <nobody@branch.example>");
            here.until(id, "told the sender in ");
            assertTrue(here.mail("Subject: Undelivered mail").contains("nobody@branch.example"));
        }
    }

    // RFC8689-3-b RFC8689-3-c RFC8689-4.2.2-a
    @Test
    void whatDoesNotRequireTlsGoesWhateverThePolicySays() throws Exception {
        tlsa("TLSA 3 1 1 " + WRONG, "SECURE");
        try (Office here = open("dnssec = validated")) {
            QueueId id = here.submitWith("TLS-Required: No", "anna@branch.example");
            here.until(id, "by mail.branch.example: 250");
        }
    }

    private String policy(String mode, String host) {
        return "version: STSv1\r\nmode: " + mode + "\r\nmx: " + host + "\r\nmax_age: 86400\r\n";
    }

    /** The authorities of both. */
    private Path trusted(PolicyHost web) throws Exception {
        Path file = directory.resolve("trusted.pem");
        Files.writeString(file, Files.readString(web.authority()) + Files.readString(tls.resolve("ca.pem")));
        return file;
    }

    private void tlsa(String... values) {
        names.with("_" + there.port(Role.SMTP) + "._tcp.mail.branch.example", values);
    }

    private X509Certificate server() throws Exception {
        return CertificateStore.certificates(tls.resolve("server.pem")).get(0);
    }

    private Office open(String... more) throws Exception {
        return open(there.port(Role.SMTP), more);
    }

    private Office open(int port, String... more) throws Exception {
        return Office.open(
                directory,
                "",
                "name-server = 127.0.0.1:" + names.port() + "\nport = " + port + "\n" + String.join("\n", more));
    }

    private static String sha256(byte[] octets) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }
}
