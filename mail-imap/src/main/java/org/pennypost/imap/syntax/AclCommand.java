package org.pennypost.imap.syntax;

import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Rights;

/** What a client asks about rights: RFC 4314 §3. Immutable. */
public sealed interface AclCommand extends Command {
    /** RFC 4314 §3.1: {@code identifier} as it is stored. */
    record SetAcl(MailboxName mailbox, String identifier, RightsChange change) implements AclCommand {}

    /** What SETACL does to the rights of an identifier, RFC 4314 §3.1. */
    record RightsChange(Mode mode, Rights rights) {
        /** How. */
        public enum Mode {
            /** Give these. */
            ADD,
            /** Take these. */
            REMOVE,
            /** Give exactly these. */
            REPLACE
        }

        /** The rights after the change. */
        public Rights applied(Rights before) {
            return switch (mode) {
                case ADD -> before.with(rights);
                case REMOVE -> before.without(rights);
                case REPLACE -> rights;
            };
        }
    }

    /** RFC 4314 §3.2. */
    record DeleteAcl(MailboxName mailbox, String identifier) implements AclCommand {}

    /** RFC 4314 §3.3. */
    record GetAcl(MailboxName mailbox) implements AclCommand {}

    /** RFC 4314 §3.4: {@code spelling} is what the client wrote for the identifier. */
    record ListRights(MailboxName mailbox, String identifier, String spelling) implements AclCommand {}

    /** RFC 4314 §3.5. */
    record MyRights(MailboxName mailbox) implements AclCommand {}
}
