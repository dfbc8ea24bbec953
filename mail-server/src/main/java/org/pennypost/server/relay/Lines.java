package org.pennypost.server.relay;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.client.Errands;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outgoing;

/**
 * The connections that are open. A connection that is cut between the end of a text and the reply to it leaves us not
 * knowing who has the message, which then comes twice (RFC 1047): whoever stops in good order waits for that reply, and
 * for nothing else. Thread-safe.
 */
final class Lines {
    private final Set<SocketLine> open = new HashSet<>();
    /** Those of them that a text is on its way over. */
    private final Set<SocketLine> sending = new HashSet<>();

    private boolean finishing;

    synchronized void open(SocketLine line) {
        open.add(line);
        if (finishing) {
            line.cut();
        }
    }

    synchronized void closed(SocketLine line) {
        open.remove(line);
        sending.remove(line);
        notifyAll();
    }

    /** The same errands, watched. */
    Errands over(SocketLine line, Errands errands) {
        return new Errands() {
            @Override
            public Optional<Outgoing> next() throws StoreException {
                return isFinishing() ? Optional.empty() : errands.next();
            }

            @Override
            public void begun(Outgoing mail) {
                errands.begun(mail);
            }

            @Override
            public void sending(Outgoing mail) {
                begin(line);
                errands.sending(mail);
            }

            @Override
            public void settled(Outgoing mail, List<Outcome> outcomes) throws StoreException {
                try {
                    errands.settled(mail, outcomes);
                } finally {
                    end(line);
                }
            }
        };
    }

    /** Waits until nothing is on its way. */
    synchronized void finish(Duration patience) throws InterruptedException {
        finishing = true;
        open.stream().filter(line -> !sending.contains(line)).forEach(SocketLine::cut);
        long end = System.nanoTime() + patience.toNanos();
        for (long left = end - System.nanoTime(); left > 0 && !sending.isEmpty(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized void cut() {
        open.forEach(SocketLine::cut);
    }

    private synchronized boolean isFinishing() {
        return finishing;
    }

    /** A text that would begin while we stop does not get away any more. */
    private synchronized void begin(SocketLine line) {
        if (finishing) {
            line.cut();
        } else {
            sending.add(line);
        }
    }

    private synchronized void end(SocketLine line) {
        sending.remove(line);
        notifyAll();
    }
}
