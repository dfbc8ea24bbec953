package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.config.Role;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsSource.CertificateFiles;

/**
 * There and back through a Postfix of its own, which takes mail for postfix.example and gives all of it back to us. It has
 * to be installed, and root has to ask.
 */
class PostfixTest {
    private static final Path DAEMONS = Path.of("/usr/lib/postfix/sbin");

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path directory;

    private Names names;
    private int port;
    private Path home;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/postfix")) && Files.exists(DAEMONS), "Postfix is not installed");
        assumeTrue("root".equals(System.getProperty("user.name")), "Postfix starts for root only");
        names = new Names()
                .with("postfix.example", "MX 10 mx.postfix.example")
                .with("mx.postfix.example", "A 127.0.0.1");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort(); // Postfix cannot choose one itself
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (names != null) {
            names.close();
        }
        if (home != null) {
            run("/usr/sbin/postfix", "-c", home.resolve("conf").toString(), "stop");
            run("rm", "-r", home.toString());
        }
    }

    @Test
    void mailGoesThereAndComesBackAndSoDoesAReport() throws Exception {
        try (Office office = open()) {
            startPostfix(office.port(Role.SMTP), "smtp_tls_security_level = may");
            QueueId id = office.submit(" ENVID=there", " NOTIFY=SUCCESS,FAILURE", "anna@postfix.example");
            office.until(id, "delivered to <anna@postfix.example> by mx.postfix.example: 250 2.0.0 Ok");
            String back = office.mail("How are you?"); // its report, which may be here first, has its header only
            assertTrue(back.contains("by mx.postfix.example (Postfix)"), back);
            ParsedReport success = ParsedReport.of(office.mail("Subject: Delivered mail"));
            assertEquals("there", success.message("Original-Envelope-Id"), "it has travelled through Postfix");
            office.submit("", "", "nobody@postfix.example");
            String report = office.mail("Undelivered Mail Returned to Sender");
            assertTrue(report.contains("550 5.1.1"), report);
        }
    }

    @Test
    void mailGoesThereAndComesBackOverTlsWhereItIsOffered() throws Exception {
        try (Office office = open()) {
            startPostfix(office.port(Role.SMTP), "smtp_tls_security_level = may", withCertificate("may"));
            QueueId id = office.submit("", "", "anna@postfix.example");
            office.until(id, "by mx.postfix.example: 250 2.0.0 Ok");
            overTlsBothWays(office.mail("by mx.postfix.example (Postfix)"));
        }
    }

    // RFC 7672 §3.1.1
    @Test
    void mailGoesThereAndComesBackWhereBothRequireTls() throws Exception {
        String encrypted = withCertificate("encrypt");
        X509Certificate certificate = CertificateStore.certificates(
                        CertificateStore.serverFiles(directory.resolve("tls")).certificate())
                .get(0);
        byte[] key = MessageDigest.getInstance("SHA-256")
                .digest(certificate.getPublicKey().getEncoded());
        names.with("postfix.example", "MX 10 mx.postfix.example", "SECURE")
                .with("mx.postfix.example", "A 127.0.0.1", "SECURE")
                .with(
                        "_" + port + "._tcp.mx.postfix.example",
                        "TLSA 3 1 1 " + HexFormat.of().formatHex(key),
                        "SECURE");
        try (Office office = open("dnssec = validated")) {
            startPostfix(office.port(Role.SMTP), "smtp_tls_security_level = encrypt", encrypted);
            QueueId id = office.submit("", "", "anna@postfix.example");
            office.until(id, "by mx.postfix.example: 250 2.0.0 Ok");
            overTlsBothWays(office.mail("by mx.postfix.example (Postfix)"));
        }
    }

    /** smtp-sink knows no TLS. */
    @Test
    void theSinkOfPostfixTakesAll() throws Exception {
        Process sink = new ProcessBuilder("/usr/sbin/smtp-sink", "-u", "postfix", "127.0.0.1:" + port, "100")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sink").toFile())
                .start();
        Office.await(this::isOpen, () -> "the sink does not open");
        try (Office office = Office.open(directory, "", "host = 127.0.0.1", "tls = off", "port = " + port)) {
            List<QueueId> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sent.add(office.submit("", "", "anna@sink.example", "tim@sink.example"));
            }
            for (QueueId id : sent) {
                office.until(id, "delivered to <tim@sink.example> by 127.0.0.1: 250 ");
            }
        } finally {
            sink.destroy();
        }
    }

    private boolean isOpen() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private Office open(String... settings) throws Exception {
        return Office.open(
                directory,
                "",
                "name-server = 127.0.0.1:" + names.port() + "\nport = " + port + "\n" + String.join("\n", settings));
    }

    private static void overTlsBothWays(String mail) {
        assertTrue(mail.matches("(?s).*by mail.example.org [^;]*with ESMTPS .*"), mail);
        assertTrue(mail.matches("(?s).*by mx.postfix.example \\(Postfix\\) with ESMTPS .*"), mail);
    }

    private String withCertificate(String level) throws Exception {
        Path tls = directory.resolve("tls");
        CertificateStore.open(tls, List.of("mx.postfix.example"), Clock.systemUTC());
        CertificateFiles files = CertificateStore.serverFiles(tls);
        return "smtpd_tls_security_level = " + level + "\nsmtpd_tls_cert_file = " + files.certificate()
                + "\nsmtpd_tls_key_file = " + files.key();
    }

    private void startPostfix(int back, String... settings) throws Exception {
        home = Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), "postfix" + port));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String part : new String[] {"conf", "queue", "data"}) {
            Files.createDirectory(home.resolve(part));
        }
        run("chown", "postfix", home.resolve("data").toString());
        Files.writeString(
                home.resolve("conf/main.cf"), """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                command_directory = /usr/sbin
                daemon_directory = %2$s
                mail_owner = postfix
                setgid_group = postdrop
                myhostname = mx.postfix.example
                mydestination =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                relay_domains = postfix.example
                alias_maps =
                alias_database =
                recipient_canonical_maps = inline:{ { anna@postfix.example = anna@example.org }, { nobody@postfix.example = nobody@example.org } }
                smtpd_relay_restrictions = permit_mynetworks, reject
                mynetworks = 127.0.0.0/8
                relayhost = [127.0.0.1]:%3$d
                maillog_file = %1$s/log
                maillog_file_prefixes = %1$s
                """.formatted(home, DAEMONS, back) + String.join("\n", settings) + "\n");
        Files.writeString(home.resolve("conf/master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                smtp unix - - n - - smtp
                relay unix - - n - - smtp
                error unix - - n - - error
                retry unix - - n - - error
                scache unix - - n - 1 scache
                tlsmgr unix - - n 1000? 1 tlsmgr
                proxymap unix - - n - - proxymap
                anvil unix - - n - 1 anvil
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port));
        assertEquals(0, run("/usr/sbin/postfix", "-c", home.resolve("conf").toString(), "start"));
    }

    private int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        return process.exitValue();
    }
}
