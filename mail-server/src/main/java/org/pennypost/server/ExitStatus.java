package org.pennypost.server;

/** What the process says when it ends, with the numbers of {@code sysexits.h}. */
public final class ExitStatus {
    /** All went well. */
    public static final int OK = 0;
    /** What was asked for did not work out: no such user, a tour that failed. */
    public static final int FAILED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 64;
    /** Not all of what was given could be taken: an import without some of the mail. */
    public static final int DATA = 65;
    /** Something needed is not there: a port is taken. */
    public static final int UNAVAILABLE = 69;
    /** An error has ended a thread without which the server would be half of one. */
    public static final int SOFTWARE = 70;
    /** A file or directory cannot be made, read or written. */
    public static final int INPUT_OUTPUT = 74;
    /** The system does not permit it: a port below 1024. */
    public static final int NO_PERMISSION = 77;
    /** The configuration is wrong. */
    public static final int CONFIGURATION = 78;

    private ExitStatus() {}
}
