package org.pennypost.server.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pennypost.server.imap.ServedImap.Way;

/** OfflineIMAP, where it is installed, keeps a Maildir and the server alike in both directions. */
class OfflineImapTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void synchronisesBothWays(Way way) throws Exception {
        Optional<Path> program = Programs.find("offlineimap");
        assumeTrue(program.isPresent(), "offlineimap is not installed");
        try (ServedImap site = ServedImap.start(directory);
                Store store = site.connect(Way.CLEAR)) {
            configure(site, way);
            Folder work = store.getFolder("Work/Entwürfe");
            assertTrue(work.create(Folder.HOLDS_MESSAGES));
            work.appendMessages(new Message[] {message("there")});
            Folder inbox = store.getFolder("INBOX");
            inbox.appendMessages(new Message[] {message("one"), message("two")});
            run(program.get());
            assertEquals(1, messages("Work.Entw&APw-rfe").size());
            List<Path> local = messages("INBOX");
            assertEquals(2, local.size());
            for (Path file : local) {
                if (Files.readString(file).contains("Subject: one")) {
                    Files.delete(file);
                }
            }
            Files.write(directory.resolve("mail/INBOX/new/1.here.localhost"), text("three"));
            run(program.get());
            inbox.open(Folder.READ_WRITE);
            assertEquals(2, inbox.getMessageCount());
            assertEquals("two", inbox.getMessage(1).getSubject());
            assertEquals("three", inbox.getMessage(2).getSubject());
            inbox.getMessage(1).setFlag(Flags.Flag.FLAGGED, true);
            inbox.close(false);
            run(program.get());
            assertEquals(
                    1,
                    messages("INBOX").stream()
                            .filter(file -> file.toString().matches(".*:2,[A-Z]*F[A-Z]*"))
                            .count());
        }
    }

    private void configure(ServedImap site, Way way) throws IOException {
        Files.write(
                directory.resolve("offlineimaprc"),
                List.of(
                        "[general]",
                        "accounts = here",
                        "metadata = " + directory.resolve("metadata"),
                        "socktimeout = 30",
                        "[Account here]",
                        "localrepository = local",
                        "remoterepository = remote",
                        "[Repository local]",
                        "type = Maildir",
                        "localfolders = " + directory.resolve("mail"),
                        "[Repository remote]",
                        "type = IMAP",
                        "remotehost = localhost",
                        "remoteport = " + site.port(way),
                        "remoteuser = " + ServedImap.USER,
                        "remotepass = " + ServedImap.PASSWORD,
                        "ssl = " + (way == Way.IMAPS ? "yes" : "no"),
                        "starttls = " + (way == Way.STARTTLS ? "yes" : "no"),
                        "sslcacertfile = " + site.authority()));
    }

    /**
     * The program reads on one thread and writes on another, which OpenSSL does not allow: if the session tickets of
     * TLS 1.3 come while it writes, it hangs. At Dovecot too, one or two of a hundred STARTTLS. TLS 1.2 has them in the
     * handshake.
     */
    private Path withoutTls13() throws IOException {
        return Files.write(
                directory.resolve("openssl.cnf"),
                List.of(
                        "openssl_conf = settings",
                        "[settings]",
                        "ssl_conf = ssl",
                        "[ssl]",
                        "system_default = tls",
                        "[tls]",
                        "MaxProtocol = TLSv1.2"));
    }

    private void run(Path program) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                program.toString(),
                "-o",
                "-u",
                "basic",
                "-c",
                directory.resolve("offlineimaprc").toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("OPENSSL_CONF", withoutTls13().toString());
        Path log = directory.resolve("log");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroy();
        String said = Files.readString(log);
        assertTrue(ended, said);
        assertEquals(0, process.exitValue(), said);
        assertTrue(!said.contains("ERROR"), said);
    }

    private List<Path> messages(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("mail").resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] text(String subject) {
        return ("From: tim@example.org\nSubject: " + subject + "\nMessage-ID: <" + subject + "@example.org>\n\nHello\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static MimeMessage message(String subject) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(text(subject)));
    }
}
