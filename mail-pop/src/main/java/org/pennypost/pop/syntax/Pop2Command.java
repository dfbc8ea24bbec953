package org.pennypost.pop.syntax;

import org.pennypost.core.account.Password;

/** A POP2 command; RFC 937, "Definitions of Commands and Replies", in its order. */
public sealed interface Pop2Command {
    // RFC 937 HELO
    record Helo(String user, Password password) implements Pop2Command {}

    // RFC 937 FOLD
    record Fold(String mailbox) implements Pop2Command {}

    // RFC 937 READ; message −1 for the current one
    record Read(long message) implements Pop2Command {}

    // RFC 937 RETR
    record Retr() implements Pop2Command {}

    // RFC 937 ACKS
    record Acks() implements Pop2Command {}

    // RFC 937 ACKD
    record Ackd() implements Pop2Command {}

    // RFC 937 NACK
    record Nack() implements Pop2Command {}

    // RFC 937 QUIT
    record Quit() implements Pop2Command {}
}
