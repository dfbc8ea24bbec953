package org.pennypost.imap.talk;

import org.pennypost.core.account.Login;

/**
 * What has been proven in a conversation: RFC 9051 §3.
 *
 * <pre>
 *   NotAuthenticated ──LOGIN, AUTHENTICATE──▶ Authenticated ◀──CLOSE, UNSELECT, failed SELECT── Selected
 *                                                  └──────────── SELECT, EXAMINE ────────────────▶
 *   any of them ──LOGOUT──▶ Logout
 * </pre>
 */
sealed interface ImapState {
    /** The conversation that is in this state. */
    Talk talk();

    /** RFC 9051 §3.1: nobody has said who he is. */
    record NotAuthenticated(Talk talk) implements ImapState {}

    /** Somebody has proven who he is. */
    sealed interface LoggedIn extends ImapState {
        /** Who. */
        Login login();

        /** The mailboxes that he sees. */
        Namespaces account();
    }

    /** RFC 9051 §3.2: no mailbox is selected. */
    record Authenticated(Talk talk, Login login, Namespaces account) implements LoggedIn {}

    /** RFC 9051 §3.3: a mailbox is selected. */
    record Selected(Talk talk, Login login, Namespaces account, Selection selection) implements LoggedIn {}

    /** RFC 9051 §3.4: the connection is about to be closed. */
    record Logout(Talk talk) implements ImapState {}
}
