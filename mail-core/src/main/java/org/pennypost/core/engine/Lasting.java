package org.pennypost.core.engine;

import java.util.Optional;

/**
 * What goes on as long as the server: work that is done again and again by a thread that nobody would start again. An
 * error costs it one turn and not the thread; an operator hears of the first of several in a row. Thread-safe.
 *
 * <pre>{@code
 * Lasting cleaning = new Lasting(LOG, "cleaning");
 * executor.scheduleWithFixedDelay(cleaning.of(this::clean), 1, 1, TimeUnit.HOURS);
 * }</pre>
 */
public final class Lasting {
    private final System.Logger log;
    private final String what;
    private volatile boolean failing;

    /**
     * Work that lasts.
     *
     * @param what how the log is to name it
     */
    public Lasting(System.Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** The same task, which has no bad end. */
    public Runnable of(Runnable turn) {
        return () -> done(turn);
    }

    /** Does a turn, and tells whether it went well. */
    public boolean done(Runnable turn) {
        try {
            turn.run();
            failing = false;
            return true;
        } catch (RuntimeException | Error trouble) {
            failed(trouble);
            return false;
        }
    }

    /** A turn that was done elsewhere had this end. */
    public void failed(Throwable trouble) {
        if (!failing) {
            try {
                failing = true;
                tell(trouble);
            } catch (OutOfMemoryError again) {
                failing = false; // there is no memory even for the words; the next turn may have some
            }
        }
    }

    /** A turn that was done elsewhere went well. */
    public void went() {
        failing = false;
    }

    private void tell(Throwable trouble) {
        Optional<String> shortage = Shortage.in(trouble);
        if (shortage.isPresent()) {
            log.log(System.Logger.Level.WARNING, what + ", which goes on: " + shortage.get());
        } else {
            log.log(System.Logger.Level.ERROR, "a bug of ours in " + what + ", which goes on", trouble);
        }
    }
}
