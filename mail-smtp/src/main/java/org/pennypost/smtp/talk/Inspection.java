package org.pennypost.smtp.talk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Directory;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Promise;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.syntax.SmtpReply;

/** Looks at a message while it goes by, for what it must not be. */
final class Inspection {
    /** The largest header of a submission, whose addresses are looked at as a whole. */
    static final int HEADER_OCTETS = 256 * 1024;

    private static final List<String> BLIND = List.of("Bcc", "Resent-Bcc");

    private final SmtpSetup setup;
    private final Envelope envelope;
    private final LineFaults faults;
    private final boolean submitted;
    private final HeaderWatch header = new HeaderWatch();
    /** The header section of a submission, or what may be the first field of others, with some octets behind it. */
    private ByteArrayOutputStream collected = new ByteArrayOutputStream(0);

    /** The header that is stored instead of the {@link #replaced} octets that were sent. */
    private Optional<byte[]> rewritten = Optional.empty();

    private int replaced;
    private boolean judged;
    private long size;

    Inspection(SmtpSetup setup, Envelope envelope, LineFaults faults) {
        this.setup = setup;
        this.envelope = envelope;
        this.faults = faults;
        this.submitted = setup.submitted(envelope.origin());
    }

    /** How many octets have gone by. */
    long size() {
        return size;
    }

    /** What its header section has so far. */
    HeaderWatch header() {
        return header;
    }

    /** Looks at the next octets; the reply if the message cannot be taken. */
    Optional<SmtpReply> fault(ByteBuffer chunk, boolean last) {
        size += chunk.remaining();
        boolean waited = waits();
        header.watch(chunk);
        if (last) {
            header.end(); // RFC 5322 §3.5: a message may be a header section alone
        }
        collect(chunk, waited);
        boolean bareLineEnd = faults.bareLineEnd(chunk, last);
        if (size > setup.limits().messageOctets()) {
            return Optional.of(Replies.MESSAGE_TOO_LARGE); // RFC 1870 §6.3
        }
        if (bareLineEnd) {
            return Optional.of(Replies.BARE_LINE_END); // RFC 5321 §2.3.8 and §4.1.1.4
        }
        if (faults.nul()) {
            // Deviates from RFC 5321 §4.5.2: octets of value zero are refused, because IMAP cannot deliver them
            // (RFC 9051 §4.3) and RFC 5322 §4 forbids to send them.
            return Optional.of(Replies.NUL);
        }
        if (header.received() > setup.limits().hops()) {
            return Optional.of(Replies.LOOP); // RFC 5321 §6.3
        }
        if (submitted && header.octets() > HEADER_OCTETS) {
            return Optional.of(Replies.HEADER_TOO_LARGE);
        }
        return solicitation();
    }

    /** Whether nothing can be stored yet: what is put above a message depends on how, or if, its header begins. */
    boolean waits() {
        return submitted ? !header.complete() : header.open();
    }

    /** What is to be stored now: the octets that had to wait, of which the chunk is the last, or the chunk. */
    ByteBuffer released(ByteBuffer chunk) {
        if (collected.size() == 0) {
            return chunk;
        }
        ByteBuffer all = ByteBuffer.wrap(collected.toByteArray());
        collected = new ByteArrayOutputStream(0);
        return all;
    }

    /** What a message must not be delivered for: said once, when its whole header has gone by. May block. */
    Optional<SmtpReply> objection() throws StoreException {
        if (judged || !header.complete()) {
            return Optional.empty();
        }
        judged = true;
        Optional<SmtpReply> objection = ownerChanged();
        // what has no header gets one above it (MissingFields)
        return objection.isEmpty() && submitted && header.fields() > 0 ? headerFault() : objection;
    }

