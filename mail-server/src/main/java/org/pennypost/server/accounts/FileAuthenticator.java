package org.pennypost.server.accounts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.engine.Surroundings.Entropy;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.guard.LoginGuard;
import org.pennypost.tls.ClientNames;

/**
 * Logins by a {@link UsersFile}, which is read again whenever it has changed. Names differ not by case, and a local
 * domain may follow them. Thread-safe.
 */
public final class FileAuthenticator implements Authenticator, LoginGuard.Entry {
    private static final System.Logger LOG = System.getLogger(FileAuthenticator.class.getName());

    private final UsersFile file;
    private final FollowedFile<Users> users;
    private volatile Set<String> domains;
    private final boolean certificates;
    private final Likeness likeness;
    private final Supplier<Recognition> recognition;
    private volatile Consumer<Map<String, QuotaLimits>> quotas = read -> {};

    /**
     * The users as the file had them when it was read last.
     *
     * @param known the passwords that were right lately; forgotten with the file
     * @param readable whether any password can be read
     * @param kinds what a name that nobody has may look like
     */
    private record Users(Map<String, UserLine.User> byKey, Recognition known, boolean readable, List<Secret> kinds) {
        /** Whether SCRAM cannot be had from some secret. */
        boolean hashed() {
            return kinds.stream().anyMatch(Secret.Hashed.class::isInstance);
        }
    }

    private FileAuthenticator(
            UsersFile file, FileStamp looks, Set<String> domains, boolean certificates, Entropy entropy) {
        this.file = file;
        this.domains = domains;
        this.certificates = certificates;
        this.likeness = new Likeness(file.path(), entropy);
        byte[] macKey = new byte[32];
        entropy.fill(macKey);
        this.recognition = () -> new Recognition(macKey);
        this.users = new FollowedFile<>(looks, this::read);
    }

    /**
     * Logins by a file.
     *
     * @param domains the local domains, any of which a user may write behind his name
     */
    public static FileAuthenticator over(UsersFile file, Set<String> domains, Entropy entropy) {
        return over(file, domains, false, entropy);
    }

    /**
     * The same, perhaps with certificates.
     *
     * @param certificates whether a client certificate that TLS has verified stands for a user
     */
    public static FileAuthenticator over(UsersFile file, Set<String> domains, boolean certificates, Entropy entropy) {
        return over(file, FileStamp.of(file.path()), domains, certificates, entropy);
    }

    /** The same, which knows from the stamp when to read again. */
    static FileAuthenticator over(
            UsersFile file, FileStamp looks, Set<String> domains, boolean certificates, Entropy entropy) {
        FileAuthenticator made = new FileAuthenticator(file, looks, Set.copyOf(domains), certificates, entropy);
        made.look();
        return made;
    }

    /** Goes on with other local domains. */
    public void follow(Set<String> others) {
        domains = Set.copyOf(others);
    }

    @Override
    public Optional<String> storedName(String user) throws StoreException {
        return find(user).map(UserLine.User::name);
    }

    @Override
    public Optional<String> verify(String user, Password password) throws StoreException {
        Users now = current();
        Optional<UserLine.User> known = find(now, user).filter(found -> !(found.secret() instanceof Secret.Unknown));
        if (known.isPresent() && now.known().recognizes(known.get().name(), password)) {
            return known.map(UserLine.User::name);
        }
        Secret secret = known.map(UserLine.User::secret).orElseGet(() -> likeness.of(account(user), now.kinds()));
        boolean right = right(secret, password);
        if (!right || known.isEmpty()) {
            return Optional.empty();
        }
        if (!(secret instanceof Secret.Plain)) {
            now.known().remember(known.get().name(), password);
        }
        return known.map(UserLine.User::name);
    }

    private static boolean right(Secret secret, Password password) {
        if (secret instanceof Secret.Plain plain) {
            return plain.password().matchesPrepared(password);
        }
        if (secret instanceof Secret.Hashed hashed) {
            return hashed.check().test(password.octets());
        }
        ScramKeys keys = ((Secret.Scram) secret).keys();
        byte[] salt = new byte[keys.salt().remaining()];
        keys.salt().duplicate().get(salt);
        return Scram.keys(keys.hash(), password, salt, keys.iterations())
                .storedKey()
                .equals(keys.storedKey());
    }

    @Override
    public boolean admits(String user, String protocol) throws StoreException {
        return find(user).map(known -> known.rules().admits(protocol)).orElse(true);
    }

    @Override
    public String account(String user) {
        return UserName.key(UserName.local(user, domains).orElse(user));
    }

    /** Gives the quotas of the file, by name, now and whenever the file has been read again. */
    public void tellQuotas(Consumer<Map<String, QuotaLimits>> listener) {
        quotas = listener;
        listener.accept(quotas(users.last()));
    }

