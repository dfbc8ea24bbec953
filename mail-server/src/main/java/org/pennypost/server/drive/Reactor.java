package org.pennypost.server.drive;

import java.util.concurrent.Executor;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * MINA's I/O thread with one fault taken out.
 *
 * <p>When reading is suspended or resumed, MINA 2.2 also computes anew whether the session waits to write, but looks
 * into its queue only: a write that is half done is not there any more, its key loses the interest in writing, and the
 * answer stops for ever. It does so on the caller's thread too, while the I/O thread changes the same key. Here the
 * key is changed by the I/O thread alone, and only its interest in reading; writing is never suspended.
 */
final class Reactor extends NioProcessor {
    private volatile Thread thread = Thread.currentThread();

    Reactor(Executor executor) {
        super(executor);
    }

    @Override
    protected int select(long timeout) throws Exception {
        if (thread != Thread.currentThread()) {
            thread = Thread.currentThread();
        }
        return super.select(timeout);
    }

    @Override
    public void updateTrafficControl(NioSession session) {
        if (Thread.currentThread() == thread) {
            try {
                setInterestedInRead(session, !session.isReadSuspended());
            } catch (Exception e) {
                session.getFilterChain().fireExceptionCaught(e);
            }
        } else {
            updateTrafficMask(session); // the I/O thread calls this method in its next turn
        }
    }
}
