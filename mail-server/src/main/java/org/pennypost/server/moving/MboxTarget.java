package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.files.OwnerOnly;

/** A file {@code Name.mbox} for each mailbox, as mboxrd has it: lines end with LF, {@code >From} quotes {@code From}. */
final class MboxTarget implements Target {
    private final Path directory;
    private Optional<FileChannel> file = Optional.empty();

    MboxTarget(Path directory) {
        this.directory = directory;
    }

    @Override
    public void begin(MailboxName name) throws IOException {
        close();
        Path path = directory.resolve(name.path() + ".mbox");
        OwnerOnly.directory(path.getParent());
        file = Optional.of(NewFile.create(path));
    }

    @Override
    public void write(Content message, Marks marks) throws IOException, StoreException {
        FileChannel channel = file.orElseThrow();
        long start = channel.position();
        try {
            text(channel, FromLine.of(marks.date()) + MboxStatus.block(marks.flags(), message.size()));
            MboxQuoting quoting = new MboxQuoting();
            NewFile.copy(message, octets -> NewFile.all(channel, quoting.quote(octets)));
            NewFile.all(channel, quoting.finish());
        } catch (IOException | StoreException cut) {
            channel.truncate(start);
            throw cut;
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().force(true);
            file.get().close();
        }
        file = Optional.empty();
    }

    private static void text(FileChannel channel, String text) throws IOException {
        NewFile.all(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
