package org.pennypost.server.aliases;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.address.Host;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.accounts.FileStamp;
import org.pennypost.server.accounts.FollowedFile;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Problem;
import org.pennypost.server.config.Routes;

/**
 * An alias file, which is read again whenever it has changed. A change with errors counts for nothing, nor does a file
 * that is gone: the table from before stays, and the log says what is wrong, once. Thread-safe.
 */
final class AliasFile {
    private static final System.Logger LOG = System.getLogger(AliasFile.class.getName());

    private final Path path;
    private final FollowedFile<Parsed> file;
    private Parsed seen;
    private volatile AliasTable table;

    /** What is said of the file, or of what the file says. */
    private record Parsed(Optional<AliasTable> table, List<Problem> problems) {}

    private AliasFile(Path path, FileStamp looks, List<Host> local, Optional<Character> separator, Routes routes) {
        this.path = path;
        List<Host> domains = List.copyOf(local);
        this.file = new FollowedFile<>(looks, lines -> parse(lines, domains, separator, routes));
        this.seen = file.last();
        this.table = seen.table().orElseThrow();
    }

    /**
     * Reads a file, which need not exist.
     *
     * @param local the local domains, the main one first
     * @param routes which server gets the mail of some domains and addresses
     * @throws ConfigurationException with everything that is wrong with it
     */
    static AliasFile open(Path path, List<Host> local, Optional<Character> separator, Routes routes)
            throws ConfigurationException {
        return open(path, FileStamp.of(path), local, separator, routes);
    }

    /** The same, which knows from the stamp when to read again. */
    static AliasFile open(Path path, FileStamp looks, List<Host> local, Optional<Character> separator, Routes routes)
            throws ConfigurationException {
        AliasFile file = new AliasFile(path, looks, local, separator, routes);
        Parsed first = file.now();
        if (!first.problems().isEmpty()) {
            throw new ConfigurationException(first.problems());
        }
        file.seen = first;
        file.table = first.table().orElseThrow();
        return file;
    }

    /** What it says now. */
    AliasTable table() {
        follow(now());
        return table;
    }

    /** What {@link AliasTable#lost} is to say of it. */
    List<Problem> lost(AliasTable.Users users) throws StoreException {
        return table().lost(path.toString(), users);
    }

    private synchronized void follow(Parsed now) {
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        if (now.problems().isEmpty()) {
            table = now.table().orElseThrow();
            LOG.log(System.Logger.Level.INFO, "read " + path + " again");
        } else {
            now.problems()
                    .forEach(problem ->
                            LOG.log(System.Logger.Level.WARNING, problem + " (the aliases from before stay)"));
        }
    }

    private Parsed now() {
        try {
            return file.current();
        } catch (NoSuchFileException gone) {
            return problem("is gone", "a file, if an empty one", "write it again, or reload the configuration");
        } catch (CharacterCodingException e) {
            return problem("octets that are not UTF-8", "a text in UTF-8", "save the file in UTF-8");
        } catch (IOException e) {
            return problem("cannot be read", "an alias file", "see who may read it (" + e.getMessage() + ")");
        }
    }

    private Parsed problem(String found, String expected, String advice) {
        return new Parsed(Optional.empty(), List.of(new Problem(path.toString(), 0, found, expected, advice)));
    }

    private Parsed parse(List<String> lines, List<Host> local, Optional<Character> separator, Routes routes) {
        List<Problem> problems = new ArrayList<>();
        AliasTable read = AliasTable.parse(path.toString(), lines, local, separator, routes, problems);
        return new Parsed(problems.isEmpty() ? Optional.of(read) : Optional.empty(), List.copyOf(problems));
    }
}
