package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.testing.Mails;

/** One tree, used by Dovecot and us in turn and at once. Runs where Dovecot is installed, by root. */
class DovecotTest {
    private static final Path DOVEADM = Path.of("/usr/bin/doveadm");
    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    private Tree tree;
    private Path configuration;

    @BeforeEach
    void configure() throws IOException {
        assumeTrue(Files.isExecutable(DOVEADM), "Dovecot is not installed");
        assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "Dovecot's user can be chosen by root only");
        tree = new Tree(Files.createDirectory(directory.resolve("mail")));
        Path state = Files.createDirectory(directory.resolve("state"));
        configuration = directory.resolve("dovecot.conf");
        Files.writeString(
                configuration,
                String.join(
                        "\n",
                        "mail_location = maildir:" + tree.maildir(),
                        "mail_uid = " + NOBODY,
                        "mail_gid = " + NOBODY,
                        "log_path = " + state.resolve("log"),
                        "base_dir = " + state,
                        "state_dir = " + state,
                        "ssl = no",
                        "namespace inbox {\n  inbox = yes\n  separator = /\n}",
                        "userdb {\n  driver = static\n  args = uid=65534 gid=65534 home=" + state + "\n}",
                        ""));
        give();
    }

    @Test
    void treeOfOursIsTheSameForDovecot() throws IOException, StoreException, InterruptedException {
        long validity;
        try (MailStore store = tree.open()) {
            Mails.append(Tree.alice(store), "Subject: one\r\n\r\n1\r\n", Flag.SEEN, Flag.of("$Work"));
            Mails.append(Tree.alice(store), "Subject: two\r\n\r\n2\r\n");
            Mails.append(Tree.alice(store), "Subject: three\r\n\r\n3\r\n", Flag.FLAGGED, Flag.of("other"));
            Tree.inbox(store).expunge(UidSet.of(2), Mailbox.Expunging.ALL);
            Tree.alice(store).create(MailboxName.of("Gr\u00fc\u00dfe/More"), Set.of());
            Tree.alice(store).subscribe(MailboxName.of("Gr\u00fc\u00dfe/More"));
            validity = Tree.inbox(store).picture().uidValidity();
        }
        assertEquals(
                List.of("1 \\Seen $Work", "3 \\Flagged other"),
                fields("fetch", "uid flags", "mailbox", "INBOX", "ALL"));
        String status = doveadm("mailbox", "status", "uidvalidity uidnext messages", "INBOX");
        assertEquals("INBOX messages=2 uidnext=4 uidvalidity=" + validity, status.strip());
        assertTrue(doveadm("mailbox", "list", "-s", "*").contains("Gr\u00fc\u00dfe/More"));
    }

    @Test
    void treeOfDovecotIsTheSameForUs() throws IOException, StoreException, InterruptedException {
        tree.make();
        give();
        for (int i = 1; i <= 4; i++) {
            save("Subject: " + i + "\n\nbody\n");
        }
        doveadm("flags", "add", "\\Seen $Junk", "mailbox", "INBOX", "uid", "2");
        doveadm("expunge", "mailbox", "INBOX", "uid", "3");
        doveadm("mailbox", "create", "-s", "Gr\u00fc\u00dfe/More");
        String status = doveadm("mailbox", "status", "uidvalidity", "INBOX").strip();
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            assertEquals(List.of(1L, 2L, 4L), Mails.uids(inbox.picture()));
            assertEquals(Flags.of(Flag.SEEN, Flag.of("$Junk")), Mails.flags(inbox, 2));
            assertEquals("INBOX uidvalidity=" + inbox.picture().uidValidity(), status);
            assertEquals("Subject: 4\r\n\r\nbody\r\n", Mails.text(inbox, 4));
            assertTrue(Tree.alice(store).mailboxes().stream()
                    .anyMatch(entry -> entry.name().path().equals("Gr\u00fc\u00dfe/More") && entry.subscribed()));
            assertEquals(5, Mails.append(Tree.alice(store), "ours\r\n"));
        }
    }

    @Test
    void bothWorkOnTheTreeAtOnce() throws IOException, StoreException, InterruptedException {
        try (MailStore store = tree.open()) {
            Mailbox inbox = Tree.inbox(store);
            for (int i = 0; i < 5; i++) {
                Mails.append(Tree.alice(store), "ours " + i + "\r\n");
                give();
                save("theirs " + i + "\n");
                doveadm("flags", "add", "\\Answered", "mailbox", "INBOX", "uid", String.valueOf(2 * i + 1));
                inbox.refresh();
            }
            assertEquals(10, inbox.refresh().size());
            Map<String, String> ours = new TreeMap<>();
            for (long uid : Mails.uids(inbox.picture())) {
                ours.put(String.valueOf(uid), Mails.flags(inbox, uid).toString());
            }
            Map<String, String> theirs = new TreeMap<>();
            for (String line : fields("fetch", "uid flags", "mailbox", "INBOX", "ALL")) {
                String[] parts = line.split(" ", 2);
                theirs.put(parts[0], parts.length == 2 ? parts[1] : "");
            }
            assertEquals(ours, theirs);
            assertEquals(
                    5, theirs.values().stream().filter("\\Answered"::equals).count());
        }
    }

    @Test
    void accessListsAreTheSameForBoth() throws IOException, StoreException, InterruptedException {
        Files.writeString(
                configuration, "\nmail_plugins = acl\nplugin {\n  acl = vfile\n}\n", StandardOpenOption.APPEND);
        try (MailStore store = tree.open()) {
            sent(store)
                    .changeAccess(list -> list.with("bob", Rights.parse("lrswit"))
                            .with("two words", Rights.parse("lr"))
                            .with("-anyone", Rights.parse("e"))
                            .with("authenticated", Rights.parse("l")));
        }
        String told = doveadm("-f", "tab", "acl", "get", "Sent");
        assertTrue(told.contains("user=bob\t\tinsert lookup read write write-deleted write-seen"), told);
        assertTrue(told.contains("user=two words\t\tlookup read"), told);
        assertTrue(told.contains("authenticated\t\tlookup"), told);
        assertTrue(told.contains("anyone\t\t-expunge"), told);
        doveadm("acl", "set", "Sent", "user=carol", "lookup", "read", "admin");
        doveadm("acl", "delete", "Sent", "user=bob");
        try (MailStore store = tree.open()) {
            assertEquals(
                    Map.of(
                            "carol", Rights.parse("lra"),
                            "two words", Rights.parse("lr"),
                            "-anyone", Rights.parse("e"),
                            "authenticated", Rights.parse("l")),
                    sent(store).refreshAccess().entries());
        }
    }

    private static ShareableMailbox sent(MailStore store) throws StoreException {
        return (ShareableMailbox) Tree.alice(store).mailbox(MailboxName.of("Sent"));
    }

    /** What doveadm's fetch tells, a line for each message. */
    private List<String> fields(String... arguments) throws IOException, InterruptedException {
        List<String> messages = new ArrayList<>();
        String uid = "";
        for (String line : doveadm(arguments).lines().toList()) {
            String value = line.substring(line.indexOf(':') + 1)
                    .replace("\\Recent", "")
                    .strip();
            if (line.startsWith("uid:")) {
                uid = value;
            } else if (line.startsWith("flags:")) {
                messages.add((uid + " " + value).strip());
            }
        }
        return messages;
    }

    private void save(String text) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("message"), text);
        run(ProcessBuilder.Redirect.from(file.toFile()), List.of("save", "-m", "INBOX"));
    }

    private String doveadm(String... arguments) throws IOException, InterruptedException {
        give();
        return run(ProcessBuilder.Redirect.PIPE, List.of(arguments));
    }

    private String run(ProcessBuilder.Redirect input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(DOVEADM.toString(), "-c", configuration.toString()));
        command.addAll(arguments);
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(input)
                .redirectOutput(output.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().put("USER", "nobody");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "doveadm ends");
        assertEquals(0, process.exitValue(), () -> command + ": " + errors());
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private String errors() {
        try {
            return Files.readString(directory.resolve("errors"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    /** Dovecot does not work as root: the tree is nobody's, and the way to it is open. */
    private void give() throws IOException {
        for (Path above = directory; above.getNameCount() > 1; above = above.getParent()) {
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(path -> !path.equals(directory)).toList()) {
                Files.setAttribute(file, "unix:uid", NOBODY);
                Files.setAttribute(file, "unix:gid", NOBODY);
            }
        }
    }
}
