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
import java.util.function.Supplier;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.engine.Surroundings.Entropy;
import org.pennypost.core.mailbox.StoreException;

/**
 * Logins by a {@link UsersFile}, which is read again whenever it has changed. Names differ not by case, and a local
 * domain may follow them. Thread-safe.
 */
public final class FileAuthenticator implements Authenticator {
    private static final System.Logger LOG = System.getLogger(FileAuthenticator.class.getName());

    private final UsersFile file;
    private final FileStamp looks;
    private final Set<String> domains;
    /** Nobody's, so that a login of nobody takes as long as a wrong password. */
    private final ScramKeys nobody;

    private final byte[] plainSalt = new byte[16];
    private final Supplier<Recognition> recognition;
    private volatile Users users;

    /**
     * The users as they were when the file looked like this.
     *
     * @param known the passwords that were right lately; forgotten with the file
     * @param readable whether any password can be read
     */
    private record Users(List<Object> stamp, Map<String, UserLine.User> byKey, Recognition known, boolean readable) {}

    private FileAuthenticator(UsersFile file, FileStamp looks, Set<String> domains, Entropy entropy) {
        this.file = file;
        this.looks = looks;
        this.domains = domains;
        entropy.fill(plainSalt);
        byte[] macKey = new byte[32];
        entropy.fill(macKey);
        this.recognition = () -> new Recognition(macKey);
        this.users = users(List.of(), Map.of());
        this.nobody = Scram.keys(ScramKeys.Hash.SHA_256, Password.of(""), plainSalt, UsersFile.ITERATIONS);
    }

    /**
     * Logins by a file.
     *
     * @param domains the local domains, any of which a user may write behind his name
     */
    public static FileAuthenticator over(UsersFile file, Set<String> domains, Entropy entropy) {
        return over(file, FileStamp.of(file.path()), domains, entropy);
    }

    /** The same, which knows from the stamp when to read again. */
    static FileAuthenticator over(UsersFile file, FileStamp looks, Set<String> domains, Entropy entropy) {
        FileAuthenticator made = new FileAuthenticator(file, looks, Set.copyOf(domains), entropy);
        made.look();
        return made;
    }

    @Override
    public Optional<String> storedName(String user) throws StoreException {
        return find(user).map(UserLine.User::name);
    }

    @Override
    public Optional<String> verify(String user, Password password) throws StoreException {
        Users now = current();
        Optional<UserLine.User> known = find(now, user);
        Optional<Password> plain = plain(known);
        if (plain.isPresent()) {
            return plain.get().matches(password) ? known.map(UserLine.User::name) : Optional.empty();
        }
        if (known.isPresent() && now.known().recognizes(known.get().name(), password)) {
            return known.map(UserLine.User::name);
        }
        Optional<ScramKeys> stored = scram(known);
        ScramKeys keys = stored.orElse(nobody);
        byte[] salt = new byte[keys.salt().remaining()];
        keys.salt().duplicate().get(salt);
        boolean right = Scram.keys(keys.hash(), password, salt, keys.iterations())
                .storedKey()
                .equals(keys.storedKey());
        if (!right || stored.isEmpty()) {
            return Optional.empty();
        }
        now.known().remember(known.get().name(), password);
        return known.map(UserLine.User::name);
    }

    @Override
    public Optional<Password> plainPassword(String user) throws StoreException {
        return plain(find(user));
    }

    @Override
    public Optional<ScramKeys> scramKeys(String user, ScramKeys.Hash hash) throws StoreException {
        Optional<UserLine.User> known = find(user);
        Optional<ScramKeys> stored = scram(known).filter(keys -> keys.hash() == hash);
        return stored.or(
                () -> plain(known).map(password -> Scram.keys(hash, password, plainSalt, UsersFile.ITERATIONS)));
    }

    /** Certificates stand for nobody. */
    @Override
    public Optional<String> certificateUser(X509Certificate certificate) {
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
        Set<Proof> proofs = EnumSet.of(Proof.PASSWORD, Proof.SCRAM_SHA_256);
        if (users.readable()) {
            proofs.add(Proof.PLAIN_PASSWORD);
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
            List<Object> stamp = looks.now();
            if (!stamp.equals(users.stamp())) {
                users = users(stamp, read());
            }
            return users;
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

    private Users users(List<Object> stamp, Map<String, UserLine.User> byKey) {
        boolean readable = byKey.values().stream().anyMatch(user -> user.secret() instanceof Secret.Plain);
        return new Users(stamp, byKey, recognition.get(), readable);
    }

    private Map<String, UserLine.User> read() throws IOException {
        Map<String, UserLine.User> byKey = new HashMap<>();
        for (UserLine line : file.lines()) {
            line.user().ifPresent(user -> {
                byKey.putIfAbsent(UserName.key(user.name()), user);
                if (user.secret() instanceof Secret.Unknown) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            file.path() + ": the password of " + user.name()
                                    + " has a scheme that this server does not know; set a new one with: user passwd "
                                    + user.name());
                }
            });
        }
        return Map.copyOf(byKey);
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
