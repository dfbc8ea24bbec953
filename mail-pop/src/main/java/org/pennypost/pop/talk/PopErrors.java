package org.pennypost.pop.talk;

import org.pennypost.core.mailbox.StoreException;

/** The one table from the store's reasons to POP3 replies: RFC 2449 §8.1, RFC 3206 §4. */
final class PopErrors {
    private PopErrors() {}

    static Pop3Reply reply(StoreException refusal) {
        switch (refusal.reason()) {
            case IN_USE:
                return Pop3Reply.IN_USE;
            case EXPUNGED:
                return Pop3Reply.REMOVED_MEANWHILE;
            case NONEXISTENT:
                return Pop3Reply.NO_MAILBOX;
            case NO_PERMISSION:
                return Pop3Reply.NOT_PERMITTED;
            case CORRUPTION:
                return Pop3Reply.DAMAGED;
            default:
                return Pop3Reply.NOT_NOW;
        }
    }
}
