package org.pennypost.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.archive.Archive;
import org.pennypost.core.archive.ArchiveStore;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.SocketDriver;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.memory.MemoryContent;
import org.pennypost.core.memory.MemoryStore;

/** The examples of the module's README, compiled and run. */
class EmbeddingTest {
    @Test
    void oneConnectionIsServedOverASocket() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serveOne(port));
            try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
                client.getOutputStream()
                        .write("a LOGIN tim tanstaaf\r\nb LIST \"\" Sent\r\nc LOGOUT\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                assertTrue(answers.readLine().startsWith("* OK [CAPABILITY IMAP4rev2 "));
                assertTrue(answers.readLine().startsWith("a OK "));
                assertEquals("* LIST (\\HasNoChildren \\Sent) \"/\" Sent", answers.readLine());
                assertEquals("b OK LIST completed", answers.readLine());
                assertTrue(answers.readLine().startsWith("* BYE "));
                assertEquals("c OK LOGOUT completed", answers.readLine());
                assertEquals(-1, answers.read());
            }
            served.get();
        }
    }

    /** RFC 4978 §3: it is offered to every client, and streams can do it. */
    @Test
    void aClientMayCompress() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serveOne(port));
            try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
                client.getOutputStream()
                        .write("a LOGIN tim tanstaaf\r\nb COMPRESS DEFLATE\r\n".getBytes(StandardCharsets.US_ASCII));
                InputStream clear = client.getInputStream();
                assertTrue(line(clear).startsWith("* OK "));
                assertTrue(line(clear).startsWith("a OK "));
                assertEquals("b OK DEFLATE active from here", line(clear));
                OutputStream out = new DeflaterOutputStream(client.getOutputStream(), new Deflater(1, true), 512, true);
                InputStream in = new InflaterInputStream(clear, new Inflater(true));
                out.write("c STATUS INBOX (MESSAGES)\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                assertEquals("* STATUS INBOX (MESSAGES 0)", line(in));
                assertEquals("c OK STATUS completed", line(in));
            } // it just goes, which is no error
            served.get();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    @Test
    void readmeExampleServesAFolder(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("1.eml"), "Subject: one\n\nText\n");
        Files.writeString(folder.resolve("2.eml"), "Subject: two\r\n\r\nText\r\n");
        ExecutorService threads = Executors.newCachedThreadPool();
        ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try {
            CompletableFuture<Void> served =
                    CompletableFuture.runAsync(() -> serveFolder(folder, port, threads), threads);
            try (Socket client = new Socket(port.getInetAddress(), port.getLocalPort())) {
                client.getOutputStream()
                        .write(
                                ("a LOGIN tim tanstaaf\r\nb SELECT INBOX\r\nc FETCH 1:* (FLAGS RFC822.SIZE BODY[TEXT])\r\n"
                                                + "d LOGOUT\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                List<String> answers = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                        .lines()
                        .toList();
                assertTrue(answers.contains("* 2 EXISTS"), answers.toString());
                assertTrue(answers.contains("b OK [READ-ONLY] SELECT completed"), answers.toString());
                assertTrue(
                        answers.contains("* 1 FETCH (FLAGS (\\Seen) RFC822.SIZE 22 BODY[TEXT] {6}"),
                        answers.toString());
                assertTrue(
                        answers.contains("* 2 FETCH (FLAGS (\\Seen) RFC822.SIZE 22 BODY[TEXT] {6}"),
                        answers.toString());
            }
            port.close();
            served.get();
        } finally {
            port.close();
            threads.shutdown();
        }
    }

    static void serveOne(ServerSocket port) {
        MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
        Protocol imap = ImapServer.with(new MemoryStore(), users, Surroundings.of("mail.example"));
        try (Socket socket = port.accept()) {
            SocketDriver.serve(imap, "c1", socket);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static void serveFolder(Path folder, ServerSocket port, Executor threads) {
        try {
            // what the README shows: from here
            Archive files = new Folder(folder);
            MemoryAuthenticator users = new MemoryAuthenticator().user("tim", "tanstaaf");
            Surroundings world = Surroundings.of("mail.example");
            Protocol imap = ImapServer.with(ArchiveStore.with(user -> files), users, world);
            SocketDriver.serve(imap, port, threads);
            // to here
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    // what the README shows: from here
    static final class Folder implements Archive {
        private final List<Content> mails = new ArrayList<>();
        private final Picture inbox;

        Folder(Path folder) throws IOException {
            PictureEditor editor = Picture.empty("folder", 1).edit(); // an id and a UIDVALIDITY that stay the same
            long seen = FlagTable.SYSTEM.mask(Flag.SEEN); // since no client can mark what it has read
            try (Stream<Path> files = Files.list(folder).sorted()) {
                for (Path file : files.toList()) {
                    Instant date = Files.getLastModifiedTime(file).toInstant();
                    mails.add(MemoryContent.withCrlf(Files.readAllBytes(file)));
                    editor.append(seen, mails.get(mails.size() - 1).size(), date, date); // UIDs 1, 2 and so on
                }
            }
            inbox = editor.done();
        }

        public Set<MailboxName> mailboxes() {
            return Set.of(MailboxName.INBOX);
        }

        public Picture picture(MailboxName mailbox) {
            return inbox;
        }

        public Content content(MailboxName mailbox, long uid) {
            return mails.get((int) uid - 1);
        }
    }
    // to here
}
