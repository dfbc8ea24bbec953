package org.pennypost.pop.talk;

import org.pennypost.core.account.Login;

/**
 * The states of RFC 937's server decision table. LSTN is before the conversation, DONE is its end.
 */
sealed interface Pop2State {
    /** AUTH: nobody has logged in. */
    record Auth() implements Pop2State {}

    /** MBOX: a mailbox is selected. */
    record Mbox(Login login, Maildrop maildrop) implements Pop2State {}

    /** ITEM: the size of the current message has been told; 0 if there is no such message. */
    record Item(Login login, Maildrop maildrop, int current) implements Pop2State {}

    /** NEXT: the message has been sent and must be acknowledged. */
    record Next(Login login, Maildrop maildrop, int current) implements Pop2State {}
}
