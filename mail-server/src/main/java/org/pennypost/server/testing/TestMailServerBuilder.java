package org.pennypost.server.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.delivery.StoreDelivery;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.memory.MemoryStore;
import org.pennypost.server.MailServer;
import org.pennypost.server.MailServerBuilder;
import org.pennypost.server.StartFailure;
import org.pennypost.server.Stores;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Role;
import org.pennypost.smtp.SenderPolicy;

/** Sets up a {@link TestMailServer}. Good for one; confined to one thread. */
public final class TestMailServerBuilder {
    final MemoryAuthenticator logins = new MemoryAuthenticator();
    final TestAddresses addresses = new TestAddresses();
    final Arrived arrived = new Arrived();
    final Failures failures = new Failures();
    Duration patience = Duration.ofSeconds(10);

    private final MailServerBuilder server = MailServer.builder();
    private Optional<Path> kept = Optional.empty();
    private boolean strict;

    /** A test logs in wrongly as often as it likes. */
    TestMailServerBuilder() {
        set("login", "failure-delay", "0");
        set("login", "failures-per-address", "1000000");
        set("login", "failures-per-account", "1000000");
    }

    /** Adds a user, see {@link TestMailServer#user}. */
    public TestMailServerBuilder user(String name, String password) {
        addresses.add(name);
        logins.user(name, password);
        return this;
    }

    /** Serves these protocols only. */
    public TestMailServerBuilder serving(Role... roles) {
        server.serving(roles);
        return this;
    }

    /** Serves one on a port that the program under test cannot be told otherwise. */
    public TestMailServerBuilder port(Role role, int port) {
        server.port(role, port);
        return this;
    }

    /** Keeps mail as Maildir below a directory, where the next one finds it. Users must be added again. */
    public TestMailServerBuilder keepingMailIn(Path directory) {
        kept = Optional.of(directory);
        return this;
    }

    /** Refuses mail for addresses that no user has. */
    public TestMailServerBuilder knownRecipientsOnly() {
        strict = true;
        return this;
    }

    /** How long a message is waited for; at first ten seconds. */
    public TestMailServerBuilder patience(Duration longest) {
        patience = longest;
        return this;
    }

    /** Any setting of the server's configuration file. */
    public TestMailServerBuilder set(String section, String key, String value) {
        server.set(section, key, value);
        return this;
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if that is not possible; the message says why
     */
    public TestMailServer start() {
        try {
            MailStore store = kept.isPresent() ? maildir(kept.get()) : new MemoryStore();
            StoreDelivery inside = StoreDelivery.into(store, addresses);
            return new TestMailServer(
                    this,
                    store,
                    server.store(store)
                            .tls(TestAuthority.directory())
                            .authenticator(new FailingLogins(logins, failures))
                            .senders(SenderPolicy.ANY)
                            .delivery(new TestDelivery(inside, addresses, arrived, failures, strict))
                            .around((role, protocol) -> new FailingProtocol(protocol, failures))
                            .start());
        } catch (StartFailure e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static MailStore maildir(Path directory) throws StartFailure {
        try {
            return Stores.open(Configuration.of(List.of("[store]", "kind = maildir"), directory)
                    .withData(directory));
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
