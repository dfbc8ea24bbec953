package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.pennypost.core.mailbox.Content;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;

/** A message in {@code tmp}: what is appended becomes further names of this file, so that all share one inode. */
final class MaildirDraft implements Draft, MaildirContent.Source {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Path file;
    private final Disk disk;
    private final long made;
    private final DotSearch dots = new DotSearch();
    /** Small pieces, such as lines of the header that we add, go to the file with what comes after them. */
    private final ByteBuffer pending = ByteBuffer.allocate(1024);

    /** Closed while it rests. */
    private FileChannel channel;

    private long size;
    private boolean closed;
    private boolean sealed;
    private boolean dated;

    private MaildirDraft(Path file, FileChannel channel, Disk disk, long made) {
        this.file = file;
        this.channel = channel;
        this.disk = disk;
        this.made = made;
    }

    static MaildirDraft in(Path tmp, Disk disk, Instant now) throws StoreException {
        Path file = scratch(tmp, now);
        try {
            return new MaildirDraft(file, Disk.create(file), disk, now.getEpochSecond());
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot write " + file, unwritable);
        }
    }

    /** A file in {@code tmp} that nobody has. */
    static Path scratch(Path tmp, Instant now) {
        return tmp.resolve(FileName.scratch(now.getEpochSecond(), COUNT.incrementAndGet()));
    }

    @Override
    public void write(ByteBuffer octets) throws StoreException {
        if (sealed || closed) {
            throw new IllegalStateException("the draft is closed or appended");
        }
        dots.look(octets);
        size += octets.remaining();
        if (octets.remaining() <= pending.remaining()) {
            pending.put(octets);
            return;
        }
        try {
            flush(octets);
        } catch (IOException full) {
            throw Disk.refusal("cannot write " + file, full);
        }
    }

    @Override
    public void rest() throws StoreException {
        try {
            flush(NOTHING);
            channel.close();
        } catch (IOException full) {
            throw Disk.refusal("cannot write " + file, full);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Content content() throws StoreException {
        if (closed) {
            throw new IllegalStateException("the draft is closed");
        }
        try {
            flush(NOTHING);
        } catch (IOException full) {
            throw Disk.refusal("cannot write " + file, full);
        }
        return new MaildirContent(this, size);
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
            if (!Disk.delete(file)) {
                throw new IOException("cannot remove " + file);
            }
        } catch (IOException left) {
            System.getLogger(MaildirDraft.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "left in tmp: " + file, left);
        }
    }

    /** Puts the octets on the disk; afterwards none can be added. */
    Addition sealed(NewMessage message) throws IOException {
        if (closed) {
            throw new IllegalStateException("the draft is closed");
        }
        if (!sealed) {
            boolean rested = !channel.isOpen();
            flush(NOTHING);
            disk.sync(open());
            sealed = true;
            if (rested) {
                channel.close();
            }
            long now = System.currentTimeMillis() / 1000;
            dated = message.internalDate().getEpochSecond() == made && made == now;
        }
        return new Addition(
                () -> file,
                size,
                size,
                dots(),
                message.flags(),
                message.internalDate(),
                dated ? Addition.How.LINK : Addition.How.DATE,
                message.replaced());
    }

    private FileChannel open() throws IOException {
        if (!channel.isOpen()) {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        }
        return channel;
    }

    private void flush(ByteBuffer more) throws IOException {
        ByteBuffer[] both = {pending.flip(), more};
        try {
            while (pending.hasRemaining() || more.hasRemaining()) {
                open().write(both);
            }
        } finally {
            pending.compact(); // what a full disk has not taken stays
        }
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void missing() throws StoreException {
        throw new StoreException(StoreException.Reason.UNAVAILABLE, "somebody removed " + file);
    }

    @Override
    public boolean bareLf() {
        return false;
    }

    @Override
    public Place.Dots dots() {
        return Place.Dots.of(dots.free());
    }

    @Override
    public void remember(Place.Dots known) {
        throw new IllegalStateException("a draft knows its dots");
    }
}
