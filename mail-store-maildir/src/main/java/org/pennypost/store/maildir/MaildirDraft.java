package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.StoreException;

/** A message in {@code tmp}: what is appended becomes further names of this file, so that all share one inode. */
final class MaildirDraft implements Draft {
    private final Path file;
    private final FileChannel channel;
    private final Disk disk;
    private long size;
    private boolean sealed;

    private MaildirDraft(Path file, FileChannel channel, Disk disk) {
        this.file = file;
        this.channel = channel;
        this.disk = disk;
    }

    static MaildirDraft in(Path tmp, Disk disk, Instant now) throws StoreException {
        Path file = tmp.resolve(FileName.fresh(now.getEpochSecond(), now.getNano(), 0));
        try {
            return new MaildirDraft(file, Disk.create(file), disk);
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot write " + file, unwritable);
        }
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        if (sealed || !channel.isOpen()) {
            throw new IllegalStateException("the draft is closed or appended");
        }
        try {
            while (octets.hasRemaining()) {
                size += channel.write(octets);
            }
        } catch (IOException full) {
            throw Disk.refusal("cannot write " + file, full);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Content content() {
        if (!channel.isOpen()) {
            throw new IllegalStateException("the draft is closed");
        }
        return new MaildirContent(anew -> file, size, false);
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException left) {
            System.getLogger(MaildirDraft.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "left in tmp: " + file, left);
        }
    }

    /** Puts the octets on the disk; afterwards none can be added. */
    Path sealed() throws IOException {
        if (!channel.isOpen()) {
            throw new IllegalStateException("the draft is closed");
        }
        if (!sealed) {
            disk.sync(channel);
            sealed = true;
        }
        return file;
    }
}
