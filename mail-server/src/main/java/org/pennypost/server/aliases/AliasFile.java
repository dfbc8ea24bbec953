package org.pennypost.server.aliases;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.address.Host;
import org.pennypost.server.accounts.FileStamp;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.config.Problem;

/**
 * An alias file, which is read again whenever it has changed. A change with errors counts for nothing: the table from
 * before stays, and the log says what is wrong, once. Thread-safe.
 */
final class AliasFile {
    private static final System.Logger LOG = System.getLogger(AliasFile.class.getName());

    private final Path path;
    private final FileStamp looks;
    private final List<Host> local;
    private final Optional<Character> separator;
    private volatile Loaded loaded;

    /** A table and how the file looked that it was read from. */
    private record Loaded(List<Object> stamp, AliasTable table) {}

    private AliasFile(Path path, FileStamp looks, List<Host> local, Optional<Character> separator) {
        this.path = path;
        this.looks = looks;
        this.local = List.copyOf(local);
        this.separator = separator;
    }

    /**
     * Reads a file, which need not exist.
     *
     * @param local the local domains, the main one first
     * @throws ConfigurationException with everything that is wrong with it
     */
    static AliasFile open(Path path, List<Host> local, Optional<Character> separator) throws ConfigurationException {
        return open(path, FileStamp.of(path), local, separator);
    }

    /** The same, which knows from the stamp when to read again. */
    static AliasFile open(Path path, FileStamp looks, List<Host> local, Optional<Character> separator)
            throws ConfigurationException {
        AliasFile file = new AliasFile(path, looks, local, separator);
        List<Object> stamp = file.stamp();
        List<Problem> problems = new ArrayList<>();
        file.loaded = new Loaded(stamp, file.read(problems));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return file;
    }

    /** What it says now. */
    AliasTable table() {
        List<Object> stamp = stamp();
        if (!stamp.equals(loaded.stamp())) {
            reload(stamp);
        }
        return loaded.table();
    }

    private synchronized void reload(List<Object> stamp) {
        if (stamp.equals(loaded.stamp())) {
            return;
        }
        List<Problem> problems = new ArrayList<>();
        AliasTable table = read(problems);
        if (problems.isEmpty()) {
            loaded = new Loaded(stamp, table);
            LOG.log(System.Logger.Level.INFO, "read " + path + " again");
        } else {
            loaded = new Loaded(stamp, loaded.table());
            problems.forEach(
                    problem -> LOG.log(System.Logger.Level.WARNING, problem + " (the aliases from before stay)"));
        }
    }

    private AliasTable read(List<Problem> problems) {
        List<String> lines = List.of();
        try {
            lines = Files.readAllLines(path);
        } catch (NoSuchFileException none) {
            lines = List.of();
        } catch (CharacterCodingException e) {
            problems.add(new Problem(
                    path.toString(), 0, "octets that are not UTF-8", "a text in UTF-8", "save the file in UTF-8"));
        } catch (IOException e) {
            problems.add(new Problem(
                    path.toString(),
                    0,
                    "cannot be read",
                    "an alias file",
                    "see who may read it (" + e.getMessage() + ")"));
        }
        return AliasTable.parse(path.toString(), lines, local, separator, problems);
    }

    private List<Object> stamp() {
        try {
            return looks.now();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
