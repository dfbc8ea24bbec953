package org.pennypost.imap.syntax;

import java.util.List;
import java.util.Map;
import org.pennypost.core.account.Password;

/**
 * What a client asks about itself and its connection: RFC 9051 §6.1 and §6.2, and of §6.3 what is about no mailbox.
 * Immutable.
 */
public sealed interface SessionCommand extends Command {
    /** RFC 9051 §6.1.1. */
    record Capability() implements SessionCommand {}

    /** RFC 9051 §6.1.2. */
    record Noop() implements SessionCommand {}

    /** RFC 9051 §6.1.3. */
    record Logout() implements SessionCommand {}

    /** RFC 2971 §3.1: who the client is; at most 30 fields, their names in lower case; those with NIL left out. */
    record Id(Map<String, String> fields) implements SessionCommand {
        public Id {
            fields = Map.copyOf(fields);
        }
    }

    /** RFC 4978 §3: {@code mechanism} in upper case. */
    record Compress(String mechanism) implements SessionCommand {}

    /** RFC 5255 §3.2: language ranges, the one that is wanted most first; none to ask which there are. */
    record Language(List<String> ranges) implements SessionCommand {
        public Language {
            ranges = List.copyOf(ranges);
        }
    }

    /** RFC 9051 §6.2.1. */
    record StartTls() implements SessionCommand {}

    /** RFC 9051 §6.2.2: {@code mechanism} in upper case. */
    record Authenticate(String mechanism, InitialResponse initialResponse) implements SessionCommand {}

    /** RFC 9051 §6.2.3. */
    record Login(String userid, Password password) implements SessionCommand {}

    /** RFC 9051 §6.3.1: capabilities in upper case. */
    record Enable(List<String> capabilities) implements SessionCommand {
        public Enable {
            capabilities = List.copyOf(capabilities);
        }
    }

    /** RFC 8437 §3. */
    record Unauthenticate() implements SessionCommand {}

    /** RFC 9051 §6.3.13. */
    record Idle() implements SessionCommand {}

    /**
     * RFC 5465 §3.1.
     *
     * @param status whether the state of the mailboxes is to be told at once
     * @param groups of what the client wants to hear; none for NOTIFY NONE
     */
    record Notify(boolean status, List<EventGroup> groups) implements SessionCommand {
        public Notify {
            groups = List.copyOf(groups);
        }
    }

    /** RFC 5255 §4.7: comparators, with wildcards; none to ask which is active. */
    record Comparator(List<String> patterns) implements SessionCommand {
        public Comparator {
            patterns = List.copyOf(patterns);
        }
    }
}
