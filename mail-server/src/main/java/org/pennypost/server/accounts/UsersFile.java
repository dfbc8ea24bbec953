package org.pennypost.server.accounts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.engine.Surroundings.Entropy;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.tls.files.OwnerOnly;

/**
 * The users of a server in Dovecot's passwd-file format, one on each line: {@code name:{SCHEME}secret}, and what else
 * Dovecot may have there, which is kept.
 *
 * <p>Each change is atomic and durable, and excludes other processes; the file is readable by its owner only.
 * Thread-safe.
 */
public final class UsersFile {
    /** RFC 7677 §4 wants 4096 or more; this takes some milliseconds. */
    static final int ITERATIONS = 15_000;

    private static final int SALT = 16;
    /** The lines of a file that is not an empty one, which somebody might just begin to write. */
    private static final List<String> NOBODY = List.of("");

    private final Path path;
    private final FormerUsers former;
    private final Entropy entropy;

    private UsersFile(Path path, Entropy entropy) {
        this.path = path;
        this.former = new FormerUsers(path);
        this.entropy = entropy;
    }

    /** The users file of a data directory; it need not exist yet. */
    public static UsersFile in(Path data, Entropy entropy) {
        return new UsersFile(data.resolve("users"), entropy);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Makes the directory of the file, for its owner only, if it is not there. */
    public void makeDirectory() throws IOException {
        OwnerOnly.directory(path.toAbsolutePath().getParent());
    }

    /** The names of all users, in the order of the file. */
    public List<String> names() throws IOException {
        return lines().stream()
                .flatMap(line -> line.user().stream())
                .map(UserLine.User::name)
                .toList();
    }

    /** The name of a user as it is in the file, for a name that differs in case at most. */
    public Optional<String> find(String name) throws IOException {
        String key = UserName.key(name);
        return names().stream().filter(known -> UserName.key(known).equals(key)).findFirst();
    }

    /** Why a user cannot have this name; empty if he can. */
    public static Optional<String> fault(String name) {
        return UserName.fault(name);
    }

    /** Adds a user; false if there is one of this name. */
    public boolean add(String name, Password password) throws IOException {
        Secret secret = secret(password);
        boolean added = change(lines -> lines.stream().noneMatch(line -> isOf(line, name))
                && lines.add(UserLine.of(new UserLine.User(name, secret))));
        if (added) {
            former.added(name, Instant.now());
        }
        return added;
    }

    /** Gives a user another password; false if there is no such user. */
    public boolean password(String name, Password password) throws IOException {
        Secret secret = secret(password);
        return change(lines -> {
            boolean known = lines.stream().anyMatch(line -> isOf(line, name));
            lines.replaceAll(line -> isOf(line, name) ? line.with(secret) : line);
            return known;
        });
    }

    /** Lets a user log in or not; his mail arrives all the same. False if there is no such user. */
    public boolean disable(String name, boolean disabled) throws IOException {
        return rule(name, rest -> AccountRules.disabled(rest, disabled));
    }

    /**
     * Names the protocols by which a user may log in; none for all. False if there is no such user.
     *
     * @throws IllegalArgumentException if there is no such protocol
     */
    public boolean protocols(String name, Set<String> protocols) throws IOException {
        if (!AccountRules.PROTOCOLS.containsAll(protocols)) {
            throw new IllegalArgumentException("one of " + String.join(", ", AccountRules.PROTOCOLS));
        }
        return rule(name, rest -> AccountRules.protocols(rest, protocols));
    }

    /** Gives a user a quota of his own, or none. False if there is no such user. */
    public boolean quota(String name, Optional<QuotaLimits> limits) throws IOException {
        return rule(name, rest -> AccountRules.quota(rest, limits));
    }

    /**
     * What may be unusual about a user.
     *
     * @param name his name
     * @param disabled whether he may not log in
     * @param protocols by which he may; empty for all
     * @param quota how much he may keep, if that is a number of his own
     */
    public record Detail(String name, boolean disabled, SortedSet<String> protocols, Optional<QuotaLimits> quota) {}

    /** All users, with what may be unusual about each. */
    public List<Detail> details() throws IOException {
        return lines().stream()
                .flatMap(line -> line.user().stream())
                .map(UserLine.User::detail)
                .toList();
    }

    private boolean rule(String name, UnaryOperator<String> change) throws IOException {
        return change(lines -> {
            boolean known = lines.stream().anyMatch(line -> isOf(line, name));
            lines.replaceAll(line -> isOf(line, name) ? line.with(change) : line);
            return known;
        });
    }

    /** Removes a user, not his mail; false if there is no such user. */
    public boolean remove(String name) throws IOException {
        boolean removed = change(lines -> lines.removeIf(line -> isOf(line, name)));
        if (removed) {
            former.removed(name);
        }
        return removed;
    }

    /** Since when a user's name has been his, or the latest time at which that may have begun; empty if always. */
    public Optional<Instant> ownedSince(String name) throws IOException {
        return former.givenAgain(name, Files.getLastModifiedTime(path).toInstant());
    }

    private List<UserLine> lines() throws IOException {
        List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
        return lines.equals(NOBODY)
                ? List.of()
                : lines.stream().map(UserLine::parse).toList();
    }

    /** @param edit changes the lines, and says whether it did */
    private boolean change(Predicate<List<UserLine>> edit) throws IOException {
        makeDirectory();
        synchronized (UsersFile.class) { // a file lock excludes other processes only
            return changeAlone(edit);
        }
    }

    private boolean changeAlone(Predicate<List<UserLine>> edit) throws IOException {
        try (FileChannel lock = OwnerOnly.lock(path.resolveSibling(".users.lock"))) {
            List<UserLine> lines = new ArrayList<>(lines());
            boolean changed = lock.isOpen() && edit.test(lines);
            if (changed) {
                List<String> texts = lines.isEmpty()
                        ? NOBODY
                        : lines.stream().map(UserLine::text).toList();
                OwnerOnly.write(path, String.join("\n", texts) + "\n");
            }
            return changed;
        }
    }

    private Secret secret(Password password) {
        byte[] salt = new byte[SALT];
        entropy.fill(salt);
        return new Secret.Scram(Scram.keys(ScramKeys.Hash.SHA_256, password, salt, ITERATIONS));
    }

    private static boolean isOf(UserLine line, String name) {
        return line.user()
                .map(user -> UserName.key(user.name()).equals(UserName.key(name)))
                .orElse(false);
    }
}
