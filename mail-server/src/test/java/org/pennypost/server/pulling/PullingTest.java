package org.pennypost.server.pulling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Mails;
import org.pennypost.server.MailServer;
import org.pennypost.server.MailServerBuilder;
import org.pennypost.server.config.Role;
import org.pennypost.server.moving.MovingReport;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsContext;

class PullingTest {
    private static final long MAX = Long.MAX_VALUE;

    @TempDir
    Path directory;

    private final MemoryStore there = new MemoryStore();
    private final MemoryStore here = new MemoryStore();
    private final List<String> notices = new ArrayList<>();
    private long changed;
    private MailServer server;
    private SSLContext trust;
    private Account source;
    private Account target;

    @BeforeEach
    void start() throws Exception {
        MailServerBuilder builder = MailServer.builder()
                .maildir(directory.resolve("there"))
                .store(there)
                .serving(Role.IMAP, Role.IMAPS)
                .user("old@user", "s3cret\u00df");
        server = builder.set("server", "domains", "localhost, user").start();
        trust = TlsContext.builder()
                .trusting(CertificateStore.certificates(server.authority().orElseThrow()))
                .build()
                .context();
        source = there.account("old@user");
        target = here.account("anna");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAccountComesWholeOverBothPorts() throws Exception {
        fill();
        assertEquals(4, pull(Role.IMAPS, "state"));
        assertEquals(Contents.of(source), Contents.of(target));
        assertEquals(List.of(), notices);
        Account second = here.account("second");
        target = second;
        assertEquals(4, pull(Role.IMAP, "other-state"));
        assertEquals(Contents.of(source), Contents.of(second));
    }

    @Test
    void onlyWhatIsNewComesTheNextTime() throws Exception {
        fill();
        pull(Role.IMAPS, "state");
        Mails.append(source, "Subject: five\r\n\r\nx\r\n", Flag.FLAGGED);
        assertEquals(1, pull(Role.IMAPS, "state"));
        assertEquals(0, pull(Role.IMAPS, "state"));
        assertEquals(Contents.of(source), Contents.of(target));
    }

    @Test
    void flagsThatChangeThereAreBroughtAndThoseThatChangeHereStay() throws Exception {
        fill();
        pull(Role.IMAPS, "state");
        Mailbox inbox = source.mailbox(MailboxName.INBOX);
        inbox.store(UidSet.of(1), new FlagChange(FlagChange.Mode.REPLACE, Flags.of(Flag.SEEN, Flag.FLAGGED)), MAX);
        Mailbox copy = target.mailbox(MailboxName.INBOX);
        copy.store(UidSet.of(1), new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.of("mine"))), MAX);
        copy.store(
                UidSet.builder().add(1, 2).build(), new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.ANSWERED)), MAX);
        assertEquals(0, pull(Role.IMAPS, "state"));
        assertEquals(Flags.of(Flag.SEEN, Flag.FLAGGED, Flag.ANSWERED, Flag.of("mine")), flags(copy, 0));
        assertEquals(Flags.of(Flag.ANSWERED), flags(copy, 1));
        assertEquals(1, changed);
        inbox.store(UidSet.of(2), new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN)), MAX);
        pull(Role.IMAP, "state");
        assertEquals(Flags.of(Flag.ANSWERED, Flag.SEEN), flags(copy, 1));
        assertEquals(1, changed);
        pull(Role.IMAPS, "state");
        assertEquals(0, changed);
    }

    @Test
    void whatIsDeletedThereStaysHere() throws Exception {
        fill();
        pull(Role.IMAPS, "state");
        source.mailbox(MailboxName.INBOX).expunge(UidSet.of(1), Mailbox.Expunging.ALL);
        assertEquals(0, pull(Role.IMAPS, "state"));
        assertEquals(2, target.mailbox(MailboxName.INBOX).refresh().size());
        target.mailbox(MailboxName.INBOX).expunge(UidSet.of(2), Mailbox.Expunging.ALL);
        assertEquals(0, pull(Role.IMAPS, "state"));
        assertEquals(1, target.mailbox(MailboxName.INBOX).refresh().size());
    }

    @Test
    void aRunThatWasCutShortIsTakenUpWithoutAMessageTwice() throws Exception {
        for (int i = 0; i < 230; i++) {
            add(MailboxName.INBOX, "Subject: " + i + "\r\n\r\nx\r\n", Instant.ofEpochSecond(1_000_000_000L + i % 7));
        }
        MovingReport dying = new Report() {
            @Override
            public void progress(String what, long done, long total) {
                if (done >= 100) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThrows(IllegalStateException.class, () -> pull(Role.IMAPS, "state", dying));
        assertEquals(100, target.mailbox(MailboxName.INBOX).refresh().size());
        Path state = directory.resolve("state");
        List<String> lines = Files.readAllLines(state);
        assertTrue(lines.get(lines.size() - 1).startsWith("done\tINBOX\t"), lines.toString());
        // killed after the messages were added and before that was noted, in the middle of a line
        Files.writeString(state, String.join("\n", lines.subList(0, lines.size() - 1)) + "\ndone\tINB");
        assertEquals(130, pull(Role.IMAPS, "state"));
        // killed after it was noted what would come and before it came
        target = here.account("late");
        lines = Files.readAllLines(state);
        Files.writeString(state, lines.get(0) + "\n");
        assertEquals(230, pull(Role.IMAPS, "state"));
        assertEquals(Contents.of(source), Contents.of(target));
    }

    @Test
    void whatIsToGoElsewhereGoesThere() throws Exception {
        fill();
        new Pulling(target, MailboxName.of("Old"), new Report()).run(origin(Role.IMAPS), secret(), trust, state("s"));
        List<String> names = Contents.names(target);
        assertTrue(names.contains("Old") && names.contains("Old/Gr\u00fc\u00dfe & more/x.y"), names.toString());
    }

    @Test
    void nobodyIsToldThePasswordWhoIsNotTheServer() throws Exception {
        SSLContext stranger = SSLContext.getDefault();
        assertThrows(
                SSLHandshakeException.class,
                () -> new Pulling(target, MailboxName.INBOX, new Report())
                        .run(origin(Role.IMAPS), secret(), stranger, state("s")));
        try (MailServer elsewhere = MailServer.builder()
                .tls(directory.resolve("there/tls"))
                .set("listen", "address", "127.0.0.2")
                .serving(Role.IMAPS)
                .start()) {
            int port = elsewhere.address(Role.IMAPS).orElseThrow().getPort();
            Origin misnamed = new Origin(true, "127.0.0.2", port, "old@user");
            IOException refused = assertThrows(
                    IOException.class,
                    () -> new Pulling(target, MailboxName.INBOX, new Report())
                            .run(misnamed, secret(), trust, state("s")));
            assertTrue(refused.getCause() instanceof CertificateException, refused::toString);
        }
    }

    @Test
    void aWrongPasswordIsSaidInTheServersWords() {
        IOException refused = assertThrows(
                IOException.class,
                () -> new Pulling(target, MailboxName.INBOX, new Report())
                        .run(origin(Role.IMAPS), Password.of("wrong"), trust, state("s")));
        assertTrue(refused.getMessage().startsWith("localhost says NO [AUTHENTICATIONFAILED]"), refused.getMessage());
    }

    @Test
    void originsAreReadFromUrls() {
        assertEquals(new Origin(true, "mail.example", 993, "a@b"), Origin.parse("imaps://a%40b@mail.example/"));
        assertEquals(new Origin(false, "mail.example", 1143, "a+b"), Origin.parse("imap://a+b@mail.example:1143"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Origin.parse("imaps://a:b@mail.example"))
                .getMessage()
                .contains("password"));
        assertThrows(IllegalArgumentException.class, () -> Origin.parse("imaps://mail.example"));
    }

    private static Flags flags(Mailbox mailbox, int row) throws Exception {
        return mailbox.refresh().flags(row);
    }

    private void fill() throws Exception {
        MailboxName strange = MailboxName.of("Gr\u00fc\u00dfe & more/x.y");
        source.create(strange, Set.of());
        source.create(MailboxName.of("Unsubscribed \"q\" \\"), Set.of());
        source.subscribe(strange);
        add(
                MailboxName.INBOX,
                "Subject: one\r\n\r\n" + "x".repeat(70_000) + "\r\n",
                Mails.DATE,
                Flag.SEEN,
                Flag.of("$Work"));
        add(MailboxName.INBOX, "", Instant.ofEpochSecond(1));
        add(MailboxName.of("Sent"), "Subject: a)b {3}\r\n\r\n\u00e4\r\n", Mails.DATE, Flag.ANSWERED, Flag.DELETED);
        add(strange, "Subject: deep\r\n\r\n", Mails.DATE, Flag.DRAFT, Flag.FLAGGED);
    }

    private void add(MailboxName name, String text, Instant date, Flag... flags) throws Exception {
        try (Draft draft = Mails.draft(source, text)) {
            source.mailbox(name).append(List.of(new NewMessage(draft, Flags.of(flags), date)));
        }
    }

    private long pull(Role role, String state) throws Exception {
        return pull(role, state, new Report());
    }

    private long pull(Role role, String state, MovingReport report) throws Exception {
        Pulling run = new Pulling(target, MailboxName.INBOX, report);
        run.run(origin(role), secret(), trust, state(state));
        changed = run.changed();
        return run.messages();
    }

    private Origin origin(Role role) {
        return new Origin(
                role == Role.IMAPS,
                "localhost",
                server.address(role).orElseThrow().getPort(),
                "old@user");
    }

    private Path state(String name) {
        return directory.resolve(name);
    }

    private static Password secret() {
        return Password.of("s3cret\u00df");
    }

    private class Report implements MovingReport {
        @Override
        public void progress(String what, long done, long total) {
            assertTrue(done <= total, what);
        }

        @Override
        public void notice(String line) {
            notices.add(line);
        }
    }
}
