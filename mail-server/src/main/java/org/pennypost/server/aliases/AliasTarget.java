package org.pennypost.server.aliases;

import org.pennypost.core.address.MailAddress;

/** The right side of a line: whom the mail goes to. */
sealed interface AliasTarget {
    /** A user or another name of the file. */
    record Name(String text) implements AliasTarget {
        @Override
        public String toString() {
            return text;
        }
    }

    /** An address, here or at another server. */
    record Address(MailAddress mailbox) implements AliasTarget {
        @Override
        public String toString() {
            return mailbox.toString();
        }
    }
}
