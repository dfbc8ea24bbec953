package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.Rights;

/**
 * What a client asks for, in the order of RFC 9051 §6; what only RFC 3501 or an extension has stands with its likes.
 *
 * <p>Where a command exists with and without UID (RFC 9051 §6.4.9) it has {@code byUid}: whether numbers in it and in
 * its answer are UIDs. Immutable; {@code CommandParser} makes them.
 */
public sealed interface Command {
    /** Whether message sequence numbers are in it, or in what it is to be answered (RFC 9586 §3.2). */
    default boolean usesNumbers() {
        return false;
    }

    // In any state

    /** RFC 9051 §6.1.1. */
    record Capability() implements Command {}

    /** RFC 9051 §6.1.2. */
    record Noop() implements Command {}

    /** RFC 9051 §6.1.3. */
    record Logout() implements Command {}

    /** RFC 2971 §3.1: who the client is; at most 30 fields, their names in lower case; those with NIL left out. */
    record Id(Map<String, String> fields) implements Command {
        public Id {
            fields = Map.copyOf(fields);
        }
    }

    /** RFC 4978 §3: {@code mechanism} in upper case. */
    record Compress(String mechanism) implements Command {}

    /** RFC 5255 §3.2: language ranges, the one that is wanted most first; none to ask which there are. */
    record Language(List<String> ranges) implements Command {
        public Language {
            ranges = List.copyOf(ranges);
        }
    }

    // Not authenticated

    /** RFC 9051 §6.2.1. */
    record StartTls() implements Command {}

    /** RFC 9051 §6.2.2: {@code mechanism} in upper case. */
    record Authenticate(String mechanism, InitialResponse initialResponse) implements Command {}

    /** RFC 9051 §6.2.3. */
    record Login(String userid, Password password) implements Command {}

    // Authenticated

    /** RFC 9051 §6.3.1: capabilities in upper case. */
    record Enable(List<String> capabilities) implements Command {
        public Enable {
            capabilities = List.copyOf(capabilities);
        }
    }

    /** RFC 8437 §3. */
    record Unauthenticate() implements Command {}

    /** RFC 9051 §6.3.2, RFC 7162 §3.1.8 and §3.2.5. */
    record Select(SpelledName mailbox, SelectParameters parameters) implements Command {
        @Override
        public boolean usesNumbers() {
            return parameters.usesNumbers();
        }
    }

    /** RFC 9051 §6.3.3, RFC 7162 §3.1.8 and §3.2.5. */
    record Examine(SpelledName mailbox, SelectParameters parameters) implements Command {
        @Override
        public boolean usesNumbers() {
            return parameters.usesNumbers();
        }
    }

    /**
     * RFC 9051 §6.3.4: a separator at the end of the name has been taken off.
     *
     * @param uses the special-use attributes that it is to have (RFC 6154 §3), as the client wrote them
     */
    record Create(SpelledName asked, List<String> uses) implements Command {
        public Create {
            uses = List.copyOf(uses);
        }

        /** What it is to be called. */
        public MailboxName mailbox() {
            return asked.name();
        }
    }

    /** RFC 9051 §6.3.5. */
    record Delete(SpelledName asked) implements Command {
        /** Which. */
        public MailboxName mailbox() {
            return asked.name();
        }
    }

    /** RFC 9051 §6.3.6. */
    record Rename(SpelledName askedFrom, SpelledName askedTo) implements Command {
        /** What it is called. */
        public MailboxName from() {
            return askedFrom.name();
        }

        /** What it is to be called. */
        public MailboxName to() {
            return askedTo.name();
        }
    }

    /** RFC 9051 §6.3.7. */
    record Subscribe(MailboxName mailbox) implements Command {}

    /** RFC 9051 §6.3.8. */
    record Unsubscribe(MailboxName mailbox) implements Command {}

    /**
     * RFC 9051 §6.3.9 LIST.
     *
     * @param extended whether it has options or several patterns; an empty pattern asks for the separator only in the
     *     basic form (RFC 9051 §6.3.9)
     * @param reference the reference name; empty mostly
     * @param patterns names with {@code *} and {@code %}; those that no name can match are left out, maybe all
     *     (RFC 9051 §6.3.9)
     * @param status what the STATUS return option asks for; empty without that option
     * @param annotations what the METADATA return option asks for (RFC 9590 §3); empty without that option
     */
    record ListMailboxes(
            boolean extended,
            Set<ListSelection> selections,
            String reference,
            List<String> patterns,
            Set<ListReturn> returns,
            List<StatusItem> status,
            List<String> annotations)
            implements Command {
        /** Without annotations. */
        public ListMailboxes(
                boolean extended,
                Set<ListSelection> selections,
                String reference,
                List<String> patterns,
                Set<ListReturn> returns,
                List<StatusItem> status) {
            this(extended, selections, reference, patterns, returns, status, List.of());
        }

        public ListMailboxes {
            annotations = List.copyOf(annotations);
            selections = Set.copyOf(selections);
            patterns = List.copyOf(patterns);
            returns = Set.copyOf(returns);
            status = List.copyOf(status);
        }
    }

