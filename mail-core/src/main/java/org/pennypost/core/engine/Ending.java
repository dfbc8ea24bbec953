package org.pennypost.core.engine;

/** Why a conversation ends without the engine having asked for it. */
public enum Ending {
    /** The peer will send no more but may still read: what it asked for is answered, then the line is closed. */
    INPUT_CLOSED,
    /** The connection is gone: nothing can be said any more, only cleaned up. */
    LOST,
    /** The peer was silent for longer than {@link Engine#patience}. */
    IMPATIENT,
    /** There is no place for one more: told instead of the greeting, then the line is closed. */
    CROWDED,
    /** The server stops: the command in progress is finished, then the protocol's good-bye is said. */
    STOPPING
}
