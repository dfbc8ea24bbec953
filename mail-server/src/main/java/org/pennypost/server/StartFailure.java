package org.pennypost.server;

/** Why the server cannot start, in one line for the operator, and the exit status that says so to a script. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status as {@code sysexits.h} has them
     * @param message what is wrong and what to do about it
     * @param cause for a log at debug level; the message stands alone
     */
    public StartFailure(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The exit status of the process. */
    public int status() {
        return status;
    }
}