    /** RFC 3501 §6.3.9. */
    record Lsub(String reference, String pattern) implements Command {}

    /** RFC 9051 §6.3.10. */
    record Namespace() implements Command {}

    /** RFC 9051 §6.3.11: {@code items} in the client's order, without doubles. */
    record Status(MailboxName mailbox, List<StatusItem> items) implements Command {
        public Status {
            items = List.copyOf(items);
        }
    }

    /** A command that brings messages: parsed when the first literal is announced, before its octets are read. */
    sealed interface Bringing extends Command {
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

    /** RFC 9051 §6.3.13. */
    record Idle() implements Command {}

    /**
     * RFC 5465 §3.1.
     *
     * @param status whether the state of the mailboxes is to be told at once
     * @param groups of what the client wants to hear; none for NOTIFY NONE
     */
    record Notify(boolean status, List<EventGroup> groups) implements Command {
        public Notify {
            groups = List.copyOf(groups);
        }
    }

    /**
     * RFC 7377 §2 ESEARCH.
     *
     * @param sources which mailboxes to search
     * @param labelled whether the client named a charset, which has been used
     */
    record MultiSearch(List<EventGroup.Filter> sources, SearchReturns returns, boolean labelled, SearchKey key)
            implements Command {
        public MultiSearch {
            sources = List.copyOf(sources);
        }

        /** The same with another key. */
        public MultiSearch with(SearchKey other) {
            return new MultiSearch(sources, returns, labelled, other);
        }

        @Override
        public boolean usesNumbers() {
            return key.usesNumbers();
        }
    }

    /**
     * RFC 4467 §BASE.6.3.RESETKEY.
     *
     * @param mailbox empty for all
     * @param mechanisms in upper case; none for the usual one
     */
    record ResetKey(Optional<MailboxName> mailbox, List<String> mechanisms) implements Command {
        public ResetKey {
            mechanisms = List.copyOf(mechanisms);
        }
    }

    /** RFC 4467 §BASE.6.3.GENURLAUTH. */
    record GenUrlAuth(List<UrlRump> rumps) implements Command {
        public GenUrlAuth {
            rumps = List.copyOf(rumps);
        }
    }

    /** A URL that is to be authorized, and how; {@code mechanism} in upper case. */
    record UrlRump(String url, String mechanism) {}

    /** RFC 4467 §BASE.6.3.URLFETCH. */
    record UrlFetch(List<String> urls) implements Command {
        public UrlFetch {
            urls = List.copyOf(urls);
        }
    }

    /** RFC 5255 §4.7: comparators, with wildcards; none to ask which is active. */
    record Comparator(List<String> patterns) implements Command {
        public Comparator {
            patterns = List.copyOf(patterns);
        }
    }

    // Rights, quotas, annotations

    /** RFC 4314 §3.1: {@code identifier} as it is stored. */
    record SetAcl(MailboxName mailbox, String identifier, RightsChange change) implements Command {}

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
    record DeleteAcl(MailboxName mailbox, String identifier) implements Command {}

    /** RFC 4314 §3.3. */
    record GetAcl(MailboxName mailbox) implements Command {}

    /** RFC 4314 §3.4: {@code spelling} is what the client wrote for the identifier. */
    record ListRights(MailboxName mailbox, String identifier, String spelling) implements Command {}

    /** RFC 4314 §3.5. */
    record MyRights(MailboxName mailbox) implements Command {}

    /** RFC 9208 §4.1.1. */
    record GetQuota(String root) implements Command {}

    /** RFC 9208 §4.1.2. */
    record GetQuotaRoot(MailboxName mailbox) implements Command {}

    /** RFC 9208 §4.1.3: limits by the names of resources in upper case; others are taken away. */
    record SetQuota(String root, Map<String, Long> limits) implements Command {
        public SetQuota {
            limits = Map.copyOf(limits);
        }
    }

    /**
     * RFC 5464 §4.2.
     *
     * @param entries names in lower case, each once
     * @param maxSize larger values are not wanted (RFC 5464 §4.2.1)
     * @param depth how many levels below an entry are wanted too: 0, 1 or {@link #INFINITE} (RFC 5464 §4.2.2)
     */
    record GetMetadata(MetadataSubject subject, List<String> entries, long maxSize, int depth) implements Command {
        /** All levels. */
        public static final int INFINITE = Integer.MAX_VALUE;

        public GetMetadata {
            entries = List.copyOf(entries);
        }
    }

    /** RFC 5464 §4.3: each entry once. */
    record SetMetadata(MetadataSubject subject, List<EntryValue> values) implements Command {
        public SetMetadata {
            values = List.copyOf(values);
        }
    }

