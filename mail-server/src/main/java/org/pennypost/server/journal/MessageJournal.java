package org.pennypost.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.engine.Lasting;
import org.pennypost.tls.files.OwnerOnly;

/** Writes the story of messages into files of a bounded number and size. Thread-safe. */
public final class MessageJournal implements MessageLog, AutoCloseable {
    /** How many files there are at most. */
    static final int FILES = 8;

    private static final System.Logger LOG = System.getLogger(MessageJournal.class.getName());
    private static final long FILE_OCTETS = 16L << 20;

    private final Path file;
    private final long fileOctets;
    private final ScheduledExecutorService syncing = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mail-journal");
        thread.setDaemon(true);
        return thread;
    });
    private FileChannel channel;
    private long size;
    private boolean dirty;
    private boolean failing;
    private boolean closed;

    private MessageJournal(Path file, long fileOctets) throws IOException {
        this.file = file;
        this.fileOctets = fileOctets;
        this.channel = open();
        this.size = channel.size();
    }

    /** The journal of a data directory, made if it is not there. */
    public static MessageJournal in(Path data) throws IOException {
        return in(data, FILE_OCTETS);
    }

    static MessageJournal in(Path data, long fileOctets) throws IOException {
        Path file = JournalReader.file(data);
        OwnerOnly.directory(file.getParent());
        MessageJournal journal = new MessageJournal(file, fileOctets);
        journal.syncing.scheduleWithFixedDelay(
                new Lasting(LOG, "the journal").of(journal::sync), 1, 1, TimeUnit.SECONDS);
        return journal;
    }

    @Override
    public void note(Instant at, QueueId id, String event) {
        String line = at + "\t" + id + "\t" + onOneLine(event) + "\n";
        write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes everything durable that was noted, and writes no more. */
    @Override
    public void close() {
        syncing.shutdown();
        sync();
        synchronized (this) {
            closed = true;
            try {
                channel.close();
            } catch (IOException trouble) {
                failed(trouble);
            }
        }
    }

    private static String onOneLine(String event) {
        StringBuilder line = new StringBuilder(event.length());
        event.chars().forEach(c -> line.append(Character.isISOControl(c) ? '?' : (char) c));
        return line.toString();
    }

    private synchronized void write(ByteBuffer line) {
        try {
            if (!channel.isOpen() && !closed) {
                reopen(); // a rotation that failed, or a thread that was interrupted, has closed it
            }
            if (size + line.remaining() > fileOctets && size > 0) {
                rotate();
            }
            size += line.remaining();
            while (line.hasRemaining()) {
                channel.write(line);
            }
            dirty = true;
            failing = false;
        } catch (IOException trouble) {
            failed(trouble);
        }
    }

    private void rotate() throws IOException {
        channel.force(false);
        channel.close();
        for (int i = FILES - 1; i > 0; i--) {
            Path older = JournalReader.rotated(file, i - 1);
            if (Files.exists(older)) {
                Files.move(older, JournalReader.rotated(file, i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        reopen();
    }

    private void reopen() throws IOException {
        channel = open();
        size = channel.size();
    }

    private FileChannel open() throws IOException {
        return OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void sync() {
        try {
            FileChannel now;
            synchronized (this) {
                if (!dirty) {
                    return;
                }
                dirty = false;
                now = channel;
            }
            now.force(false); // not under the lock: who writes does not wait for the disk
        } catch (ClosedChannelException rotated) {
            LOG.log(System.Logger.Level.TRACE, "synced when it was closed");
        } catch (IOException trouble) {
            failed(trouble);
        }
    }

    /** The mail goes on without its story; the operator hears of it once. */
    private synchronized void failed(IOException trouble) {
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, file + " cannot be written; messages go on without it", trouble);
        }
    }
}
