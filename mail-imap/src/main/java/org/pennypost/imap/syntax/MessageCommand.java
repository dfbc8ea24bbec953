package org.pennypost.imap.syntax;

import java.util.List;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.MailboxName;

/** What a client does with messages: RFC 9051 §6.3.12 and §6.4. Immutable. */
public sealed interface MessageCommand extends Command {
    /** A command that brings messages: parsed when the first literal is announced, before its octets are read. */
    sealed interface Bringing extends MessageCommand {
        /** Where they go. */
        MailboxName mailbox();

        /** What it says before the first literal. */
        AppendSegment first();
    }

    /** RFC 9051 §6.3.12, RFC 3502 §6.3.11. */
    record Append(SpelledName asked, AppendSegment first) implements Bringing {
        @Override
        public MailboxName mailbox() {
            return asked.name();
        }
    }

    /**
     * RFC 8508 §3.2, §3.3.
     *
     * @param message the number or UID of the message to replace, or {@link SequenceSet#STAR}
     */
    record Replace(boolean byUid, long message, MailboxName mailbox, AppendSegment first) implements Bringing {
        @Override
        public boolean usesNumbers() {
            return !byUid;
        }
    }

    /** RFC 9051 §6.4.3. */
    record Expunge() implements MessageCommand {}

    /** RFC 9051 §6.4.9, RFC 4315 §2.1: UID EXPUNGE. */
    record UidExpunge(SequenceSet uids) implements MessageCommand {}

    /** RFC 9051 §6.4.5: {@code items} in the client's order, without doubles; not UID by itself for {@code byUid}. */
    record Fetch(boolean byUid, SequenceSet messages, List<FetchItem> items, Changes changes)
            implements MessageCommand {
        public Fetch {
            items = List.copyOf(items);
        }

        @Override
        public boolean usesNumbers() {
            return !byUid;
        }
    }

    /**
     * Of which messages FETCH is to tell: RFC 7162 §3.1.4.1 CHANGEDSINCE and §3.2.6 VANISHED, RFC 9394 §3.3 PARTIAL.
     *
     * @param since only those with a higher modification sequence; {@link #UNASKED} for all
     * @param vanished also which of them are gone since then
     * @param page only those on this page of the messages that the client names, of which CHANGEDSINCE then chooses
     */
    record Changes(long since, boolean vanished, PartialRange page) {
        /** Instead of a modification sequence, when the client does not speak of changes. */
        public static final long UNASKED = -1;

        /** All messages, as in a FETCH without modifiers. */
        public static final Changes ALL = new Changes(UNASKED, false);

        /** Without a page. */
        public Changes(long since, boolean vanished) {
            this(since, vanished, PartialRange.ALL);
        }

        /** Whether the client asked for less than all. */
        public boolean areAsked() {
            return since != UNASKED;
        }
    }

    /**
     * RFC 9051 §6.4.6: {@code silent} for FLAGS.SILENT.
     *
     * @param unchangedSince RFC 7162 §3.1.3 UNCHANGEDSINCE; {@link #ALWAYS} without
     */
    record Store(boolean byUid, SequenceSet messages, FlagChange change, boolean silent, long unchangedSince)
            implements MessageCommand {
        /** No modification sequence is above this one. */
        public static final long ALWAYS = Long.MAX_VALUE;

        @Override
        public boolean usesNumbers() {
            return !byUid;
        }

        /** Whether the client made a condition. */
        public boolean isConditional() {
            return unchangedSince != ALWAYS;
        }
    }

    /** RFC 9051 §6.4.7. */
    record Copy(boolean byUid, SequenceSet messages, MailboxName mailbox) implements MessageCommand {
        @Override
        public boolean usesNumbers() {
            return !byUid;
        }
    }

    /** RFC 9051 §6.4.8. */
    record Move(boolean byUid, SequenceSet messages, MailboxName mailbox) implements MessageCommand {
        @Override
        public boolean usesNumbers() {
            return !byUid;
        }
    }
}
