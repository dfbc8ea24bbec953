package org.pennypost.server.guard;

/** Is told of each login. Thread-safe; does not block. */
@FunctionalInterface
public interface LoginListener {
    /** How a login ended. */
    enum Outcome {
        /** The user is in. */
        ACCEPTED,
        /** The proof did not hold. */
        FAILED,
        /** The proof held, but the user may not enter by this protocol. */
        NOT_ALLOWED,
        /** It was not looked at, after too many failures. */
        BLOCKED
    }

    /** A login by a protocol has ended. */
    void login(String protocol, Outcome outcome);
}
