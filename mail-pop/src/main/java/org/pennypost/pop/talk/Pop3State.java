package org.pennypost.pop.talk;

import org.pennypost.core.account.Login;

/** What has been proven in a POP3 conversation, RFC 1939 §3. UPDATE is no state of ours: it is what QUIT does. */
sealed interface Pop3State {
    /** The conversation that is in this state: handlers find in it what is the connection's. */
    Pop3Dialect dialect();

    /** RFC 1939 §4; {@code user} is the argument of the last USER, empty if there was none. */
    record Authorization(Pop3Dialect dialect, String user) implements Pop3State {}

    /** RFC 1939 §5: the maildrop is open and locked. */
    record Transaction(Pop3Dialect dialect, Login login, MarkedMaildrop maildrop) implements Pop3State {}
}
