package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Envelope;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MessageStructure;
import org.pennypost.core.reading.MessageSource;
import org.pennypost.imap.syntax.TextMode;
import org.pennypost.imap.syntax.WireForm;

/**
 * What FETCH tells of a message that follows from its octets, in the form in which it goes over the wire. Comes from the
 * cache or is learned from the message. Confined to one thread.
 */
final class MessageFacts {
    /** The order of the sections in the cache; whoever changes it counts {@link #FORMAT} up. */
    private enum Fact {
        ENVELOPE,
        /** Where it differs from the former. */
        ENVELOPE_UTF8,
        BODY,
        BODY_UTF8,
        BODYSTRUCTURE,
        BODYSTRUCTURE_UTF8,
        /** The {@link KeptFields} and the blank line. */
        FIELDS,
        /** In UTF-8. */
        PREVIEW,
        EMAIL_ID
    }

    static final CacheFormat FORMAT = new CacheFormat("imap-fetch", 4);

    private static final int COUNT = Fact.values().length;

    private final Sections kept;
    /** What was learned since. */
    private final Map<Fact, ByteBuffer> learned = new EnumMap<>(Fact.class);

    private MessageFacts(Sections kept) {
        this.kept = kept;
    }

    /** Nothing is known yet. */
    static MessageFacts none() {
        return new MessageFacts(Sections.NONE);
    }

    /** What {@link #octets} once gave. */
    static MessageFacts of(ByteBuffer octets) {
        return new MessageFacts(new Sections(octets, COUNT));
    }

    /** Whether more is known now than at first. */
    boolean learned() {
        return !learned.isEmpty();
    }

    /** What is known, to be kept. */
    ByteBuffer octets() {
        Sections.Writer sections = new Sections.Writer(COUNT);
        for (Fact fact : Fact.values()) {
            if (has(fact)) {
                sections.put(get(fact));
                sections.end();
            } else {
                sections.endAbsent();
            }
        }
        return sections.whole();
    }

    boolean hasHeader() {
        return has(Fact.ENVELOPE);
    }

    boolean hasStructure() {
        return has(Fact.BODYSTRUCTURE);
    }

    ByteBuffer envelope(TextMode mode) {
        return get(Fact.ENVELOPE, Fact.ENVELOPE_UTF8, mode);
    }

    ByteBuffer body(TextMode mode) {
        return get(Fact.BODY, Fact.BODY_UTF8, mode);
    }

    ByteBuffer bodyStructure(TextMode mode) {
        return get(Fact.BODYSTRUCTURE, Fact.BODYSTRUCTURE_UTF8, mode);
    }

    /** A header section that has the {@link KeptFields} only. */
    ByteBuffer fields() {
        return get(Fact.FIELDS);
    }

    /** The header as far as it is kept. */
    Header header() {
        return Header.parse(fields(), MessageLimits.DEFAULTS);
    }

    boolean hasPreview() {
        return has(Fact.PREVIEW);
    }

    String preview() {
        return StandardCharsets.UTF_8.decode(get(Fact.PREVIEW)).toString();
    }

    boolean hasEmailId() {
        return has(Fact.EMAIL_ID);
    }

    String emailId() {
        return StandardCharsets.US_ASCII.decode(get(Fact.EMAIL_ID)).toString();
    }

    /** Learns the first words, for which all of the message is read. */
    void learnPreview(MessageSource source) throws StoreException {
        learn(Fact.PREVIEW, StandardCharsets.UTF_8.encode(Preview.of(source)));
    }

    /** Learns the identifier of the content, for which all of the message is read. */
    void learnEmailId(MessageSource source, Instant internalDate) throws StoreException {
        learn(Fact.EMAIL_ID, StandardCharsets.US_ASCII.encode(ObjectIds.emailId(source, internalDate)));
    }

    /** Learns what the header tells. */
    void learnHeader(MessageSource source) throws StoreException {
        learnHeader(source, Envelope.of(source.header(), source.limits()));
    }

    private void learnHeader(MessageSource source, Envelope envelope) throws StoreException {
        ByteBuffer ascii = WireForm.envelope(envelope, TextMode.ASCII);
        learn(Fact.ENVELOPE, ascii);
        if (WireForm.dependsOnMode(ascii)) {
            learn(Fact.ENVELOPE_UTF8, WireForm.envelope(envelope, TextMode.UTF8));
        }
        learn(Fact.FIELDS, source.header().fields(KeptFields.NAMES));
    }

    /** Learns what only the whole message tells, and what the header does. */
    void learnStructure(MessageSource source) throws StoreException {
        MessageStructure structure = source.structure();
        ByteBuffer body = WireForm.body(structure, TextMode.ASCII);
        ByteBuffer full = WireForm.bodyStructure(structure, TextMode.ASCII);
        learn(Fact.BODY, body);
        learn(Fact.BODYSTRUCTURE, full);
        if (WireForm.dependsOnMode(full)) {
            learn(Fact.BODY_UTF8, WireForm.body(structure, TextMode.UTF8));
            learn(Fact.BODYSTRUCTURE_UTF8, WireForm.bodyStructure(structure, TextMode.UTF8));
        }
        if (!hasHeader()) {
            learnHeader(source, structure.envelope());
        }
    }

    private void learn(Fact fact, ByteBuffer octets) {
        learned.put(fact, octets);
    }

    private boolean has(Fact fact) {
        return kept.has(fact.ordinal()) || learned.containsKey(fact);
    }

    private ByteBuffer get(Fact fact) {
        return kept.has(fact.ordinal())
                ? kept.get(fact.ordinal())
                : learned.get(fact).duplicate();
    }

    private ByteBuffer get(Fact ascii, Fact utf8, TextMode mode) {
        return get(mode == TextMode.UTF8 && has(utf8) ? utf8 : ascii);
    }
}
