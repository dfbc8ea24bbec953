package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/**
 * A cursor over one command, with a method for each production of RFC 9051 §9 that several commands share.
 *
 * <p>Literals lie in line: their announcement, CRLF, their octets. Confined to one thread.
 */
final class ImapScanner {
    private final OctetScanner in;
    private final ImapLimits limits;
    private final TextMode mode;

    ImapScanner(OctetScanner in, ImapLimits limits, TextMode mode) {
        this.in = in;
        this.limits = limits;
        this.mode = mode;
    }

    ImapLimits limits() {
        return limits;
    }

    int peek() {
        return in.peek();
    }

    int peek(int ahead) {
        return in.peek(ahead);
    }

    boolean atEnd() {
        return in.atEnd();
    }

    boolean skip(int octet) {
        return in.skip(octet);
    }

    void expect(int octet) {
        in.expect(octet);
    }

    /** Exactly one space (RFC 9051 §9, rule 2). */
    void space() {
        in.expect(' ');
    }

    void expectEnd() {
        in.expectEnd();
    }

    /** Moves over a word of {@code set}, in upper case; where none stands, the empty word. */
    String word(OctetSet set) {
        return set.contains(in.peek()) ? in.text(set, "").toUpperCase(Locale.ROOT) : "";
    }

    /** One or more octets of {@code set} as text; {@code what} names them in the error. */
    String text(OctetSet set, String what) {
        return in.text(set, what);
    }

    /** Whether a space comes next, and then an octet of {@code set}. */
    boolean spaceAnd(OctetSet set) {
        return in.peek() == ' ' && set.contains(in.peek(1));
    }

    /** Moves over {@code word} if it comes next as a whole word. */
    boolean skipWord(String word) {
        int before = in.position();
        if (word(ImapOctets.ATOM_CHAR).equals(word)) {
            return true;
        }
        in.position(before);
        return false;
    }

    /** Moves over {@code text}, in any case, if it comes next. */
    boolean skipText(String text) {
        return in.skipIgnoringCase(text);
    }

    /** {@code tag = 1*<any ASTRING-CHAR except "+">} */
    Tag tag() {
        return new Tag(in.text(ImapOctets.TAG_CHAR, "a tag"));
    }

    /** {@code atom = 1*ATOM-CHAR} */
    String atom(String what) {
        return in.text(ImapOctets.ATOM_CHAR, what);
    }

    /** {@code number = 1*DIGIT}, unsigned 32-bit */
    long number() {
        return in.number(UidSet.MAX);
    }

    /** {@code number64 = 1*DIGIT}, unsigned 63-bit */
    long number64() {
        return in.number(Long.MAX_VALUE);
    }

    /** {@code nz-number = digit-nz *DIGIT} */
    long nzNumber() {
        notZero();
        return number();
    }

    /** {@code nz-number64 = digit-nz *DIGIT} */
    long nzNumber64() {
        notZero();
        return number64();
    }

    /** {@code astring = 1*ASTRING-CHAR / string}, as octets */
    ByteBuffer astring() {
        return ImapOctets.ASTRING_CHAR.contains(in.peek()) ? in.take(ImapOctets.ASTRING_CHAR, "a string") : string();
    }

    /** {@code astring} as text in UTF-8 */
    String astringText() {
        return Utf8.decode(astring());
    }

    /** {@code string = quoted / literal}, as octets */
    ByteBuffer string() {
        return in.peek() == '"' ? QuotedString.quoted(in) : literal();
    }

    /** {@code quoted} with any octets beyond ASCII */
    ByteBuffer quotedOctets() {
        return QuotedString.octets(in);
    }

    /** {@code literal8 = "~{" number64 ["+"] "}" CRLF *OCTET} */
    ByteBuffer literal8() {
        return octets(announcement().octets());
    }

    /** {@code literal = "{" number64 ["+"] "}" CRLF *CHAR8} */
    ByteBuffer literal() {
        if (in.peek() != '{') {
            throw new SyntaxException("expected a string");
        }
        return literalOctets(announcement().octets());
    }

