package org.pennypost.server.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.StoreException;

/** A file {@code .eml}, or a directory of them with a directory below it for each further mailbox. */
final class EmlSource implements Source {
    private final Path from;

    EmlSource(Path from) {
        this.from = from;
    }

    @Override
    public void read(Arrivals to) throws IOException, StoreException {
        if (Files.isDirectory(from)) {
            directory(from, "INBOX", to);
        } else if (to.enter("INBOX")) {
            add(from, EmlList.in(from.toAbsolutePath().getParent()), to);
        }
    }

    private void directory(Path directory, String mailbox, Arrivals to) throws IOException, StoreException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(directory)) {
            entries = withoutLinks(all.sorted().toList(), to);
        }
        // The top is a mailbox only if there are messages in it: what we write has a directory for INBOX, too.
        boolean isMailbox = !directory.equals(from) || entries.stream().anyMatch(Form::isEml);
        if (isMailbox && to.enter(mailbox)) {
            files(directory, entries, mailbox, to);
        }
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                String name = entry.getFileName().toString();
                directory(entry, directory.equals(from) ? name : mailbox + "/" + name, to);
            }
        }
    }

    /** A link leads to what is somebody else's, or round and round. The one that is named for an import may be one. */
    private static List<Path> withoutLinks(List<Path> entries, Arrivals to) {
        List<Path> own = new ArrayList<>();
        for (Path entry : entries) {
            if (Files.isSymbolicLink(entry)) {
                to.leaveOut(entry + " is a symbolic link");
            } else {
                own.add(entry);
            }
        }
        return own;
    }

    private static void files(Path directory, List<Path> entries, String mailbox, Arrivals to)
            throws IOException, StoreException {
        EmlList list = EmlList.in(directory);
        long done = 0;
        for (Path entry : entries) {
            if (Files.isRegularFile(entry) && Form.isEml(entry)) {
                add(entry, list, to);
            } else if (!Files.isDirectory(entry) && !entry.endsWith(EmlList.NAME)) {
                to.notice("left out: " + entry + " is no .eml file");
            }
            to.progress(mailbox, ++done, entries.size());
        }
        to.flush();
    }

    private static void add(Path file, EmlList list, Arrivals to) throws StoreException {
        String name = file.getFileName().toString();
        try (InputStream in = Files.newInputStream(file);
                Incoming incoming = to.begin()) {
            MaildirSource.copy(in, incoming);
            to.add(incoming, new Marks(list.flags(name, to), date(file, list.date(name))));
        } catch (IOException unreadable) {
            to.leaveOut("cannot read " + unreadable.getMessage());
        }
    }

    private static Instant date(Path file, Optional<Instant> listed) throws IOException {
        if (listed.isPresent()) {
            return listed.get();
        }
        Optional<Instant> own = DateField.in(file);
        return own.isPresent() ? own.get() : Files.getLastModifiedTime(file).toInstant();
    }
}
