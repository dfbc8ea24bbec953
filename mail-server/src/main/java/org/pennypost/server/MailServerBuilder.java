package org.pennypost.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Role;
import org.pennypost.smtp.SenderPolicy;
import org.pennypost.tls.CertificateStore;
import org.pennypost.tls.TlsSource.CertificateFiles;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Sets up a {@link MailServer} within another program: all protocols on free ports of 127.0.0.1 over mail in memory,
 * until something else is said.
 *
 * <pre>{@code
 * try (MailServer server = MailServer.builder().user("tim", "tanstaaf").serving(Role.SMTP, Role.IMAP).start()) {
 *     InetSocketAddress imap = server.address(Role.IMAP).orElseThrow();
 * }
 * }</pre>
 *
 * <p>Confined to one thread. Each {@link #start} starts one more server.
 */
public final class MailServerBuilder {
    private static final String LOOPBACK = "127.0.0.1";

    private final Map<String, Map<String, String>> settings = new TreeMap<>();
    private final Map<String, String> users = new LinkedHashMap<>();
    private final Map<Role, Integer> ports = new EnumMap<>(Role.class);
    private Optional<Path> data = Optional.empty();
    private Parts parts = Parts.NONE;

    MailServerBuilder() {
        set("store", "kind", "memory");
        set("listen", "address", LOOPBACK);
        set("listen", "pop2-address", LOOPBACK);
        set("listen", "lmtp-address", LOOPBACK);
        set("status", "port", "off");
        serving(Arrays.stream(Role.values()).filter(Role::mail).toArray(Role[]::new));
    }

    /** Serves these and nothing else, each on a free port. */
    public MailServerBuilder serving(Role... roles) {
        ports.clear();
        for (Role role : roles) {
            ports.put(role, 0);
        }
        return this;
    }

    /** Serves one more, on this port; 0 for a free one. */
    public MailServerBuilder port(Role role, int port) {
        ports.put(role, port);
        return this;
    }

    /** Adds a user, whose address is {@code name@} each of the domains. One that is in a data directory stays as he is. */
    public MailServerBuilder user(String name, String password) {
        UsersFile.fault(name).ifPresent(fault -> {
            throw new IllegalArgumentException(name + ": " + fault);
        });
        users.put(name, password);
        return this;
    }

    /** Keeps mail as Maildir below a directory, with users, certificates and the queue, for the next start to find. */
    public MailServerBuilder maildir(Path directory) {
        data = Optional.of(directory);
        return set("store", "kind", "maildir");
    }

    /** Any setting of the configuration file; one that is unknown or cannot have this value is a failure to start. */
    public MailServerBuilder set(String section, String key, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a value is one line");
        }
        settings.computeIfAbsent(section, name -> new TreeMap<>()).put(key, value);
        return this;
    }

    /** Mail is in this store, which stays the caller's to close. */
    public MailServerBuilder store(MailStore store) {
        parts = parts.with(store);
        return this;
    }

    /** These are the users. */
    public MailServerBuilder authenticator(Authenticator authenticator) {
        parts = parts.with(authenticator);
        return this;
    }

    /** Shows a certificate that was made in another directory, instead of making one, which takes a while. */
    public MailServerBuilder tls(Path directory) {
        CertificateFiles files = CertificateStore.serverFiles(directory);
        return set("tls", "certificate", files.certificate().toAbsolutePath().toString())
                .set("tls", "key", files.key().toAbsolutePath().toString());
    }

    /** What arrives by SMTP and LMTP goes here, and there is no queue. */
    public MailServerBuilder delivery(Delivery delivery) {
        parts = parts.with(delivery);
        return this;
    }

    /** Says who may send as whom. */
    public MailServerBuilder senders(SenderPolicy senders) {
        parts = parts.with(senders);
        return this;
    }

    /** Puts something around the protocol of each port. */
    public MailServerBuilder around(BiFunction<Role, Protocol, Protocol> wrapper) {
        parts = parts.within(wrapper);
        return this;
    }

    /**
     * Starts it.
     *
     * @throws StartFailure if anything is in the way; then nothing is left open
     */
    public MailServer start() throws StartFailure {
        Logs.hush();
        try {
            ScratchData scratch = data.isPresent() ? ScratchData.none() : ScratchData.make();
            try {
                Path directory = data.orElseGet(scratch::directory);
                addUsers(directory);
                return Assembly.of(configuration(directory), parts).thenRemoving(scratch);
            } catch (IOException | StartFailure | RuntimeException failure) {
                scratch.close();
                throw failure;
            }
        } catch (IOException e) {
            throw new StartFailure(ExitStatus.INPUT_OUTPUT, "the data directory cannot be used: " + e, e);
        }
    }

    private void addUsers(Path directory) throws IOException {
        if (!users.isEmpty() && parts.authenticator().isPresent()) {
            throw new IllegalStateException("users are the authenticator's, which was given");
        }
        OwnerOnly.directory(directory);
        UsersFile file = UsersFile.in(directory, new SecureRandom()::nextBytes);
        for (Map.Entry<String, String> user : users.entrySet()) {
            file.add(user.getKey(), Password.of(user.getValue()));
        }
    }

    private Configuration configuration(Path directory) throws StartFailure {
        for (Role role : Role.values()) {
            set("listen", role.key(), ports.containsKey(role) ? ports.get(role).toString() : "off");
        }
        List<String> lines = new ArrayList<>();
        settings.forEach((section, values) -> {
            lines.add("[" + section + "]");
            values.forEach((key, value) -> lines.add(key + " = " + value));
        });
        try {
            return Configuration.of(lines, directory).withData(directory);
        } catch (ConfigurationException e) {
            throw new StartFailure(ExitStatus.CONFIGURATION, e.getMessage(), e);
        }
    }
}