    /** Moves over what announces a literal, up to its first octet: RFC 9051 §9 {@code literal}, {@code literal8}. */
    LiteralAnnouncement announcement() {
        boolean binary = in.skip('~');
        in.expect('{');
        long octets = number64();
        boolean synchronizing = !in.skip('+');
        in.expect('}');
        if (!in.atEnd()) {
            in.expect('\r');
            in.expect('\n');
        }
        return new LiteralAnnouncement(octets, synchronizing, binary);
    }

    /** Whether a literal is announced here whose octets have not come yet. */
    boolean literalPending() {
        int before = in.position();
        in.skip('~'); // an atom may begin with it, too
        boolean announced = in.peek() == '{';
        in.position(before);
        if (!announced) {
            return false;
        }
        announcement();
        boolean pending = in.atEnd();
        in.position(before);
        return pending;
    }

    /** {@code mailbox = "INBOX" / astring} */
    MailboxName mailbox() {
        return MailboxNames.name(astring(), mode);
    }

    /** {@code mailbox}, and how it was spelled */
    SpelledName spelledMailbox() {
        return MailboxNames.spelledName(astring(), mode);
    }

    /** {@code mailbox} where it is to be made, maybe with a separator at its end */
    SpelledName newMailbox() {
        return MailboxNames.newName(astring(), mode);
    }

    /** {@code mailbox} where it is a reference (RFC 9051 §6.3.9), which may be empty */
    String reference() {
        return MailboxNames.text(astring(), mode);
    }

    /** {@code list-mailbox = 1*list-char / string} */
    String listMailbox() {
        boolean plain = ImapOctets.LIST_CHAR.contains(in.peek());
        return MailboxNames.text(plain ? in.take(ImapOctets.LIST_CHAR, "a pattern") : string(), mode);
    }

    /** {@code sequence-set = (seq-number / seq-range) ["," sequence-set]}, {@code =/ seq-last-command} */
    SequenceSet sequenceSet() {
        if (in.skip('$')) {
            return SequenceSet.SAVED;
        }
        SequenceSet.Builder set = new SequenceSet.Builder(limits.ranges());
        do {
            long first = seqNumber();
            set.add(first, in.skip(':') ? seqNumber() : first);
        } while (in.skip(','));
        return set.build();
    }

    /** {@code date = date-text / DQUOTE date-text DQUOTE} */
    LocalDate date() {
        return ImapDates.date(in);
    }

    /** {@code date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE} */
    Instant dateTime() {
        return ImapDates.dateTime(in);
    }

    /** {@code "(" x *(SP x) ")"}: one or more of something in parentheses */
    <T> List<T> list(Function<ImapScanner, T> one) {
        in.expect('(');
        List<T> all = new ArrayList<>();
        do {
            if (all.size() == limits.items()) {
                throw new SyntaxException("too many entries in a list");
            }
            all.add(one.apply(this));
        } while (in.skip(' '));
        in.expect(')');
        return all;
    }

    /** {@code "(" [x *(SP x)] ")"}: none or more of something in parentheses */
    <T> List<T> listOrEmpty(Function<ImapScanner, T> one) {
        if (in.peek() == '(' && in.peek(1) == ')') {
            in.next();
            in.next();
            return List.of();
        }
        return list(one);
    }

    /** {@code seq-number = nz-number / "*"} */
    long seqNumber() {
        return in.skip('*') ? SequenceSet.STAR : nzNumber();
    }

    private void notZero() {
        if (in.peek() == '0') {
            throw new SyntaxException("expected a number that does not start with 0");
        }
    }

    private ByteBuffer octets(long count) {
        if (count > in.remaining()) {
            throw new SyntaxException("literal is incomplete");
        }
        int from = in.position();
        in.position(from + (int) count);
        return in.slice(from, in.position());
    }

    private ByteBuffer literalOctets(long count) {
        ByteBuffer octets = octets(count);
        for (int i = octets.position(); i < octets.limit(); i++) {
            // RFC 9051 §9 CHAR8: any OCTET except NUL
            if (octets.get(i) == 0) {
                throw new SyntaxException("NUL in a literal");
            }
        }
        return octets;
    }
}
