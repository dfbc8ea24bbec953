package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.evidence.Checkpoint;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.Audit;
import org.pennypost.tls.evidence.BuiltInAuthority;
import org.pennypost.tls.evidence.SignedHead;

/** What leaves a whole server so that others hold it to its log: heads by mail, and hashes to a time-stamp authority. */
class OutsideEvidenceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void makeUsers() throws IOException {
        data = Files.createDirectory(directory.resolve("d"));
        Files.writeString(data.resolve("users"), "tim:{PLAIN}tanstaaf\nann:{PLAIN}secret\n");
    }

    @Test
    void signedHeadsAreMailedOnceAnInterval() throws Exception {
        Configuration configuration = configuration("checkpoints-to = ann@localhost, gone@localhost");
        Path box = data.resolve("mail/ann/Maildir/new");
        try (MailServer server = MailServer.start(configuration)) {
            send(server);
            await(() -> !files(box).isEmpty());
        }
        String mail = Files.readString(files(box).get(0), StandardCharsets.UTF_8);
        assertTrue(mail.contains("Auto-Submitted: auto-generated\r\n"), mail);
        byte[] head = attached(mail, "application/pkcs7-mime");
        String text = new String(attached(mail, "text/plain"), StandardCharsets.UTF_8);
        SignedHead signed = SignedHead.verified(head, EvidenceKeys.authority(Evidence.keys(data)));
        assertTrue(signed.head().size() > 0);
        assertTrue(text.contains("root: " + signed.head().root()), text);
        assertEquals(
                Files.readString(Evidence.keys(data).resolve("authority.pem")).strip(),
                new String(attached(mail, "application/x-pem-file"), StandardCharsets.US_ASCII).strip());
        OpensslCommand.assumeInstalled();
        Files.write(directory.resolve("head.p7m"), head);
        Files.write(directory.resolve("authority.pem"), attached(mail, "application/x-pem-file"));
        Files.write(directory.resolve("head.tsr"), attached(mail, "application/timestamp-reply"));
        String cms = "cms -verify -inform DER -in head.p7m -CAfile authority.pem";
        assertTrue(OpensslCommand.run(directory, "", cms).contains("Verification successful"));
        String ts = "ts -verify -data head.p7m -in head.tsr -CAfile authority.pem";
        assertTrue(OpensslCommand.run(directory, "", ts).contains("Verification: OK"));
        try (MailServer server = MailServer.start(configuration)) {
            send(server);
            assertTrue(Checkpoint.make(data)); // the keeper has looked
            assertTrue(Checkpoint.make(data));
            assertEquals(1, files(box).size());
        }
    }

    @Test
    void aTimeStampAuthorityThatHangsDelaysStampsAndNothingElse() throws Exception {
        EvidenceKeys elsewhere =
                EvidenceKeys.in(directory.resolve("tsa"), "tsa.example", "tsa@tsa.example", Instant.now());
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer authority = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authority.setExecutor(threads);
        authority.createContext("/", exchange -> {
            byte[] request = exchange.getRequestBody().readAllBytes();
            asked.countDown();
            awaitQuietly(answers);
            byte[] stamp =
                    BuiltInAuthority.with(elsewhere, InstantSource.system()).answer(request);
            exchange.sendResponseHeaders(200, stamp.length);
            exchange.getResponseBody().write(stamp);
            exchange.close();
        });
        authority.start();
        try (MailServer server = MailServer.start(configuration(
                "stamp-authority = http://127.0.0.1:" + authority.getAddress().getPort() + "/",
                "stamp-certificates = tsa/authority.pem"))) {
            send(server);
            assertTrue(Checkpoint.make(data));
            asked.await();
            send(server);
            assertTrue(Checkpoint.make(data), "signed while the authority is waited for");
            Audit unstamped = audit(elsewhere);
            assertEquals(List.of(), unstamped.faults());
            assertEquals(0, unstamped.stamps());
            assertTrue(unstamped.heads() > 1);
            answers.countDown();
            await(() -> audit(elsewhere).stamps() > 0);
        } finally {
            answers.countDown();
            authority.stop(0);
            threads.shutdownNow();
        }
    }

    private Audit audit(EvidenceKeys elsewhere) throws Exception {
        return Audit.of(
                Evidence.directory(data), EvidenceKeys.authority(Evidence.keys(data)), List.of(elsewhere.authority()));
    }

    private Configuration configuration(String... evidence) throws Exception {
        Path file = Files.writeString(
                directory.resolve("my.conf"), "[server]\ndata = d\n[evidence]\n" + String.join("\n", evidence) + "\n");
        return Configuration.read(file).withFreePorts();
    }

    private static byte[] attached(String mail, String type) {
        String part = mail.substring(mail.indexOf("\r\nContent-Type: " + type));
        String body = part.substring(part.indexOf("\r\n\r\n") + 4);
        return Base64.getMimeDecoder().decode(body.substring(0, body.indexOf("\r\n--")));
    }

    private static List<Path> files(Path box) throws IOException {
        try (Stream<Path> files = Files.isDirectory(box) ? Files.list(box) : Stream.empty()) {
            return files.toList();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) {
        assertTimeoutPreemptively(LONG, () -> {
            while (!condition.holds()) {
                LockSupport.parkNanos(10_000_000);
            }
        });
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
    }

    private static void send(MailServer server) throws IOException {
        InetSocketAddress to = server.address(Role.SMTP).orElseThrow();
        try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
            String lines = "HELO me.example\r\nMAIL FROM:<>\r\nRCPT TO:<tim@localhost>\r\nDATA\r\n"
                    + "Subject: well\r\n\r\nhello\r\n.\r\nQUIT\r\n";
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(said.contains("250 2.6.0"), said);
        }
    }
}
