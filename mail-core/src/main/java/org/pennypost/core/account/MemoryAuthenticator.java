package org.pennypost.core.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * Users and passwords in memory, for tests and for programs that embed a protocol. Keeps passwords readable, so that
 * every mechanism works. Thread-safe.
 */
public final class MemoryAuthenticator implements Authenticator {
    private static final int ITERATIONS = 4096;
    private static final Password NOBODY = Password.of("");
    /** One of the names that a subject is made of, as {@link X500Principal} writes it, with what is escaped in it. */
    private static final Pattern NAME = Pattern.compile("([^\\\\,+]|\\\\.)+");

    private final Map<String, Password> passwords = new ConcurrentHashMap<>();
    private final Map<String, ScramKeys> keys = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /** No users yet. */
    public MemoryAuthenticator() {}

    /** Adds a user, or gives him another password. */
    public MemoryAuthenticator user(String user, String password) {
        passwords.put(user, Password.of(password));
        keys.keySet().removeIf(key -> key.endsWith(" " + user));
        return this;
    }

    /** Adds a bearer token of a user. */
    public MemoryAuthenticator token(String token, String user) {
        tokens.put(token, user);
        return this;
    }

    /** Whether there is such a user. */
    public boolean knows(String user) {
        return passwords.containsKey(user);
    }

    @Override
    public Optional<String> storedName(String user) {
        return Optional.of(user).filter(this::knows);
    }

    @Override
    public Optional<String> verify(String user, Password password) {
        boolean right = passwords.getOrDefault(user, NOBODY).matchesPrepared(password);
        return right && knows(user) ? Optional.of(user) : Optional.empty();
    }

    @Override
    public Optional<Password> plainPassword(String user) {
        return Optional.ofNullable(passwords.get(user));
    }

    @Override
    public Optional<ScramKeys> scramKeys(String user, ScramKeys.Hash hash) {
        Optional<Password> password = plainPassword(user);
        return password.map(known ->
                keys.computeIfAbsent(hash + " " + user, key -> Scram.keys(hash, known, salt(user), ITERATIONS)));
    }

    @Override
    public Optional<ScramKeys> decoyKeys(String user, ScramKeys.Hash hash) {
        ByteBuffer unfit = ByteBuffer.wrap(Scram.mac(hash, salt(user), "nobody"));
        return Optional.of(new ScramKeys(hash, ByteBuffer.wrap(salt(user)), ITERATIONS, unfit, unfit));
    }

    private static byte[] salt(String user) {
        return ("salt of " + user).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> certificateUser(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        List<String> names =
                NAME.matcher(subject).results().map(MatchResult::group).toList();
        return passwords.keySet().stream()
                .filter(user -> names.stream().anyMatch(commonName(user)::equalsIgnoreCase))
                .findFirst();
    }

    /** As the JDK writes it, so that it escapes both in the same way. */
    private static String commonName(String user) {
        return new X500Principal("CN=\"" + user.replaceAll("[\\\\\"]", "\\\\$0") + "\"").getName();
    }

    @Override
    public Optional<String> tokenUser(String user, ByteBuffer token) {
        return Optional.ofNullable(
                tokens.get(StandardCharsets.UTF_8.decode(token.duplicate()).toString()));
    }

    @Override
    public boolean mayActAs(String authenticated, String user) {
        return false;
    }

    @Override
    public Set<Proof> proofs() {
        Set<Proof> proofs = EnumSet.allOf(Proof.class);
        proofs.remove(Proof.ANONYMOUS);
        if (tokens.isEmpty()) {
            proofs.remove(Proof.TOKEN);
        }
        return proofs;
    }
}
