package org.pennypost.pop.syntax;

import org.pennypost.core.account.Password;

/** A POP2 command; RFC 937, "Definitions of Commands and Replies", in its order. */
public sealed interface Pop2Command {
    /** RFC 937 HELO: who the user is. */
    record Helo(String user, Password password) implements Pop2Command {}

    /** RFC 937 FOLD: chooses a mailbox. */
    record Fold(String mailbox) implements Pop2Command {}

    /** RFC 937 READ: asks how long a message is; message −1 for the current one. */
    record Read(long message) implements Pop2Command {}

    /** RFC 937 RETR: has it sent. */
    record Retr() implements Pop2Command {}

    /** RFC 937 ACKS: it came, and stays. */
    record Acks() implements Pop2Command {}

    /** RFC 937 ACKD: it came, and may go. */
    record Ackd() implements Pop2Command {}

    /** RFC 937 NACK: it did not come. */
    record Nack() implements Pop2Command {}

    /** RFC 937 QUIT: ends the conversation. */
    record Quit() implements Pop2Command {}
}
