package org.pennypost.imap.talk;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Right;
import org.pennypost.core.mailbox.Rights;
import org.pennypost.core.mailbox.ShareableMailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.core.testing.LoopbackDriver;
import org.pennypost.core.testing.Mails;
import org.pennypost.core.testing.Peers;
import org.pennypost.imap.ImapServer;
import org.pennypost.imap.syntax.AclCommand;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.MailboxCommand;
import org.pennypost.imap.syntax.MessageCommand;
import org.pennypost.imap.syntax.MetadataCommand;
import org.pennypost.imap.syntax.QuotaCommand;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.syntax.SequenceSet;
import org.pennypost.imap.syntax.SessionCommand;
import org.pennypost.imap.syntax.UrlAuthCommand;
import org.pennypost.imap.talk.Permissions.Row;
import org.pennypost.imap.talk.Permissions.Where;

/** Every command with and without the right that it needs: RFC 4314 §4. */
class PermissionsTest {
    private static final String BOX = "\"Other Users/alice/Box\"";
    private static final String TARGET = "\"Other Users/alice/Target\"";
    private static final Rights READ = Rights.parse("r");

    /** A command of each kind, with Box for the mailbox that it names or has selected, and Target for the other. */
    private static final Map<Class<?>, String> SAMPLES = Map.ofEntries(
            entry(MailboxCommand.Select.class, "SELECT " + BOX),
            entry(MailboxCommand.Examine.class, "EXAMINE " + BOX),
            entry(MailboxCommand.Create.class, "CREATE \"Other Users/alice/Target/New\""),
            entry(MailboxCommand.Delete.class, "DELETE " + BOX),
            entry(MailboxCommand.Rename.class, "RENAME " + BOX + " \"Other Users/alice/Target/Moved\""),
            entry(MailboxCommand.Subscribe.class, "SUBSCRIBE " + BOX),
            entry(MailboxCommand.Status.class, "STATUS " + BOX + " (MESSAGES)"),
            entry(MessageCommand.Append.class, "APPEND " + TARGET + " {1+}\r\nx"),
            entry(AclCommand.SetAcl.class, "SETACL " + BOX + " carol lr"),
            entry(AclCommand.DeleteAcl.class, "DELETEACL " + BOX + " carol"),
            entry(AclCommand.GetAcl.class, "GETACL " + BOX),
            entry(AclCommand.ListRights.class, "LISTRIGHTS " + BOX + " carol"),
            entry(AclCommand.MyRights.class, "MYRIGHTS " + BOX),
            entry(QuotaCommand.GetQuotaRoot.class, "GETQUOTAROOT " + BOX),
            entry(MetadataCommand.GetMetadata.class, "GETMETADATA " + BOX + " /shared/comment"),
            entry(MetadataCommand.SetMetadata.class, "SETMETADATA " + BOX + " (/shared/comment \"x\")"),
            entry(UrlAuthCommand.ResetKey.class, "RESETKEY " + BOX),
            entry(SearchCommand.UidBatches.class, "UIDBATCHES 500"),
            entry(MessageCommand.Expunge.class, "EXPUNGE"),
            entry(MessageCommand.UidExpunge.class, "UID EXPUNGE 1"),
            entry(SearchCommand.Search.class, "SEARCH ALL"),
            entry(SearchCommand.Sort.class, "SORT (DATE) UTF-8 ALL"),
            entry(SearchCommand.Thread.class, "UID THREAD REFERENCES UTF-8 ALL"),
            entry(MessageCommand.Fetch.class, "UID FETCH 1 BODY[]"),
            entry(MessageCommand.Store.class, "STORE 1 +FLAGS (\\Seen \\Flagged)"),
            entry(MessageCommand.Copy.class, "UID COPY 1 " + TARGET),
            entry(MessageCommand.Move.class, "MOVE 1 " + TARGET),
            entry(MessageCommand.Replace.class, "REPLACE 1 " + TARGET + " {1+}\r\nx"));

