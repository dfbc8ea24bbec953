package org.pennypost.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.AppendSegment.Place;
import org.pennypost.imap.syntax.MessageCommand.Append;
import org.pennypost.imap.syntax.MessageCommand.Replace;

/**
 * The arguments of APPEND (RFC 9051 §6.3.12, RFC 3502, RFC 4469, RFC 3516, RFC 6855) and REPLACE (RFC 8508), as far as
 * they have come: up to the next literal, or the end.
 */
final class AppendParser {
    private final ImapScanner in;
    private final List<AppendPiece> pieces = new ArrayList<>();
    private Place behind = Place.MESSAGE;

    private AppendParser(ImapScanner in) {
        this.in = in;
    }

    /** The command, if it is one of these and its mailbox has come; its last line may end with a literal's announcement. */
    static Optional<Command> announced(ImapScanner in) {
        if (in.skipText("APPEND ")) {
            return in.literalPending() ? Optional.empty() : Optional.of(appendArguments(in));
        }
        boolean byUid = in.skipText("UID REPLACE ");
        if (!byUid && !in.skipText("REPLACE ")) {
            return Optional.empty();
        }
        long message = in.seqNumber();
        in.space();
        return in.literalPending() ? Optional.empty() : Optional.of(replaceArguments(in, byUid, message));
    }

    /** {@code append = "APPEND" SP mailbox 1*append-message}, RFC 3502 §6.3.11 */
    static Append append(ImapScanner in) {
        in.space();
        return appendArguments(in);
    }

    /** {@code replace = "REPLACE" SP seq-number SP mailbox append-message}, RFC 8508 §5 */
    static Replace replace(ImapScanner in, boolean byUid) {
        in.space();
        long message = in.seqNumber();
        in.space();
        return replaceArguments(in, byUid, message);
    }

    /** What stands behind a literal of such a command, which ended at a {@link Place}. */
    static AppendSegment segment(ImapScanner in, Place place) {
        AppendParser parser = new AppendParser(in);
        switch (place) {
            case MAILBOX -> parser.appendMessage();
            case MESSAGE -> parser.end();
            case PART -> parser.catParts();
            case UTF8 -> {
                in.expect(')');
                parser.end();
            }
            case UTF8_PART -> {
                in.expect(')');
                parser.catParts();
            }
        }
        in.expectEnd();
        return new AppendSegment(parser.pieces, parser.behind);
    }

    private static Append appendArguments(ImapScanner in) {
        SpelledName mailbox = in.spelledMailbox();
        return new Append(mailbox, segment(in, Place.MAILBOX));
    }

    private static Replace replaceArguments(ImapScanner in, boolean byUid, long message) {
        MailboxName mailbox = in.mailbox();
        return new Replace(byUid, message, mailbox, segment(in, Place.MAILBOX));
    }

    /** {@code append-message = [SP flag-list] [SP date-time] SP append-data}, RFC 4466 §3 */
    private void appendMessage() {
        in.space();
        Flags flags = Flags.NONE;
        if (in.peek() == '(') {
            flags = FlagParser.flagListOfAppend(in);
            in.space();
        }
        AppendPiece.Date date = new AppendPiece.Now();
        if (in.peek() == '"') {
            date = new AppendPiece.Given(in.dateTime());
            in.space();
        }
        add(new AppendPiece.Begin(flags, date));
        appendData();
    }

    /** {@code append-data = literal / literal8 / "CATENATE" SP "(" cat-part … ")" / "UTF8" SP "(" literal8 ")"} */
    private void appendData() {
        if (isLiteral()) {
            text(Place.MESSAGE);
        } else if (in.skipText("CATENATE (")) {
            catPart();
        } else if (in.skipText("UTF8 (")) {
            text(Place.UTF8);
        } else {
            throw new SyntaxException("expected a literal");
        }
    }

    /** {@code cat-part *(SP cat-part) ")"} behind its first part, RFC 4469 §5 */
    private void catParts() {
        if (in.skip(')')) {
            end();
        } else {
            in.space();
            catPart();
        }
    }

    /** {@code cat-part = "TEXT" SP literal / "URL" SP astring}, RFC 4469 §5; or UTF8, RFC 6855 §4 */
    private void catPart() {
        switch (in.word(KEYWORD_CHAR)) {
            case "TEXT" -> {
                in.space();
                text(Place.PART);
            }
            case "URL" -> {
                in.space();
                url();
            }
            case "UTF8" -> {
                in.space();
                in.expect('(');
                text(Place.UTF8_PART);
            }
            default -> throw new SyntaxException("unknown part");
        }
    }

    private void url() {
        if (in.literalPending()) {
            behind = Place.PART;
            add(new AppendPiece.UrlText(announcement()));
        } else {
            add(new AppendPiece.Url(in.astringText()));
            catParts();
        }
    }

    private void text(Place place) {
        if (!isLiteral()) {
            throw new SyntaxException("expected a literal");
        }
        behind = place;
        add(new AppendPiece.Text(announcement()));
    }

    /** The message ends; the command too, or another message follows. */
    private void end() {
        add(new AppendPiece.End());
        if (!in.atEnd()) {
            appendMessage();
        }
    }

    private boolean isLiteral() {
        return in.peek() == '{' || in.peek() == '~';
    }

    private LiteralAnnouncement announcement() {
        LiteralAnnouncement literal = in.announcement();
        in.expectEnd();
        literal.check(in.limits());
        return literal;
    }

    private void add(AppendPiece piece) {
        if (pieces.size() == in.limits().items()) {
            throw new SyntaxException("too many parts");
        }
        pieces.add(piece);
    }

    private static final OctetSet KEYWORD_CHAR = OctetSet.ALPHA.and(OctetSet.DIGIT);
}
