package org.pennypost.server.testing;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.MailboxEntry;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.server.MailServer;
import org.pennypost.server.config.Role;

/**
 * A running mail server for a test. It takes mail for every address, sends none of it on, and says what came.
 *
 * <pre>{@code
 * try (TestMailServer server = TestMailServer.start()) {
 *     program.sendTo(server.host(), server.port(Role.SMTP));
 *     assertEquals("Welcome", server.awaitMessage().subject());
 * }
 * }</pre>
 *
 * <p>A user {@code tim} has the address {@code tim@localhost}; a user {@code tim@example.org} has that one. What comes
 * for a user is in his INBOX too, for POP and IMAP. Thread-safe.
 */
public final class TestMailServer implements AutoCloseable {
    private final MemoryAuthenticator logins;
    private final TestAddresses addresses;
    private final MailStore store;
    private final Arrived arrived;
    private final Failures failures;
    private final MailServer server;
    private final Duration patience;

    TestMailServer(TestMailServerBuilder parts, MailStore store, MailServer server) {
        this.logins = parts.logins;
        this.addresses = parts.addresses;
        this.arrived = parts.arrived;
        this.failures = parts.failures;
        this.patience = parts.patience;
        this.store = store;
        this.server = server;
    }

    /** One with all protocols, mail in memory and no users. */
    public static TestMailServer start() {
        return builder().start();
    }

    /** Begins one that is set up in another way. */
    public static TestMailServerBuilder builder() {
        return new TestMailServerBuilder();
    }

    /** Where it listens. */
    public String host() {
        return "127.0.0.1";
    }

    /**
     * The port of a protocol.
     *
     * @throws IllegalStateException if it is not served
     */
    public int port(Role role) {
        return server.address(role)
                .map(InetSocketAddress::getPort)
                .orElseThrow(() -> new IllegalStateException(role + " is not served"));
    }

    /** The server itself. */
    public MailServer server() {
        return server;
    }

    /** TLS for clients that trust this server. Its certificate is for {@code localhost}. */
    public SSLContext trust() {
        return TestAuthority.trust();
    }

    /** Adds a user, or gives him another password. */
    public TestMailServer user(String name, String password) {
        addresses.add(name);
        logins.user(name, password);
        return this;
    }

    /** All that was received, in the order in which it was kept. */
    public List<ReceivedMessage> received() {
        return arrived.all();
    }

    /**
     * The first message, as soon as there is one.
     *
     * @throws AssertionError if there is none in time
     */
    public ReceivedMessage awaitMessage() {
        return awaitMessage(message -> true);
    }

    /** The first message to this address. */
    public ReceivedMessage awaitMessageTo(String address) {
        String wanted = address.toLowerCase(Locale.ROOT);
        return awaitMessage(message -> message.recipients().stream()
                .anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(wanted)));
    }

    /** The first message that is like this. */
    public ReceivedMessage awaitMessage(Predicate<? super ReceivedMessage> which) {
        return arrived.await(
                "such message", patience, all -> all.stream().filter(which).findFirst());
    }

    /** So many messages, or more if there are. */
    public List<ReceivedMessage> awaitMessages(int count) {
        return arrived.await(
                count + " messages", patience, all -> all.size() >= count ? Optional.of(all) : Optional.empty());
    }

    /** What is in a user's INBOX now. */
    public List<TestMessage> inbox(String user) {
        return mailbox(user, "INBOX");
    }

    /** What is in a mailbox of a user now; nothing if there is no such mailbox. */
    public List<TestMessage> mailbox(String user, String name) {
        return inStore(() -> {
            Account account = store.account(user);
            boolean exists = account.mailboxes().stream()
                    .anyMatch(entry -> entry.selectable() && entry.name().equals(MailboxName.of(name)));
            return exists ? contents(account.mailbox(MailboxName.of(name))) : List.of();
        });
    }

    /** Puts a message into a user's INBOX, for a program that fetches; lines may end with LF. */
    public TestMailServer deliver(String user, String message) {
        return inStore(() -> {
            byte[] octets = message.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            Account account = store.account(user);
            try (Draft draft = account.draft()) {
                draft.write(ByteBuffer.wrap(octets));
                account.mailbox(MailboxName.INBOX).append(List.of(new NewMessage(draft, Flags.NONE, Instant.now())));
            }
            return this;
        });
    }

    /** From now on this goes wrong, besides what else is programmed. */
    public TestMailServer program(Failure failure) {
        failures.add(failure);
        return this;
    }

    /** Nothing goes wrong any more. */
    public TestMailServer succeed() {
        failures.clear();
        return this;
    }

    /** As it was at first: no failures, nothing received, empty mailboxes. The users stay. */
    public TestMailServer reset() {
        failures.clear();
        arrived.clear();
        return inStore(() -> {
            for (String user : addresses.all()) {
                Account account = store.account(user);
                for (MailboxEntry entry : account.mailboxes()) {
                    if (entry.selectable()) {
                        account.mailbox(entry.name()).expunge(UidSet.ALL, Mailbox.Expunging.ALL);
                    }
                }
            }
            return this;
        });
    }

    /** Stops it. */
    @Override
    public void close() {
        server.close();
        inStore(() -> {
            store.close();
            return this;
        });
    }

    private static List<TestMessage> contents(Mailbox mailbox) throws StoreException {
        Picture picture = mailbox.refresh();
        List<TestMessage> messages = new ArrayList<>();
        for (int i = 0; i < picture.size(); i++) {
            Content content = mailbox.content(picture.uid(i));
            ByteBuffer octets = ByteBuffer.allocate(Math.toIntExact(content.size()));
            try (Content.Reader reader = content.open()) {
                reader.read(0, octets);
            }
            messages.add(TestMessage.of(octets.array()));
        }
        return List.copyOf(messages);
    }

    private interface Work<T> {
        T run() throws StoreException;
    }

    /** What a store cannot do is no matter of the program under test. */
    private static <T> T inStore(Work<T> work) {
        try {
            return work.run();
        } catch (StoreException e) {
            throw new IllegalStateException("the test server's store failed", e);
        }
    }
}
