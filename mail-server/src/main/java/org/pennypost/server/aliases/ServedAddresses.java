package org.pennypost.server.aliases;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Login;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.delivery.Destinations;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.Ownership;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.MailRules;
import org.pennypost.server.config.NextHop;
import org.pennypost.server.config.Problem;
import org.pennypost.server.relay.Routing;
import org.pennypost.smtp.SenderPolicy;

/**
 * The addresses of a server: each user at each local domain, and what the alias file says. An address belongs to whom
 * its mail goes to, and nobody else sends from it. Thread-safe.
 */
public final class ServedAddresses implements LocalAddresses, SenderPolicy, Ownership, Routing {
    private volatile AliasFile aliases;
    private final Authenticator authenticator;
    private final UsersFile users;
    private volatile Optional<String> postmaster;
    private volatile Set<String> sendingAsOthers;

    private ServedAddresses(
            Configuration configuration, AliasFile aliases, Authenticator authenticator, UsersFile users) {
        this.aliases = aliases;
        this.authenticator = authenticator;
        this.users = users;
        this.postmaster = configuration.postmaster();
        this.sendingAsOthers = configuration.rules().sendingAsOthers();
    }

    /**
     * The addresses of a configuration.
     *
     * @throws ConfigurationException with everything that is wrong with the alias file
     */
    public static ServedAddresses of(Configuration configuration, Authenticator authenticator, UsersFile users)
            throws ConfigurationException {
        return new ServedAddresses(configuration, file(configuration), authenticator, users);
    }

    /**
     * Goes on with another configuration.
     *
     * @throws ConfigurationException with everything that is wrong with the alias file; then all is as before
     */
    public void follow(Configuration configuration) throws ConfigurationException {
        aliases = file(configuration);
        postmaster = configuration.postmaster();
        sendingAsOthers = configuration.rules().sendingAsOthers();
    }

    private static AliasFile file(Configuration configuration) throws ConfigurationException {
        Path file = configuration.data().resolve(configuration.rules().aliases());
        MailRules rules = configuration.rules();
        return AliasFile.open(file, configuration.domains(), rules.separator(), rules.routes());
    }

    /** What the alias file names as a target and nobody has; such a target gets nothing. */
    public List<Problem> lost() throws StoreException {
        return aliases.lost(known());
    }

    @Override
    public List<Host> domains() {
        return aliases.table().domains();
    }

    @Override
    public Destinations resolve(MailAddress address) throws StoreException {
        return aliases.table().resolve(address, known());
    }

    @Override
    public Optional<String> destination(MailAddress address) {
        return aliases.table().route(address.localPart().value(), address.host());
    }

    @Override
    public Optional<NextHop> hop(String destination) {
        return aliases.table().routes().hop(destination);
    }

    private AliasTable.Users known() {
        return new AliasTable.Users() {
            @Override
            public Optional<String> find(String name) throws StoreException {
                return authenticator.storedName(name);
            }

            @Override
            public String postmaster() {
                return ServedAddresses.this.postmaster();
            }
        };
    }

    @Override
    public String postmaster() {
        return postmaster.map(this::stored).orElseGet(this::first);
    }

    /** As the user is spelled, or his mail would be where he does not look; one who is not there yet may come. */
    private String stored(String name) {
        try {
            return authenticator.storedName(name).orElse(name);
        } catch (StoreException unknown) {
            return name;
        }
    }

    /**
     * RFC 6409 §6.1: a local address is its users' alone, and that of those whom the operator lets send as others; an
     * address elsewhere may be his too, who knows.
     */
    @Override
    public boolean permits(Login login, MailAddress sender) throws StoreException {
        return sendingAsOthers.contains(login.user())
                || !domains().contains(sender.host())
                || resolve(sender).users().contains(login.user());
    }

    @Override
    public Optional<Instant> ownedSince(String user) throws StoreException {
        try {
            return users.ownedSince(user);
        } catch (IOException e) {
            throw new StoreException(StoreException.Reason.UNAVAILABLE, "the former users cannot be read", e);
        }
    }

    private String first() {
        try {
            return users.names().stream().findFirst().orElse("postmaster");
        } catch (IOException e) {
            return "postmaster"; // whose mail is better kept than refused
        }
    }
}
