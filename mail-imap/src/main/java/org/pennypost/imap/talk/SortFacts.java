package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.message.BaseSubject;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderAddress;
import org.pennypost.core.message.HeaderDate;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageIds;
import org.pennypost.core.message.RawText;
import org.pennypost.imap.syntax.SortKey;

/**
 * What SORT and THREAD ask of a header (RFC 5256, RFC 5957), made ready. Comes from the cache or from the
 * header. Message identifiers are kept as 128 bits of their SHA-256, which tell them apart as well as they do themselves.
 * Confined to one thread.
 */
final class SortFacts {
    /** The order of the sections; whoever changes it counts {@link #FORMAT} up. */
    private enum Fact {
        /** One octet that says if it was a reply or a forward, then the base subject, collated. */
        SUBJECT,
        /** In seconds of the epoch; absent if the header says no date. */
        SENT,
        FROM,
        TO,
        CC,
        DISPLAY_FROM,
        DISPLAY_TO,
        /** The digest of the message's own identifier. */
        ID,
        /** The digests of the identifiers that it refers to, the parent's last. */
        REFERENCES
    }

    static final CacheFormat FORMAT = new CacheFormat("imap-sort", 3);

    /** What is known of a message that is gone. */
    static final SortFacts NONE = new SortFacts(Sections.NONE);
    /** A message refers to no more than these. */
    static final int MOST_REFERENCES = 100;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int COUNT = Fact.values().length;

    private final Sections sections;

    private SortFacts(Sections sections) {
        this.sections = sections;
    }

    /** What {@link #octets} once gave. */
    static SortFacts of(ByteBuffer octets) {
        return new SortFacts(new Sections(octets, COUNT));
    }

    /** The sent date in seconds of the epoch, if the header says it: RFC 5256 §2.2. */
    OptionalLong sent() {
        ByteBuffer sent = get(Fact.SENT);
        return sent.hasRemaining() ? OptionalLong.of(sent.getLong()) : OptionalLong.empty();
    }

    /** The base subject, collated: RFC 5256 §2.1. */
    ByteBuffer subject() {
        ByteBuffer subject = get(Fact.SUBJECT);
        return subject.hasRemaining() ? subject.slice(subject.position() + 1, subject.remaining() - 1) : subject;
    }

    /** Whether the subject is that of a reply or a forward: RFC 5256 §BASE.6.4.THREAD. */
    boolean isReply() {
        ByteBuffer subject = get(Fact.SUBJECT);
        return subject.hasRemaining() && subject.get() != 0;
    }

    /** The text of a key that has one, collated; empty if the header has no such field. */
    ByteBuffer text(SortKey key) {
        return switch (key) {
            case SUBJECT -> subject();
            case FROM -> get(Fact.FROM);
            case TO -> get(Fact.TO);
            case CC -> get(Fact.CC);
            case DISPLAYFROM -> get(Fact.DISPLAY_FROM);
            case DISPLAYTO -> get(Fact.DISPLAY_TO);
            default -> throw new IllegalArgumentException(key + " is no text");
        };
    }

    /** The digest of the message's identifier; nothing if it has none. */
    ByteBuffer id() {
        return get(Fact.ID);
    }

    /** The digests of what it refers to, one behind the other. */
    ByteBuffer references() {
        return get(Fact.REFERENCES);
    }

    /** What a header tells, to be kept. */
    static ByteBuffer octets(Header header) {
        Sections.Writer into = new Sections.Writer(COUNT);
        BaseSubject subject = BaseSubject.of(last(header, "Subject").decoded());
        into.put((byte) (subject.isReply() ? 1 : 0));
        put(Collated.text(subject.text()), into);
        Optional<OffsetDateTime> sent = header.first("Date").flatMap(date -> HeaderDate.parse(date.value()));
        sent.ifPresent(date -> into.put(ByteBuffer.allocate(Long.BYTES).putLong(0, date.toEpochSecond())));
        into.end();
        Optional<HeaderAddress> from = HeaderAddress.first(header, "From");
        Optional<HeaderAddress> to = HeaderAddress.first(header, "To");
        putMailbox(from, into);
        putMailbox(to, into);
        putMailbox(HeaderAddress.first(header, "Cc"), into);
        put(Collated.text(from.map(SortFacts::shown).orElse("")), into);
        put(Collated.text(to.map(SortFacts::shown).orElse("")), into);
        List<String> own = ids(header, "Message-ID");
        putIds(own.subList(0, Math.min(1, own.size())), into);
        putIds(references(header), into);
        return into.whole();
    }

    /** As ENVELOPE has it (RFC 9051 §7.5.2). */
    private static RawText last(Header header, String name) {
        List<HeaderField> fields = header.all(name);
        return fields.isEmpty() ? RawText.EMPTY : fields.get(fields.size() - 1).value();
    }

    /** RFC 5256 §BASE.6.4.THREAD: of References, or the first one of In-Reply-To. */
    private static List<String> references(Header header) {
        List<String> references = ids(header, "References");
        if (references.isEmpty()) {
            List<String> parents = ids(header, "In-Reply-To");
            return parents.subList(0, Math.min(1, parents.size()));
        }
        // Deviates from RFC 5256 §BASE.6.4.THREAD: of more than 100 references the last 100 count, because each takes
        // memory in every THREAD; what is further up is told by the messages in between.
        return references.subList(Math.max(0, references.size() - MOST_REFERENCES), references.size());
    }

    private static List<String> ids(Header header, String name) {
        return header.all(name).stream()
                .map(HeaderField::value)
                .flatMap(value -> MessageIds.parse(value).stream())
                .filter(SortFacts::isValid)
                .toList();
    }

    /**
     * RFC 5322 §3.6.4: {@code id-left "@" id-right}. Strangers who answered "yes" to a program that asked them for an
     * identifier are no thread.
     */
    private static boolean isValid(String id) {
        int at = id.indexOf('@');
        return at > 0 && at < id.length() - 1;
    }

    /** RFC 5256 §BASE.6.4.SORT: {@code addr-mailbox} of the first address, which for a group is its name. */
    private static void putMailbox(Optional<HeaderAddress> address, Sections.Writer into) {
        String mailbox = address.map(SortFacts::mailbox).orElse(RawText.EMPTY).toString();
        put(Collated.text(mailbox), into);
    }

    private static RawText mailbox(HeaderAddress address) {
        return address instanceof HeaderAddress.Individual one ? one.localPart() : group(address);
    }

    /** RFC 5957 §3. */
    private static String shown(HeaderAddress address) {
        if (address instanceof HeaderAddress.Individual one) {
            String name = one.name().decoded();
            String host = one.domain().isEmpty() ? "" : "@" + one.domain();
            return name.isEmpty() ? one.localPart() + host : name;
        }
        return group(address).toString();
    }

    private static RawText group(HeaderAddress address) {
        return address instanceof HeaderAddress.GroupStart group ? group.name() : RawText.EMPTY;
    }

    private static void put(byte[] octets, Sections.Writer into) {
        into.put(octets);
        into.end();
    }

    private static void putIds(List<String> ids, Sections.Writer into) {
        MessageDigest digest = ObjectIds.digest();
        for (String id : ids) {
            into.put(ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)), 0, ObjectIds.SHORT));
        }
        into.end();
    }

    private ByteBuffer get(Fact fact) {
        int section = fact.ordinal();
        return sections.has(section) ? sections.get(section) : NOTHING;
    }
}
