package org.pennypost.server.moving;

/** Hears how it goes. Called by the thread that moves. */
public interface MovingReport {
    /** So much of a file or mailbox has been moved: octets or messages. */
    void progress(String what, long done, long total);

    /** Something was left out or not understood: one line for a person. */
    void notice(String line);
}