    /** Commands that need no right to a mailbox of others, and why. */
    private static final Map<Class<?>, String> FREE = Map.ofEntries(
            entry(SessionCommand.Capability.class, "of no mailbox"),
            entry(SessionCommand.Noop.class, "tells what the right to read lets it"),
            entry(SessionCommand.Logout.class, "of no mailbox"),
            entry(SessionCommand.Id.class, "of no mailbox"),
            entry(SessionCommand.Compress.class, "of no mailbox"),
            entry(SessionCommand.Language.class, "of no mailbox"),
            entry(SessionCommand.Comparator.class, "of no mailbox"),
            entry(
                    SearchCommand.MultiSearch.class,
                    "RFC 7377 §2.2: passes over what may not be searched and is never refused"),
            entry(SearchCommand.CancelUpdate.class, "of what could be searched"),
            entry(UrlAuthCommand.GenUrlAuth.class, "RFC 4467 §BASE.6.3.GENURLAUTH: only what may be read has a URL"),
            entry(UrlAuthCommand.UrlFetch.class, "RFC 4467 §BASE.6.3.URLFETCH: by the rights of the owner of the URL"),
            entry(SessionCommand.StartTls.class, "of no mailbox"),
            entry(SessionCommand.Authenticate.class, "of no mailbox"),
            entry(SessionCommand.Login.class, "of no mailbox"),
            entry(SessionCommand.Enable.class, "of no mailbox"),
            entry(SessionCommand.Unauthenticate.class, "of no mailbox"),
            entry(MailboxCommand.Unsubscribe.class, "RFC 4314 §4: none"),
            entry(MailboxCommand.ListMailboxes.class, "RFC 4314 §4: shows what may be seen and is never refused"),
            entry(MailboxCommand.Lsub.class, "RFC 4314 §4: the same"),
            entry(MailboxCommand.Namespace.class, "shows what may be seen"),
            entry(SessionCommand.Idle.class, "tells what the right to read lets it"),
            entry(SessionCommand.Notify.class, "watches what may be read"),
            entry(QuotaCommand.GetQuota.class, "RFC 9208 §6: none; whose it is decides"),
            entry(QuotaCommand.SetQuota.class, "for administrators"),
            entry(MailboxCommand.Check.class, "does nothing"),
            entry(MailboxCommand.Close.class, "RFC 4314 §4: never refused"),
            entry(MailboxCommand.Unselect.class, "never refused"));

    private final MemoryStore store = new MemoryStore();
    private final Account alice;

    PermissionsTest() throws StoreException {
        alice = store.account("alice");
        alice.create(MailboxName.of("Box"), Set.of());
        alice.create(MailboxName.of("Target"), Set.of());
        Mails.append(alice, alice.mailbox(MailboxName.of("Box")), "Subject: x\r\n\r\nx\r\n", Flag.DELETED);
    }

