package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/** A directory for each mailbox with a file {@code .eml} for each message and an {@link EmlList}. */
final class EmlTarget implements Target {
    private final Path directory;
    private Path mailbox;
    private Optional<FileChannel> list = Optional.empty();
    private long count;

    EmlTarget(Path directory) {
        this.directory = directory;
        this.mailbox = directory;
    }

    @Override
    public void begin(MailboxName name) throws IOException {
        close();
        mailbox = directory.resolve(name.path());
        OwnerOnly.directory(mailbox);
        list = Optional.of(NewFile.create(mailbox.resolve(EmlList.NAME)));
        count = 0;
    }

    @Override
    public void write(Content message, Marks marks) throws IOException, StoreException {
        String name = String.format(Locale.ROOT, "%08d.eml", ++count);
        NewFile.write(mailbox.resolve(name + ".part"), mailbox.resolve(name), message, marks.date());
        NewFile.all(list.orElseThrow(), StandardCharsets.UTF_8.encode(EmlList.line(name, marks)));
    }

    @Override
    public void close() throws IOException {
        if (list.isPresent()) {
            list.get().close();
        }
    }
}
