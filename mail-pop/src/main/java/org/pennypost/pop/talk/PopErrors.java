package org.pennypost.pop.talk;

import org.pennypost.core.engine.Payload;
import org.pennypost.core.mailbox.StoreException;

/** The one table from the store's reasons to POP3 replies: RFC 2449 §8.1, RFC 3206 §4. */
final class PopErrors {
    private PopErrors() {}

    static Payload reply(StoreException refusal) {
        switch (refusal.reason()) {
            case IN_USE:
                return Pop3Replies.err("[IN-USE] the maildrop is open in another connection");
            case EXPUNGED:
                return Pop3Replies.err("the message was removed meanwhile");
            case NONEXISTENT:
                return Pop3Replies.err("[SYS/PERM] there is no such mailbox");
            case NO_PERMISSION:
                return Pop3Replies.err("[SYS/PERM] not permitted");
            case CORRUPTION:
                return Pop3Replies.err("[SYS/PERM] what is stored is damaged");
            default:
                return Pop3Replies.err("[SYS/TEMP] not possible now, try later");
        }
    }
}
