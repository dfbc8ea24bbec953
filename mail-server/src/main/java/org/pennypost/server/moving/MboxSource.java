package org.pennypost.server.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pennypost.core.mailbox.StoreException;

/** One mbox, or a directory of them: {@code Work/Old.mbox} is the mailbox {@code Work/Old}. */
final class MboxSource implements Source {
    private static final String SUFFIX = ".mbox";

    private final Path from;

    MboxSource(Path from) {
        this.from = from;
    }

    @Override
    public void read(Arrivals to) throws IOException, StoreException {
        if (Files.isRegularFile(from)) {
            if (!Form.isMbox(from) && Files.size(from) > 0) {
                throw new IOException(from + " is no mbox: it does not begin with 'From '");
            }
            read(from, "INBOX", to);
            return;
        }
        try (Stream<Path> all = Files.walk(from)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                if (Form.isMbox(file)) {
                    read(file, mailbox(file), to);
                } else {
                    to.notice("left out: " + file + " is no mbox: it does not begin with 'From '");
                }
            }
        }
    }

    private String mailbox(Path file) {
        String path =
                from.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        return path.endsWith(SUFFIX) ? path.substring(0, path.length() - SUFFIX.length()) : path;
    }

    private static void read(Path file, String mailbox, Arrivals to) throws IOException, StoreException {
        if (to.enter(mailbox)) {
            try (InputStream in = Files.newInputStream(file)) {
                new MboxReading(file, new LinePieces(in), to).run();
            }
        }
    }
}
