package org.pennypost.server.moving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.Mails;

/** What was exported and imported again is what it was: mailboxes, octets, flags, keywords, dates, order. */
class RoundTripTest {
    private static final String[] LINES = {
        "",
        "",
        "text",
        "From here",
        "From MAILER-DAEMON Thu Nov 26 02:00:00 2026",
        ">From here",
        ">>From ",
        "From ",
        "From",
        ">",
        "X-Pennypost-Octets: 7",
        "Status: RO",
        "X-Status: AF",
        "X-Keywords: forged",
        "X-IMAP: 1",
        "Content-Length: 5",
        "Date: Sat, 1 Jan 2000 00:00:00 +0000",
        " folded",
        "\r",
        "ends with\r",
        "Gr\u00fc\u00dfe",
        "x".repeat(70_000)
    };

    @Property(tries = 60)
    void importOfExportIsTheSame(@ForAll long seed, @ForAll Form form) throws IOException, StoreException {
        SplittableRandom random = new SplittableRandom(seed);
        Path directory = Files.createTempDirectory("round-trip");
        try (MemoryStore store = new MemoryStore()) {
            Account before = store.account("before");
            for (String name : List.of("INBOX", "Sent", "Work/a.b \\ & Gr\u00fc\u00dfe", "INBOX/Sub", "Empty")) {
                fill(before, MailboxName.of(name), random);
            }
            Path files = directory.resolve("mail");
            List<String> notices = new ArrayList<>();
            Exporting export = new Exporting(before, report(notices));
            export.run(files, form, Optional.empty());
            Account after = store.account("after");
            Importing importing = new Importing(after, MailboxName.INBOX, report(notices));
            importing.run(files, Optional.empty());
            assertEquals(List.of(), notices);
            assertEquals(export.messages(), importing.messages());
            assertEquals(content(before), content(after));
            assertSubscribed(after);
        } finally {
            delete(directory);
        }
    }

    private static void fill(Account account, MailboxName name, SplittableRandom random) throws StoreException {
        if (!name.isInbox()
                && account.mailboxes().stream().noneMatch(entry -> entry.name().equals(name))) {
            account.create(name, Set.of());
        }
        int messages = name.path().equals("Empty") ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < messages; i++) {
            try (Draft draft = Mails.draft(account, text(random))) {
                Instant date = Instant.ofEpochSecond(random.nextLong(2_000_000_000L));
                account.mailbox(name).append(List.of(new NewMessage(draft, flags(random), date)));
            }
        }
    }

    private static Flags flags(SplittableRandom random) {
        List<Flag> flags = new ArrayList<>();
        Flag.SYSTEM.stream().filter(flag -> random.nextBoolean()).forEach(flags::add);
        for (int i = random.nextInt(3); i > 0; i--) {
            flags.add(Flag.of("$Word" + random.nextInt(40)));
        }
        return Flags.of(flags);
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(LINES[random.nextInt(LINES.length)]).append("\r\n");
        }
        return text.append(random.nextInt(4) == 0 ? "no end of line" : "").toString();
    }

    private static Map<String, List<String>> content(Account account) throws StoreException {
        Map<String, List<String>> all = new TreeMap<>();
        for (MailboxEntry entry : account.mailboxes()) {
            Mailbox mailbox = account.mailbox(entry.name());
            Picture picture = mailbox.refresh();
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < picture.size(); i++) {
                messages.add(picture.flags(i) + " " + picture.internalDate(i) + " "
                        + Mails.text(mailbox, picture.uid(i))
                                .replace("x".repeat(70_000), "(long)")
                                .replace("\r", "\\r"));
            }
            all.put(entry.name().path(), messages);
        }
        return all;
    }

    private static void assertSubscribed(Account account) throws StoreException {
        for (MailboxEntry entry : account.mailboxes()) {
            assertTrue(entry.subscribed() || entry.name().path().equals("Work"), () -> entry.name() + " is subscribed");
        }
    }

    static MovingReport report(List<String> notices) {
        return new MovingReport() {
            @Override
            public void progress(String what, long done, long total) {
                assertTrue(done <= total, what);
            }

            @Override
            public void notice(String line) {
                notices.add(line);
            }
        };
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static Path write(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.ISO_8859_1);
    }
}
