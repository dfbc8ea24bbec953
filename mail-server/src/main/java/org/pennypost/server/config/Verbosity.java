package org.pennypost.server.config;

/** How much is logged. */
public enum Verbosity {
    /** What an operator must act on. */
    WARNING,
    /** And what starts and stops. */
    INFO,
    /** And a line for each command. */
    DEBUG,
    /** And changes of state. */
    TRACE
}