    private Optional<SmtpReply> headerFault() throws StoreException {
        Header sent = Header.parse(ByteBuffer.wrap(collected.toByteArray()), MessageLimits.DEFAULTS);
        Header qualified =
                setup.delivery() instanceof Directory directory ? new QualifiedHeader(directory).of(sent) : sent;
        Optional<SmtpReply> fault =
                new AddressFields(setup).fault(qualified, envelope.origin().submitter());
        if (fault.isPresent()) {
            return fault;
        }
        Header fields = withoutBlindCopies(qualified);
        replaced = sent.octets().remaining();
        // RFC 6409 §8, RFC 6531 §3.1: what is passed on conforms to what its envelope says
        if (header.eightBit() && !envelope.options().smtpUtf8()) {
            rewritten = EncodedHeader.of(fields);
            return rewritten.isEmpty() ? Optional.of(Replies.HEADER_NEEDS_SMTPUTF8) : Optional.empty();
        }
        rewritten = fields == sent ? Optional.empty() : Optional.of(octets(fields));
        return Optional.empty();
    }

    /** RFC 5322 §3.6.3: who is not to be known stands in the envelope; scripts and some programs leave the field to us. */
    private static Header withoutBlindCopies(Header header) {
        return BLIND.stream().allMatch(name -> header.first(name).isEmpty())
                ? header
                : Header.parse(header.fieldsNot(BLIND), MessageLimits.DEFAULTS);
    }

    private static byte[] octets(Header fields) {
        byte[] octets = new byte[fields.octets().remaining()];
        fields.octets().get(octets);
        return octets;
    }

    /** The octets that were just released, the first of them with a header that conforms to what the envelope says. */
    ByteBuffer conforming(ByteBuffer octets) {
        if (rewritten.isEmpty()) {
            return octets;
        }
        byte[] conforming = rewritten.get();
        rewritten = Optional.empty();
        ByteBuffer behind = octets.duplicate().position(octets.position() + replaced);
        return ByteBuffer.allocate(conforming.length + behind.remaining())
                .put(conforming)
                .put(behind)
                .flip();
    }

    /** @param waited whether those before the chunk had to wait */
    private void collect(ByteBuffer chunk, boolean waited) {
        boolean apart = submitted || waits() || collected.size() > 0;
        if (waited && apart && collected.size() <= HEADER_OCTETS) {
            byte[] octets = new byte[chunk.remaining()];
            chunk.duplicate().get(octets);
            collected.writeBytes(octets);
        }
    }

    private Optional<SmtpReply> ownerChanged() throws StoreException {
        if (setup.promise(Promise.ValidSince.class).isEmpty()) {
            return Optional.empty();
        }
        for (String field : header.validSince()) {
            if (!(judge(field) instanceof Verdict.Accepted)) {
                return Optional.of(Replies.OWNER_CHANGED);
            }
        }
        return Optional.empty();
    }

    // RFC 3865 §2.3: no delivery of a class that was refused in the answer to EHLO
    private Optional<SmtpReply> solicitation() {
        return header.solicitations().stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(setup.rules()::refuses)
                .map(Replies::solicitation)
                .findFirst();
    }

    // RFC 7293 §5.2: a field counts if it can be read, names a recipient, and that one had no parameter of its own
    private Verdict judge(String field) throws StoreException {
        int semicolon = field.lastIndexOf(';');
        try {
            MailAddress address =
                    MailAddress.parse(field.substring(0, Math.max(0, semicolon)).strip(), Repertoire.ASCII);
            Set<RecipientRequest> asked = Set.of(new RecipientRequest.ValidSince(
                    OffsetDateTime.parse(
                                    field.substring(semicolon + 1).strip(),
                                    DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                            .toInstant(),
                    RecipientRequest.ValidSince.Otherwise.REJECT));
            ForwardPath path = new ForwardPath.Recipient(address);
            List<Envelope.Recipient> named = envelope.recipients().stream()
                    .filter(recipient -> recipient.path().equals(path))
                    .filter(recipient ->
                            recipient.request(RecipientRequest.ValidSince.class).isEmpty())
                    .toList();
            return named.isEmpty()
                    ? Verdict.ACCEPTED
                    : setup.delivery().judge(new Envelope.Recipient(path, asked), envelope);
        } catch (SyntaxException | DateTimeException unreadable) {
            return Verdict.ACCEPTED;
        }
    }
}