    private static Map<String, QuotaLimits> quotas(Users now) {
        Map<String, QuotaLimits> quotas = new HashMap<>();
        now.byKey().values().forEach(user -> user.rules().quota().ifPresent(limits -> quotas.put(user.name(), limits)));
        return quotas;
    }

    @Override
    public Optional<Password> plainPassword(String user) throws StoreException {
        return plain(find(user));
    }

    @Override
    public Optional<ScramKeys> scramKeys(String user, ScramKeys.Hash hash) throws StoreException {
        Optional<UserLine.User> known = find(user);
        Optional<ScramKeys> stored = scram(known).filter(keys -> keys.hash() == hash);
        return stored.or(() -> plain(known)
                .map(password -> Scram.keys(hash, password, likeness.salt(account(user)), UsersFile.ITERATIONS)));
    }

    @Override
    public Optional<ScramKeys> decoyKeys(String user, ScramKeys.Hash hash) throws StoreException {
        return Optional.of(likeness.keys(account(user), hash, current().kinds()));
    }

    /** RFC 4422 §A: how a certificate and a user go together is ours to say; {@link ClientNames} lists whom it names. */
    @Override
    public Optional<String> certificateUser(X509Certificate certificate) throws StoreException {
        for (String name : certificates ? ClientNames.of(certificate) : List.<String>of()) {
            Optional<UserLine.User> known = find(name);
            if (known.isPresent()) {
                return known.map(UserLine.User::name);
            }
        }
        return Optional.empty();
    }

    /** Tokens stand for nobody. */
    @Override
    public Optional<String> tokenUser(String user, ByteBuffer token) {
        return Optional.empty();
    }

    @Override
    public boolean mayActAs(String authenticated, String user) {
        return false;
    }

    @Override
    public Set<Proof> proofs() {
        Set<Proof> proofs = EnumSet.of(Proof.PASSWORD);
        if (!users.last().hashed()) { // else who has but a hash would be offered what he cannot do
            proofs.add(Proof.SCRAM_SHA_256);
        }
        if (users.last().readable()) {
            proofs.add(Proof.PLAIN_PASSWORD);
        }
        if (certificates) {
            proofs.add(Proof.CERTIFICATE);
        }
        return proofs;
    }

    private Optional<UserLine.User> find(String name) throws StoreException {
        return find(current(), name);
    }

    private Optional<UserLine.User> find(Users now, String name) {
        Map<String, UserLine.User> byKey = now.byKey();
        Optional<UserLine.User> exact = Optional.ofNullable(byKey.get(UserName.key(name)));
        return exact.or(() -> UserName.local(name, domains).map(local -> byKey.get(UserName.key(local))));
    }

    private Users current() throws StoreException {
        try {
            return users.current();
        } catch (IOException e) {
            throw new StoreException(StoreException.Reason.UNAVAILABLE, file.path() + " cannot be read", e);
        }
    }

    /** So that the first client is already offered what the users of the file can prove. */
    private void look() {
        try {
            current();
        } catch (StoreException unreadable) {
            LOG.log(System.Logger.Level.WARNING, unreadable.getMessage(), unreadable);
        }
    }

    private Users users(Map<String, UserLine.User> byKey) {
        boolean readable = byKey.values().stream().anyMatch(user -> user.secret() instanceof Secret.Plain);
        List<Secret> secrets =
                byKey.values().stream().map(UserLine.User::secret).toList();
        return new Users(byKey, recognition.get(), readable, Likeness.kinds(secrets));
    }

    private Users read(List<String> lines) {
        Map<String, UserLine.User> byKey = new HashMap<>();
        for (String line : lines) {
            UserLine.parse(line).user().ifPresent(user -> {
                byKey.putIfAbsent(UserName.key(user.name()), user);
                if (user.secret() instanceof Secret.Unknown) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            file.path() + ": the password of " + user.name()
                                    + " has a scheme that this server does not know; set a new one with: user passwd "
                                    + user.name() + " --data " + file.path().getParent());
                }
            });
        }
        Users read = users(Map.copyOf(byKey));
        quotas.accept(quotas(read));
        return read;
    }

    private static Optional<Password> plain(Optional<UserLine.User> user) {
        return user.map(UserLine.User::secret)
                .filter(Secret.Plain.class::isInstance)
                .map(secret -> ((Secret.Plain) secret).password());
    }

    private static Optional<ScramKeys> scram(Optional<UserLine.User> user) {
        return user.map(UserLine.User::secret)
                .filter(Secret.Scram.class::isInstance)
                .map(secret -> ((Secret.Scram) secret).keys());
    }
}
