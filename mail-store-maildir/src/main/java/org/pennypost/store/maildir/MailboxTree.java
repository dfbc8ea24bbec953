package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.SpecialUse;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.core.text.SyntaxException;

/** The directories of an account's mailboxes, Maildir++: what there is, and how another is made. Stateless. */
final class MailboxTree {
    /** The most mailboxes, and the most subscriptions. */
    static final int MAX_MAILBOXES = 10_000;

    private static final int MAX_NAME = 240;
    private static final String USES = "pennypost-special-use";

    private final Path directory;
    private final Disk disk;

    MailboxTree(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** The directory of each mailbox below a Maildir. */
    static Map<MailboxName, Path> folders(Path maildir) throws IOException {
        Map<MailboxName, Path> found = new TreeMap<>();
        found.put(MailboxName.INBOX, maildir);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(maildir, ".?*")) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry.resolve("cur"))) {
                    FolderNames.mailbox(entry.getFileName().toString()).ifPresent(name -> found.put(name, entry));
                }
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return found;
    }

    /** Directories with messages that are no mailbox: no such name is ours, or their layout is another one. */
    static List<Path> strange(Path maildir) throws IOException {
        List<Path> strange = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(maildir)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry.resolve("cur"))
                        && FolderNames.mailbox(entry.getFileName().toString()).isEmpty()) {
                    strange.add(entry);
                }
            }
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        Collections.sort(strange);
        return strange;
    }

    Path path(MailboxName name) {
        return directory.resolve(FolderNames.directory(name));
    }

    /** Whether there is such a mailbox: {@code cur} is made last, so that what a crash has left half made is none. */
    boolean exists(MailboxName name) {
        return Files.isDirectory(path(name).resolve("cur"));
    }

    Set<MailboxName> existing() throws IOException {
        return folders(directory).keySet();
    }

    /** What a mailbox is for. */
    Set<SpecialUse> uses(MailboxName name) throws IOException {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        Disk.read(path(name).resolve(USES))
                .lines()
                .forEach(line -> SpecialUse.of(line).ifPresent(uses::add));
        return uses;
    }

    /**
     * The levels above a mailbox that are not there, the highest first.
     *
     * @param more how many mailboxes there will be besides
     */
    List<MailboxName> missingAbove(MailboxName name, int more) throws IOException, StoreException {
        List<MailboxName> missing = new ArrayList<>();
        for (Optional<MailboxName> above = name.parent();
                above.isPresent();
                above = above.get().parent()) {
            if (!above.get().isInbox() && !exists(above.get())) {
                missing.add(above.get());
            }
        }
        int besides = missing.size() + more;
        // a look at each mailbox would make thousands in a row slow, so it is for who comes near the bound
        if (entries() + besides > MAX_MAILBOXES && existing().size() + besides > MAX_MAILBOXES) {
            throw new StoreException(Reason.LIMIT, "more than " + MAX_MAILBOXES + " mailboxes");
        }
        Collections.reverse(missing);
        return missing;
    }

    /** How much there is in the directory, INBOX included: no mailboxes are more. */
    private int entries() throws IOException {
        // A path for each would take longer than all else. That an error ends this list early does no harm: it is
        // compared
        // with a bound, and nothing counts as gone by it.
        String[] entries = directory.toFile().list();
        if (entries == null) {
            throw new IOException("cannot list " + directory);
        }
        return entries.length + 1;
    }

    /** What gets which name when a mailbox and all below it are renamed. */
    Map<MailboxName, MailboxName> moves(MailboxName from, MailboxName to) throws IOException, StoreException {
        if (to.below(from)) {
            throw new StoreException(Reason.CANNOT, "a mailbox cannot move below itself");
        }
        Map<MailboxName, MailboxName> moves = new TreeMap<>();
        Set<MailboxName> existing = existing();
        for (MailboxName name : existing) {
            if (name.equals(from) || name.below(from)) {
                moves.put(name, moved(name, from, to));
            }
        }
        if (moves.isEmpty()) {
            throw new StoreException(Reason.NONEXISTENT, "no mailbox " + from);
        }
        for (MailboxName target : moves.values()) {
            checkLength(target);
            if (existing.contains(target)) {
                throw new StoreException(Reason.ALREADY_EXISTS, "mailbox exists: " + target);
            }
        }
        return moves;
    }

    /** Makes the directory of a mailbox, with what belongs into it before it is there for others. */
    void make(MailboxName name, Set<SpecialUse> uses) throws IOException, StoreException {
        checkLength(name);
        disk.makeDirectory(path(name));
        mark(path(name).resolve("maildirfolder"));
        fill(path(name).resolve(USES), text(uses));
        // RFC 4314 §4: who may do what with the mailbox above may with this one
        String above = name.parent().isEmpty()
                ? ""
                : Disk.read(path(name.parent().get()).resolve(AccessFile.FILE));
        fill(path(name).resolve(AccessFile.FILE), above);
        makeMaildir(path(name));
    }

    /** There may be such a file of a mailbox that was only half made. */
    private void fill(Path file, String text) throws IOException {
        if (text.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            disk.replace(file, text);
        }
    }

    /** Notes what a mailbox is for. */
    void assign(MailboxName name, Set<SpecialUse> uses) throws IOException {
        disk.replace(path(name).resolve(USES), text(uses));
    }

    private static String text(Set<SpecialUse> uses) {
        StringBuilder text = new StringBuilder();
        uses.forEach(use -> text.append(use.attribute()).append('\n'));
        return text.toString();
    }

    void makeMaildir(Path maildir) throws IOException {
        for (String sub : new String[] {"tmp", "new", "cur"}) {
            disk.makeDirectory(maildir.resolve(sub));
        }
    }

    private static void checkLength(MailboxName name) throws StoreException {
        if (FolderNames.directory(name).getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw new StoreException(Reason.CANNOT, "the name is too long for a directory");
        }
    }

    private static void mark(Path file) throws IOException {
        try {
            Disk.create(file).close();
        } catch (FileAlreadyExistsException other) {
            System.getLogger(MailboxTree.class.getName())
                    .log(System.Logger.Level.TRACE, "another process was faster", other);
        }
    }

    private static MailboxName moved(MailboxName name, MailboxName from, MailboxName to) throws StoreException {
        try {
            return name.moved(from, to);
        } catch (SyntaxException tooLong) {
            throw new StoreException(Reason.CANNOT, "the new name would be too long or too deep", tooLong);
        }
    }
}
