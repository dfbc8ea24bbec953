package org.pennypost.server.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.config.Role;

class TestMailServerTest {
    @Test
    void whatAProgramSendsIsReceivedAwaitedAndInTheInbox() throws Exception {
        try (TestMailServer server =
                TestMailServer.builder().user("tim", "tanstaaf").start()) {
            CompletableFuture<ReceivedMessage> awaited =
                    CompletableFuture.supplyAsync(() -> server.awaitMessageTo("Tim@localhost"));
            new Program(server).greet("tim@localhost");
            new Program(server).greet("somebody@far.example");
            assertEquals("Gr\u00fc\u00dfe", awaited.get().subject());
            assertEquals("Willkommen, sch\u00f6n!", awaited.get().text().strip());
            assertEquals("shop@example.org", awaited.get().sender());
            List<ReceivedMessage> both = server.awaitMessages(2);
            assertEquals(List.of("somebody@far.example"), both.get(1).recipients());
            assertEquals(1, server.inbox("tim").size());
            assertEquals(1, fetched(server, "imap", Role.IMAPS));
            assertEquals(1, fetched(server, "pop3", Role.POP3S));
            server.reset();
            assertEquals(List.of(), server.received());
            assertEquals(List.of(), server.inbox("tim"));
        }
    }

    @Test
    void whatDoesNotComeIsAFailureThatSaysWhatCame() {
        try (TestMailServer server =
                TestMailServer.builder().patience(Duration.ofMillis(20)).start()) {
            AssertionError failure = assertThrows(AssertionError.class, server::awaitMessage);
            assertEquals("no such message within 20 ms; received: []", failure.getMessage());
        }
    }

    @Test
    void failuresHappenAsOftenAsTheyAreProgrammed() throws Exception {
        try (TestMailServer server =
                TestMailServer.builder().user("tim", "tanstaaf").start()) {
            Program program = new Program(server);
            server.program(Failure.notNow("tim@localhost").times(2));
            assertEquals(450, refusal(program));
            assertEquals(450, refusal(program));
            program.greet("tim@localhost");
            server.program(Failure.mailboxFull("tim@localhost"));
            assertEquals(452, refusal(program));
            server.succeed().program(Failure.noSuchMailbox("tim@localhost"));
            assertEquals(550, refusal(program));
            program.greet("other@localhost");
            server.succeed().program(Failure.messageRefused().times(1));
            assertThrows(MessagingException.class, () -> program.greet("tim@localhost"));
            server.program(Failure.loginRefused("tim").times(1));
            assertThrows(MessagingException.class, () -> fetched(server, "imap", Role.IMAPS));
            assertEquals(1, fetched(server, "imap", Role.IMAPS));
            assertEquals(2, server.received().size());
        }
    }

    @Test
    void linesAreClosedAndAnswersAreLate() throws Exception {
        try (TestMailServer server =
                TestMailServer.builder().user("tim", "tanstaaf").start()) {
            Program program = new Program(server);
            server.program(Failure.closing(Moment.CONNECTION).times(1));
            assertThrows(MessagingException.class, () -> program.greet("tim@localhost"));
            server.program(Failure.closing(Moment.MESSAGE).times(1));
            assertThrows(MessagingException.class, () -> program.greet("tim@localhost"));
            assertEquals(List.of(), server.inbox("tim"));
            server.program(Failure.closing(Moment.KEPT).times(1));
            assertThrows(MessagingException.class, () -> program.greet("tim@localhost"));
            assertEquals(1, server.inbox("tim").size());
            server.program(
                    Failure.delaying(Moment.RECIPIENT, Duration.ofMillis(200)).times(1));
            server.program(
                    Failure.delaying(Moment.CONNECTION, Duration.ofMillis(200)).times(1));
            long start = System.nanoTime();
            program.greet("tim@localhost");
            assertTrue(System.nanoTime() - start >= 400_000_000L);
        }
    }

    @Test
    void mailIsKeptWhereWanted(@TempDir Path directory) throws Exception {
        try (TestMailServer server = TestMailServer.builder()
                .keepingMailIn(directory)
                .user("tim", "tanstaaf")
                .start()) {
            new Program(server).greet("tim@localhost");
            server.deliver("tim", "Subject: two\n\ntext\n");
        }
        try (TestMailServer server = TestMailServer.builder()
                .keepingMailIn(directory)
                .user("tim", "tanstaaf")
                .start()) {
            assertEquals("two", server.inbox("tim").get(1).subject());
            assertEquals(2, fetched(server, "imap", Role.IMAPS));
        }
    }

    @Test
    void mailForNobodyIsRefusedIfThatIsWanted() throws Exception {
        try (TestMailServer server = TestMailServer.builder()
                .knownRecipientsOnly()
                .user("tim@example.org", "tanstaaf")
                .start()) {
            new Program(server).greet("tim@example.org");
            assertThrows(MessagingException.class, () -> new Program(server).greet("tom@example.org"));
            assertEquals(1, server.inbox("tim@example.org").size());
        }
    }

    private static int refusal(Program program) {
        MessagingException failure = assertThrows(MessagingException.class, () -> program.greet("tim@localhost"));
        Throwable cause = failure;
        while (!(cause instanceof SMTPAddressFailedException)) {
            cause = ((MessagingException) cause).getNextException();
        }
        return ((SMTPAddressFailedException) cause).getReturnCode();
    }

    private static int fetched(TestMailServer server, String protocol, Role role) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail." + protocol + ".ssl.enable", "true");
        properties.put("mail." + protocol + ".ssl.socketFactory", server.trust().getSocketFactory());
        Session session = Session.getInstance(properties);
        try (Store store = session.getStore(protocol)) {
            store.connect("localhost", server.port(role), "tim", "tanstaaf");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            return inbox.getMessageCount();
        }
    }
}
