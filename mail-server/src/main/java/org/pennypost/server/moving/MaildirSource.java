package org.pennypost.server.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.StoreException;

/** A Maildir++ with its sub-folders; messages in the order of {@code dovecot-uidlist} if there is one, else of their names. */
final class MaildirSource implements Source {
    private static final Pattern LISTED = Pattern.compile("([0-9]{1,10}) (?:[^:]* )?:(.+)");
    private static final String INFO = ":2,";

    private final Path from;

    MaildirSource(Path from) {
        this.from = from;
    }

    @Override
    public void read(Arrivals to) throws IOException, StoreException {
        if (!Form.isMaildir(from)) {
            throw new IOException(from + " is no Maildir: it has no directories cur and new");
        }
        folder(from, "INBOX", to);
        List<Path> folders;
        try (Stream<Path> entries = Files.list(from)) {
            folders = entries.filter(entry -> entry.getFileName().toString().startsWith("."))
                    .filter(Form::isMaildir)
                    .sorted()
                    .toList();
        }
        for (Path folder : folders) {
            Optional<String> name = FolderPath.mailbox(folder.getFileName().toString());
            if (name.isPresent()) {
                folder(folder, name.get(), to);
            } else {
                to.leaveOut(folder + ": its name spells no mailbox");
            }
        }
    }

    private static void folder(Path maildir, String mailbox, Arrivals to) throws IOException, StoreException {
        if (!to.enter(mailbox)) {
            return;
        }
        KeywordLetters keywords = KeywordLetters.of(maildir);
        List<Path> files = files(maildir);
        long done = 0;
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                String name = file.getFileName().toString();
                int info = name.indexOf(INFO);
                Flags flags = keywords.flags(info < 0 ? "" : name.substring(info + INFO.length()), to);
                add(file, flags, to);
            } else {
                to.notice("left out: " + file + " is no file");
            }
            to.progress(mailbox, ++done, files.size());
        }
        to.flush();
    }

    private static void add(Path file, Flags flags, Arrivals to) throws StoreException {
        try (InputStream in = Files.newInputStream(file);
                Incoming incoming = to.begin()) {
            copy(in, incoming);
            to.add(incoming, new Marks(flags, Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException renamed) {
            to.leaveOut(file + " is gone; another program works on this Maildir");
        } catch (IOException unreadable) {
            to.leaveOut("cannot read " + unreadable.getMessage());
        }
    }

    static void copy(InputStream in, Incoming to) throws IOException, StoreException {
        byte[] piece = new byte[32 * 1024];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            to.write(piece, 0, read);
        }
    }

    private static List<Path> files(Path maildir) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String sub : List.of("new", "cur")) {
            try (Stream<Path> entries = Files.list(maildir.resolve(sub))) {
                entries.filter(file -> !file.getFileName().toString().startsWith("."))
                        .forEach(files::add);
            }
        }
        Map<String, Long> listed = listed(maildir.resolve("dovecot-uidlist"));
        files.sort(Comparator.<Path>comparingLong(file -> listed.getOrDefault(base(file), Long.MAX_VALUE))
                .thenComparing(MaildirSource::base));
        return files;
    }

    private static Map<String, Long> listed(Path uidlist) throws IOException {
        Map<String, Long> listed = new HashMap<>();
        if (Files.isRegularFile(uidlist)) {
            try (Stream<String> lines = Files.lines(uidlist, StandardCharsets.ISO_8859_1)) {
                lines.map(LISTED::matcher)
                        .filter(Matcher::matches)
                        .forEach(line -> listed.put(withoutInfo(line.group(2)), Long.valueOf(line.group(1))));
            }
        }
        return listed;
    }

    private static String base(Path file) {
        return withoutInfo(file.getFileName().toString());
    }

    private static String withoutInfo(String name) {
        int info = name.indexOf(':');
        return info < 0 ? name : name.substring(0, info);
    }
}
