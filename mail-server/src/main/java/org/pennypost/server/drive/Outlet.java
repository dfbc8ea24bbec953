package org.pennypost.server.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.file.DefaultFileRegion;
import org.apache.mina.core.file.FileRegion;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * The network side of a connection: a window of writes that MINA has not finished, and the tap on reading. An answer
 * that fits leaves from the thread that made it, without MINA.
 *
 * <p>MINA takes any number of writes and keeps them in memory, so the window is what bounds an answer to a peer that
 * does not read. The count is our own: MINA's counters of scheduled writes do not come back to zero.
 *
 * <p>Guarded by the connection's lock.
 */
final class Outlet {
    /** More than one, so that the socket has work while the next piece is made. */
    private static final int WRITES = 16;

    private static final int OCTETS = 256 * 1024;
    private static final int GATHERED = 64 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final IoSession session;
    private ByteBuffer gathered = NOTHING;
    /** Whether {@link #gathered} was made here and may be added to; it is then in writing mode. */
    private boolean ours;

    private int writes;
    private int octets;
    private Optional<FileChannel> file = Optional.empty();
    private long writtenBefore;
    private boolean reading = true;

    Outlet(IoSession session) {
        this.session = session;
    }

    /** Whether the window has room; if not, {@link #sent} is where it gets room again. */
    boolean hasRoom() {
        return writes < WRITES && octets < OCTETS && file.isEmpty();
    }

    /** Whether all has left. */
    boolean idle() {
        return writes == 0 && gathered == NOTHING;
    }

    /** Sends octets, soon: small ones are gathered until {@link #finish}. */
    void send(ByteBuffer more) {
        if (gathered == NOTHING) {
            gathered = more;
            ours = false;
        } else if (pending() + more.remaining() <= GATHERED) {
            gather(more);
        } else {
            flush();
            gathered = more;
        }
    }

    /** Sends a part of a file, and closes the file afterwards. */
    void send(FileChannel from, long offset, long size) {
        flush();
        file = Optional.of(from);
        write(new DefaultFileRegion(from, offset, size));
    }

    /**
     * Sends everything gathered from this very thread, as far as the system takes it, and gives the rest to MINA: to wake
     * the I/O thread for an answer would cost more than the answer. Only the end of a long one goes this way, so that
     * a peer that reads fast does not keep the thread from others.
     *
     * @return whether anything has left
     */
    boolean finish() {
        if (gathered == NOTHING) {
            return false;
        }
        if (writes > 0 || pending() > GATHERED) { // MINA sends what came before, and what would take a while
            flush();
            return false;
        }
        ByteBuffer all = takeGathered();
        int before = all.remaining();
        writeAtOnce(all);
        if (all.hasRemaining()) {
            give(all);
        }
        return all.remaining() < before;
    }

    /** Gives everything gathered to MINA. */
    private void flush() {
        if (gathered != NOTHING) {
            give(takeGathered());
        }
    }

    /** MINA has finished a write. */
    void sent(Object message) {
        writes--;
        if (message instanceof IoBuffer) {
            octets -= ((IoBuffer) message).limit();
        } else if (message instanceof FileRegion) {
            closeFile();
        }
    }

    /** Whether anything has left since this was last asked. */
    boolean progressed() {
        long written = session.getWrittenBytes();
        boolean progress = written != writtenBefore;
        writtenBefore = written;
        return progress;
    }

    /** Opens or closes the tap on reading. */
    void reading(boolean wanted) {
        if (wanted != reading) {
            reading = wanted;
            if (wanted) {
                session.resumeRead();
            } else {
                session.suspendRead();
            }
        }
    }

    /** Tells the peer that nothing more will come, and still reads. */
    void endOutput() {
        try {
            channel().shutdownOutput();
        } catch (IOException e) {
            close(); // already gone
        }
    }

    /** Cuts the line; what has not left never will. */
    void close() {
        gathered = NOTHING;
        session.closeNow();
    }

    /** The line is gone. */
    void closed() {
        gathered = NOTHING;
        closeFile();
        writes = 0;
    }

    private ByteBuffer takeGathered() {
        ByteBuffer all = ours ? gathered.flip() : gathered;
        gathered = NOTHING;
        ours = false;
        return all;
    }

    private void writeAtOnce(ByteBuffer all) {
        try {
            channel().write(all);
        } catch (IOException gone) {
            System.getLogger(Outlet.class.getName())
                    .log(System.Logger.Level.DEBUG, "MINA meets it too, and ends the session", gone);
        }
    }

    private void give(ByteBuffer all) {
        octets += all.remaining();
        write(IoBuffer.wrap(all.slice())); // begins at 0, so that its limit tells its size in sent()
    }

    private SocketChannel channel() {
        return (SocketChannel) ((NioSession) session).getChannel();
    }

    private void write(Object message) {
        writes++;
        session.write(message);
    }

    private int pending() {
        return ours ? gathered.position() : gathered.remaining();
    }

    private void gather(ByteBuffer more) {
        if (!ours || gathered.remaining() < more.remaining()) {
            int needed = pending() + more.remaining();
            ByteBuffer larger = ByteBuffer.allocate(Math.min(GATHERED, Math.max(needed, 2 * needed)));
            larger.put(ours ? gathered.flip() : gathered);
            gathered = larger;
            ours = true;
        }
        gathered.put(more);
    }

    private void closeFile() {
        file.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                System.getLogger(Outlet.class.getName()).log(System.Logger.Level.DEBUG, "closing a file failed", e);
            }
        });
        file = Optional.empty();
    }
}
