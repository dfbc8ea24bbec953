package org.pennypost.server.accounts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.account.ScramKeys.Hash;
import org.pennypost.core.engine.Surroundings.Entropy;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Whom a name looks like that nobody has: a user of one of the kinds that there are, always of the same kind and with the
 * same salt, so that nobody can tell by asking, however often and of whichever port, who has an account (RFC 5802 §9).
 * All of it follows from the name and a secret that is kept beside the users. Thread-safe.
 */
final class Likeness {
    private static final int OCTETS = 32;
    private static final int SALT = 16;
    /** What stands before the salt in {@code $2y$05$}, {@code $6$rounds=5000$} and {@code $argon2id$v=19$m=65536,t=3,p=1$}. */
    private static final Pattern COST = Pattern.compile("\\$[^$]+\\$(v=[0-9]+\\$)?((rounds|m)=[^$]*\\$|[0-9]{2}\\$)?");

    private final Path file;
    private final byte[] made = new byte[OCTETS];
    private byte[] secret = {};

    Likeness(Path users, Entropy entropy) {
        this.file = users.resolveSibling("login-secret");
        entropy.fill(made);
    }

    /** One secret of each kind that costs a login another time, or shows it another challenge. */
    static List<Secret> kinds(Collection<Secret> secrets) {
        TreeMap<String, Secret> kinds = new TreeMap<>();
        secrets.stream()
                .filter(secret -> !(secret instanceof Secret.Unknown))
                .sorted(Comparator.comparing(Secret::text))
                .forEach(secret -> kinds.putIfAbsent(kind(secret), secret));
        return List.copyOf(kinds.values());
    }

    private static String kind(Secret secret) {
        if (secret instanceof Secret.Scram scram) {
            return "scram " + scram.keys().iterations() + " "
                    + scram.keys().salt().remaining();
        }
        if (secret instanceof Secret.Hashed hashed) {
            Matcher cost = COST.matcher(hashed.hash());
            return "hashed " + (cost.lookingAt() ? cost.group() : "");
        }
        return "plain";
    }

    /** Which of the kinds a name is of; keys of SCRAM if there are none. */
    Secret of(String name, List<Secret> kinds) {
        return kinds.isEmpty()
                ? new Secret.Scram(unfit(name, Hash.SHA_256, SALT, UsersFile.ITERATIONS))
                : kinds.get(Math.floorMod(
                        ByteBuffer.wrap(derived(Hash.SHA_256, "kind", name)).getInt(), kinds.size()));
    }

    /** The salt of a name whose password is kept as it is. */
    byte[] salt(String name) {
        return salt(name, SALT);
    }

    /** Keys that no proof fits. */
    ScramKeys keys(String name, Hash hash, List<Secret> kinds) {
        List<Secret> suitable = kinds.stream()
                .filter(kind -> kind instanceof Secret.Plain
                        || kind instanceof Secret.Scram scram && scram.keys().hash() == hash)
                .toList();
        if (of(name, suitable) instanceof Secret.Scram scram) {
            return unfit(
                    name, hash, scram.keys().salt().remaining(), scram.keys().iterations());
        }
        String password = Base64.getEncoder().encodeToString(derived(hash, "password", name));
        return Scram.keys(hash, Password.of(password), salt(name), UsersFile.ITERATIONS); // as long as for a user
    }

    private ScramKeys unfit(String name, Hash hash, int salt, int iterations) {
        byte[] unknown = derived(hash, "key", name);
        return new ScramKeys(
                hash,
                ByteBuffer.wrap(salt(name, salt)),
                iterations,
                ByteBuffer.wrap(unknown),
                ByteBuffer.wrap(unknown));
    }

    private byte[] salt(String name, int length) {
        return Arrays.copyOf(derived(Hash.SHA_512, "salt", name), length);
    }

    private byte[] derived(Hash hash, String what, String name) {
        return Scram.mac(hash, secret(), what + " " + name);
    }

    private synchronized byte[] secret() {
        if (secret.length == 0) {
            secret = kept();
        }
        return secret;
    }

    private byte[] kept() {
        try {
            byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            if (before.length == OCTETS) {
                return before;
            }
            OwnerOnly.write(file, made);
        } catch (IOException trouble) {
            System.getLogger(Likeness.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            file + " cannot be kept; after a restart strangers may find out who has an account",
                            trouble);
        }
        return made;
    }
}
