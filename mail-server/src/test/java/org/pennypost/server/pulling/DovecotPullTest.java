package org.pennypost.server.pulling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Mails;
import org.pennypost.server.moving.MovingReport;

/** An account of Dovecot with a prefix and dots, as those that came from Courier have. Where it is installed, by root. */
class DovecotPullTest {
    private static final Path DOVECOT = Path.of("/usr/sbin/dovecot");

    @TempDir
    Path directory;

    @Test
    void anAccountOfDovecotComesWhole() throws Exception {
        assumeTrue(Files.isExecutable(DOVECOT), "Dovecot is not installed");
        assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "Dovecot starts by root only");
        int port = freePort();
        Path configuration = configure(port);
        Process dovecot = new ProcessBuilder(DOVECOT.toString(), "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        try (MemoryStore here = new MemoryStore()) {
            fill(port, dovecot);
            Account anna = here.account("anna");
            Pulling run = new Pulling(anna, MailboxName.INBOX, new Quiet());
            Origin origin = new Origin(false, "localhost", port, "tim");
            run.run(origin, Password.of("tanstaaf"), SSLContext.getDefault(), directory.resolve("state"));
            assertEquals(2, run.messages());
            Mailbox inbox = anna.mailbox(MailboxName.INBOX);
            assertEquals("Subject: one\r\n\r\nx\r\n", Mails.text(inbox, 1));
            assertEquals(Flags.of(Flag.SEEN, Flag.of("$Work")), inbox.refresh().flags(0));
            assertEquals("1996-07-17T09:44:25Z", inbox.picture().internalDate(0).toString());
            MailboxName deep = MailboxName.of("Gr\u00fc\u00dfe/More");
            assertEquals(1, anna.mailbox(deep).refresh().size());
            assertTrue(anna.mailboxes().stream().anyMatch(entry -> entry.name().equals(deep) && entry.subscribed()));
        } finally {
            dovecot.destroy();
            assertTrue(dovecot.waitFor(30, TimeUnit.SECONDS));
        }
    }

    private void fill(int port, Process dovecot) throws IOException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.getOutputStream()
                        .write(String.join(
                                        "\r\n",
                                        "a LOGIN tim tanstaaf",
                                        "b APPEND INBOX (\\Seen $Work) \"17-Jul-1996 02:44:25 -0700\" {19+}",
                                        "Subject: one\r\n\r\nx\r\n",
                                        "c CREATE INBOX.Gr&APwA3w-e.More",
                                        "d SUBSCRIBE INBOX.Gr&APwA3w-e.More",
                                        "e APPEND INBOX.Gr&APwA3w-e.More {3+}",
                                        "abc",
                                        "f LOGOUT",
                                        "")
                                .getBytes(StandardCharsets.US_ASCII));
                String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(said.contains("e OK") && said.contains("d OK") && said.contains("b OK"), said);
                return;
            } catch (IOException notYet) {
                boolean gone = !dovecot.isAlive() || System.nanoTime() > patience;
                assertTrue(!gone, () -> "Dovecot does not start: " + notYet);
                Thread.onSpinWait();
            }
        }
    }

    private Path configure(int port) throws IOException {
        Path state = Files.createDirectory(directory.resolve("state-of-dovecot"));
        Files.createDirectory(directory.resolve("home"));
        for (Path open = directory; open != null; open = open.getParent()) {
            if (Files.isWritable(open) && open.startsWith(Path.of("/tmp")) && !open.equals(Path.of("/tmp"))) {
                open.toFile().setExecutable(true, false);
                open.toFile().setReadable(true, false);
            }
        }
        Files.setAttribute(directory.resolve("home"), "unix:uid", 65534);
        Files.writeString(directory.resolve("users"), "tim:{PLAIN}tanstaaf\n");
        return Files.write(
                directory.resolve("dovecot.conf"),
                List.of(
                        "protocols = imap",
                        "listen = 127.0.0.1",
                        "base_dir = " + state,
                        "state_dir = " + state,
                        "log_path = " + directory.resolve("log"),
                        "ssl = no",
                        "disable_plaintext_auth = no",
                        "default_internal_user = nobody",
                        "default_login_user = nobody",
                        "default_internal_group = nogroup",
                        "first_valid_uid = 1",
                        "mail_location = maildir:" + directory.resolve("home/Maildir"),
                        "namespace inbox {\n  inbox = yes\n  separator = .\n  prefix = INBOX.\n}",
                        "passdb {\n  driver = passwd-file\n  args = " + directory.resolve("users") + "\n}",
                        "userdb {\n  driver = static\n  args = uid=65534 gid=65534 home=" + directory.resolve("home")
                                + "\n}",
                        "service imap-login {\n  chroot =\n  inet_listener imap {\n    port = " + port
                                + "\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static final class Quiet implements MovingReport {
        @Override
        public void progress(String what, long done, long total) {
            assertTrue(done <= total, what);
        }

        @Override
        public void notice(String line) {
            throw new AssertionError(line);
        }
    }
}
