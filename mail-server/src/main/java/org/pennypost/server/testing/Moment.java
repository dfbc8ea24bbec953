package org.pennypost.server.testing;

/** When something can go wrong. */
public enum Moment {
    /** A client has connected and waits for the greeting, on any port. */
    CONNECTION,
    /** A client has proven who he is, by any protocol. */
    LOGIN,
    /** A recipient has been named. */
    RECIPIENT,
    /** All of a message is here, and nothing of it is kept yet. */
    MESSAGE,
    /** The message is kept, and the client has not been told yet: he cannot know. */
    KEPT
}