    /**
     * RFC 5464 §4.3: a name in lower case and its new value.
     *
     * @param present false for NIL, which removes the entry
     */
    record EntryValue(String name, boolean present, ByteBuffer value) {
        public EntryValue {
            ByteBuffer own = ByteBuffer.allocate(value.remaining()).put(value.duplicate());
            value = own.flip().asReadOnlyBuffer();
        }

        /** NIL. */
        static EntryValue none(String name) {
            return new EntryValue(name, false, ByteBuffer.allocate(0));
        }
    }

    // Selected

    /** RFC 3501 §6.4.1. */
    record Check() implements Command {}

    /** RFC 9051 §6.4.1. */
    record Close() implements Command {}

    /** RFC 9051 §6.4.2. */
    record Unselect() implements Command {}

    /** RFC 9051 §6.4.3. */
    record Expunge() implements Command {}

    /** RFC 9051 §6.4.9, RFC 4315 §2.1: UID EXPUNGE. */
    record UidExpunge(SequenceSet uids) implements Command {}

    /**
     * RFC 9051 §6.4.4.
     *
     * @param returns what to answer; without RETURN, RFC 3501 has the SEARCH response
     * @param labelled whether the client named a charset, which has been used
     */
    record Search(boolean byUid, SearchReturns returns, boolean labelled, SearchKey key) implements Command {
        /** The same with another key. */
        public Search with(SearchKey other) {
            return new Search(byUid, returns, labelled, other);
        }

        @Override
        public boolean usesNumbers() {
            return !byUid || key.usesNumbers();
        }
    }

    /** RFC 5267 §4.3.5: the tags of searches that are no longer to be followed. */
    record CancelUpdate(Set<String> tags) implements Command {
        public CancelUpdate {
            tags = Set.copyOf(tags);
        }
    }

    /**
     * RFC 5256 §BASE.6.4.SORT, RFC 5267 §3.
     *
     * @param returns what to answer; without RETURN there is a SORT response
     * @param criteria the one that decides first comes first; each key at most once
     */
    record Sort(boolean byUid, SearchReturns returns, List<SortCriterion> criteria, SearchCriteria search)
            implements Command {
        public Sort {
            criteria = List.copyOf(criteria);
        }

        /** The same with another key. */
        public Sort with(SearchKey other) {
            return new Sort(byUid, returns, criteria, new SearchCriteria(search.utf8(), other));
        }

        @Override
        public boolean usesNumbers() {
            return !byUid || search.key().usesNumbers();
        }
    }

    /** RFC 5256 §BASE.6.4.THREAD. */
    record Thread(boolean byUid, ThreadAlgorithm algorithm, SearchCriteria search) implements Command {
        /** The same with another key. */
        public Thread with(SearchKey other) {
            return new Thread(byUid, algorithm, new SearchCriteria(search.utf8(), other));
        }

        @Override
        public boolean usesNumbers() {
            return !byUid || search.key().usesNumbers();
        }
    }

    /** RFC 10022: messages in a batch, and which batches are wanted, the first one being 1. */
    record UidBatches(long size, long first, long last) implements Command {}

    /** RFC 9051 §6.4.5: {@code items} in the client's order, without doubles; not UID by itself for {@code byUid}. */
    record Fetch(boolean byUid, SequenceSet messages, List<FetchItem> items, Changes changes) implements Command {
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
     * @param since only those with a higher modification sequence; 0 for all
     * @param vanished also which of them are gone since then
     * @param page only those on this page of the messages that the client names, of which CHANGEDSINCE then chooses
     */
    record Changes(long since, boolean vanished, PartialRange page) {
        /** All messages, as in a FETCH without modifiers. */
        public static final Changes ALL = new Changes(0, false);

        /** Without a page. */
        public Changes(long since, boolean vanished) {
            this(since, vanished, PartialRange.ALL);
        }

        /** Whether the client asked for less than all. */
        public boolean areAsked() {
            return since > 0;
        }
    }

    /**
     * RFC 9051 §6.4.6: {@code silent} for FLAGS.SILENT.
     *
     * @param unchangedSince RFC 7162 §3.1.3 UNCHANGEDSINCE; {@link #ALWAYS} without
     */
    record Store(boolean byUid, SequenceSet messages, FlagChange change, boolean silent, long unchangedSince)
            implements Command {
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

    /** RFC 9051 §6.4.7. */
    record Copy(boolean byUid, SequenceSet messages, MailboxName mailbox) implements Command {
        @Override
        public boolean usesNumbers() {
            return !byUid;
        }
    }

    /** RFC 9051 §6.4.8. */
    record Move(boolean byUid, SequenceSet messages, MailboxName mailbox) implements Command {
        @Override
        public boolean usesNumbers() {
            return !byUid;
        }
    }
}