    // RFC4314-4-a
    @Test
    void everyCommandIsInTheTableOrSaysWhyNot() {
        Set<String> known = new TreeSet<>();
        Permissions.TABLE.forEach(row -> known.add(row.command().getSimpleName()));
        assertEquals(
                SAMPLES.keySet().stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new)),
                known);
        FREE.keySet().forEach(command -> assertTrue(known.add(command.getSimpleName()), "free and in the table"));
        Set<String> all =
                leaves(Command.class).stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, known);
    }

    // RFC4314-4-a
    @TestFactory
    Stream<DynamicTest> withoutTheRightTheCommandIsRefused() {
        return Permissions.TABLE.stream()
                .map(row -> dynamicTest(
                        row.command().getSimpleName() + " " + row.where() + " without "
                                + needed(row).letters(),
                        () -> new PermissionsTest().refused(row)));
    }

    @TestFactory
    Stream<DynamicTest> withThisRightOnlyItIsDone() {
        return SAMPLES.keySet().stream()
                .map(command -> dynamicTest(command.getSimpleName(), () -> new PermissionsTest().done(command)));
    }

    // RFC4314-4-x, RFC4314-4-b
    /** Whatever the rights are: what LIST, STATUS, SELECT and FETCH let through is what the rights say. */
    @Property(tries = 200)
    void nothingIsSeenWithoutTheRight(@ForAll int bits, @ForAll int negative) throws StoreException {
        PermissionsTest fresh = new PermissionsTest();
        Rights rights = rights(bits).without(rights(negative));
        fresh.box("Box").changeAccess(list -> list.with("bob", rights(bits)).with("-anyone", rights(negative)));
        Client bob = fresh.new Client();
        assertEquals(rights.contains(Right.LOOKUP), bob.say("LIST \"\" *").contains("alice/Box"));
        assertEquals(
                rights.contains(Right.READ),
                bob.say("STATUS " + BOX + " (MESSAGES)").contains("* STATUS"));
        String mine = bob.say("MYRIGHTS " + BOX);
        assertEquals(rights.containsAny(Rights.parse("lrikxa")), mine.contains("* MYRIGHTS"));
        assertTrue(!mine.contains("* MYRIGHTS") || mine.contains(BOX + " " + rights + "\r\n"), mine);
        boolean writes = rights.containsAny(Rights.parse("ieswt"));
        String selected = bob.say("SELECT " + BOX);
        assertEquals(rights.contains(Right.READ), selected.contains("1 EXISTS"));
        assertEquals(rights.contains(Right.READ) && writes, selected.contains("OK [READ-WRITE]"));
        if (rights.contains(Right.READ)) {
            bob.say("FETCH 1 BODY[]");
            bob.say("CLOSE");
            boolean there = fresh.mailbox("Box").refresh().size() == 1;
            assertEquals(!rights.contains(Right.EXPUNGE), there);
            if (there) {
                boolean seen = Mails.flags(fresh.mailbox("Box"), 1).contains(Flag.SEEN);
                assertEquals(rights.contains(Right.SEEN), seen);
            }
        }
    }

    private void refused(Row<?> row) throws StoreException {
        boolean onBox = row.where() == Where.MAILBOX || row.where() == Where.SELECTED;
        give("Box", Rights.ALL);
        give("Target", Rights.ALL);
        Client bob = new Client();
        if (isOfSelected(row.command())) {
            assertTrue(bob.say("SELECT " + BOX).contains("OK [READ-WRITE]"));
        }
        give(onBox ? "Box" : "Target", Rights.ALL.without(needed(row)));
        Map<String, Integer> before = sizes();
        String answer = bob.say(SAMPLES.get(row.command()));
        assertTrue(answer.contains("a NO [") || answer.contains("* BYE"), answer);
        assertTrue(!answer.contains("FETCH"), answer);
        assertEquals(before, sizes());
    }

    private void done(Class<?> command) throws StoreException {
        Rights onBox = isOfSelected(command) ? READ : Rights.NONE;
        Rights onTarget = Rights.NONE;
        for (Row<?> row : Permissions.TABLE) {
            if (row.command() == command) {
                Rights one = first(needed(row));
                boolean box = row.where() == Where.MAILBOX || row.where() == Where.SELECTED;
                onBox = box ? onBox.with(one) : onBox;
                onTarget = box ? onTarget : onTarget.with(one);
            }
        }
        give("Box", onBox);
        give("Target", onTarget);
        Client bob = new Client();
        if (isOfSelected(command)) {
            assertTrue(bob.say("SELECT " + BOX).contains("a OK"));
        }
        String answer = bob.say(SAMPLES.get(command));
        assertTrue(answer.contains("a OK "), answer);
    }

    private static boolean isOfSelected(Class<?> command) {
        return Permissions.TABLE.stream().anyMatch(row -> row.command() == command && row.where() == Where.SELECTED);
    }

    private static Rights needed(Row<?> row) {
        FlagChange flags = new FlagChange(FlagChange.Mode.ADD, Flags.of(Flag.SEEN, Flag.FLAGGED));
        return row.needed(
                row.command() == MessageCommand.Store.class
                        ? new MessageCommand.Store(
                                false, SequenceSet.range(1, 1), flags, false, MessageCommand.Store.ALWAYS)
                        : null);
    }

    private static Rights first(Rights rights) {
        for (Right right : Right.values()) {
            if (rights.contains(right)) {
                return Rights.of(right);
            }
        }
        throw new AssertionError("a row without a right");
    }

    private static Rights rights(int bits) {
        Rights rights = Rights.NONE;
        for (Right right : Right.values()) {
            rights = (bits & 1 << right.ordinal()) != 0 ? rights.with(Rights.of(right)) : rights;
        }
        return rights;
    }

    private static Set<Class<?>> leaves(Class<?> sealed) {
        Set<Class<?>> leaves = new HashSet<>();
        for (Class<?> one : sealed.getPermittedSubclasses()) {
            leaves.addAll(one.isSealed() ? leaves(one) : Set.of(one));
        }
        return leaves;
    }

    private void give(String name, Rights rights) throws StoreException {
        box(name).changeAccess(list -> list.with("bob", rights));
    }

    private ShareableMailbox box(String name) throws StoreException {
        return (ShareableMailbox) mailbox(name);
    }

    private Mailbox mailbox(String name) throws StoreException {
        return alice.mailbox(MailboxName.of(name));
    }

    private Map<String, Integer> sizes() throws StoreException {
        return Map.of(
                "Box",
                mailbox("Box").refresh().size(),
                "Target",
                mailbox("Target").refresh().size());
    }

    /** Bob's connection. */
    private final class Client {
        private final LoopbackDriver driver = new LoopbackDriver(
                ImapServer.with(
                        store,
                        new MemoryAuthenticator().user("bob", "secret"),
                        new Surroundings("mail.example", Instant::now, octets -> {})),
                Peers.local());

        Client() {
            driver.pump();
            assertTrue(say("LOGIN bob secret").contains("a OK"));
        }

        /** What the server says to a command. */
        String say(String command) {
            driver.takeSent();
            driver.receive(ByteBuffer.wrap(("a " + command + "\r\n").getBytes(StandardCharsets.UTF_8)));
            return new String(driver.takeSent(), StandardCharsets.UTF_8);
        }
    }
}
