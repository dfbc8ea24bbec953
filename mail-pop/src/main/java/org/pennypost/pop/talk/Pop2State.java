package org.pennypost.pop.talk;

import org.pennypost.core.account.Login;

/**
 * The states of RFC 937's server decision table. LSTN is before the conversation, DONE is its end.
 */
sealed interface Pop2State {
    /** The conversation that is in this state. */
    Pop2Dialect dialect();

    /** AUTH: nobody has logged in. */
    record Auth(Pop2Dialect dialect) implements Pop2State {}

    /** The states in which a mailbox is open and no message waits for its acknowledgment. */
    sealed interface Open extends Pop2State permits Mbox, Item {
        Login login();

        MarkedMaildrop maildrop();

        /** The message that READ without a number means. */
        int current();
    }

    /** MBOX: a mailbox is selected. */
    record Mbox(Pop2Dialect dialect, Login login, MarkedMaildrop maildrop) implements Open {
        @Override
        public int current() {
            return 1;
        }
    }

    /** ITEM: the size of the current message has been told; 0 if there is no such message. */
    record Item(Pop2Dialect dialect, Login login, MarkedMaildrop maildrop, int current) implements Open {}

    /** NEXT: the message has been sent and must be acknowledged. */
    record Next(Pop2Dialect dialect, Login login, MarkedMaildrop maildrop, int current) implements Pop2State {}
}
