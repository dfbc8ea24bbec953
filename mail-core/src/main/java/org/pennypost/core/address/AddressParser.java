package org.pennypost.core.address;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/**
 * The grammar of addresses, RFC 5321 §4.1.2 and §4.1.3 with RFC 6531 §3.3: a method for each production.
 *
 * <p>Reads from a scanner and leaves it behind what it read, so that a command's parser goes on from there. No white
 * space and no comments: this is the address in SMTP commands, not in headers. Confined to one thread.
 *
 * <p>Every method throws {@link SyntaxException} where the octets are none of its production, or too long.
 */
public final class AddressParser {
    /** RFC 5321 §4.5.3.1.3: the longest path, in octets with its punctuation. */
    public static final int MAX_PATH_OCTETS = 256;

    private final OctetScanner in;
    private final Repertoire repertoire;
    private final OctetSet dotText;
    private final OctetSet quotedText;
    private final OctetSet labelText;

    private AddressParser(OctetScanner in, Repertoire repertoire) {
        this.in = in;
        this.repertoire = repertoire;
        boolean utf8 = repertoire == Repertoire.UTF8;
        dotText = utf8 ? DOT_TEXT_UTF8 : DOT_TEXT;
        quotedText = utf8 ? QTEXT_UTF8 : QTEXT;
        labelText = utf8 ? LABEL_UTF8 : LABEL;
    }

    /** A parser that reads from where the scanner stands. */
    public static AddressParser over(OctetScanner in, Repertoire repertoire) {
        return new AddressParser(in, repertoire);
    }

    /** RFC 5321 §4.1.2: {@code Reverse-path = Path / "<>"}. */
    public ReversePath reversePath() {
        if (in.peek() == '<' && in.peek(1) == '>') {
            in.position(in.position() + 2);
            return ReversePath.NULL;
        }
        return new ReversePath.Sender(path());
    }

    /** RFC 5321 §4.1.1.3: {@code Forward-path}, or {@code "<Postmaster>"} in any letter case. */
    public ForwardPath forwardPath() {
        if (in.skipIgnoringCase("<postmaster>")) {
            return ForwardPath.POSTMASTER;
        }
        return new ForwardPath.Recipient(path());
    }

    /** RFC 5321 §4.1.2: {@code Path = "<" [ A-d-l ":" ] Mailbox ">"}; the source route is dropped. */
    public MailAddress path() {
        int start = in.position();
        in.expect('<');
        if (in.peek() == '@') {
            sourceRoute();
        }
        MailAddress address = mailbox();
        in.expect('>');
        if (in.position() - start > MAX_PATH_OCTETS) {
            throw new SyntaxException("path too long");
        }
        return address;
    }

    /** RFC 5321 §4.1.2: {@code Mailbox = Local-part "@" ( Domain / address-literal )}. */
    public MailAddress mailbox() {
        LocalPart local = localPart();
        in.expect('@');
        Host host = host();
        if (MailAddress.tooLong(local, host)) {
            throw new SyntaxException("address too long");
        }
        return new MailAddress(local, host);
    }

    /** RFC 5321 §4.1.2: {@code Local-part = Dot-string / Quoted-string}. */
    public LocalPart localPart() {
        String value = in.peek() == '"' ? quotedString() : dotString();
        refuse(LocalPart.fault(value));
        return new LocalPart(value);
    }

    /** RFC 5321 §4.1.1.1: {@code Domain / address-literal}. */
    public Host host() {
        return in.peek() == '[' ? addressLiteral() : domain();
    }

    /** RFC 5321 §4.1.2: {@code Domain = sub-domain *("." sub-domain)}. */
    public Domain domain() {
        int start = in.position();
        if (in.skipAll(labelText) == 0) {
            throw new SyntaxException("expected a domain");
        }
        String name = utf8(start, in.position());
        refuse(Domain.fault(name));
        return new Domain(name);
    }

    /** RFC 5321 §4.1.3: {@code address-literal}. */
    public AddressLiteral addressLiteral() {
        in.expect('[');
        AddressLiteral literal;
        if (in.skipIgnoringCase("IPv6:")) {
            literal = Ipv6Text.parse(in);
        } else {
            literal = OctetSet.DIGIT.contains(in.peek()) && !tagged() ? ipv4(in) : generalAddressLiteral();
        }
        in.expect(']');
        return literal;
    }

    // RFC 5321 §4.1.3: Snum 3("." Snum)
    static AddressLiteral.Ipv4 ipv4(OctetScanner in) {
        int address = snum(in);
        for (int i = 0; i < 3; i++) {
            in.expect('.');
            address = address << 8 | snum(in);
        }
        return new AddressLiteral.Ipv4(address);
    }

    // RFC 5321 §4.1.3: Snum = 1*3DIGIT, 0 to 255
    private static int snum(OctetScanner in) {
        int start = in.position();
        long value = in.number(255);
        if (in.position() - start > 3) {
            throw new SyntaxException("not an IPv4 address");
        }
        return (int) value;
    }

    // RFC 5321 §4.1.2: A-d-l ":" with A-d-l = At-domain *( "," At-domain ), At-domain = "@" Domain
    private void sourceRoute() {
        do {
            in.expect('@');
            domain();
        } while (in.skip(','));
        in.expect(':');
    }

    // RFC 5321 §4.1.2: Dot-string = Atom *("." Atom)
    // Deviates from RFC 5321 §4.1.2: dots stand side by side and at the edges too, and are read as if they were in
    // quotes, because telephone companies have given such addresses to millions who can neither send nor get mail else.
    private String dotString() {
        int start = in.position();
        if (in.skipAll(dotText) == 0) {
            throw new SyntaxException("expected a local part");
        }
        return utf8(start, in.position());
    }

    // RFC 5321 §4.1.2: Quoted-string = DQUOTE *QcontentSMTP DQUOTE
    private String quotedString() {
        in.expect('"');
        StringBuilder value = new StringBuilder();
        while (!in.skip('"')) {
            int start = in.position();
            if (in.skipAll(quotedText) > 0) {
                value.append(utf8(start, in.position()));
            } else {
                // quoted-pairSMTP = %d92 %d32-126
                in.expect('\\');
                if (!QUOTABLE.contains(in.peek())) {
                    throw new SyntaxException("character not allowed after a backslash");
                }
                value.append((char) in.next());
            }
        }
        return value.toString();
    }

    // RFC 5321 §4.1.3: General-address-literal = Standardized-tag ":" 1*dcontent
    private AddressLiteral generalAddressLiteral() {
        String tag = in.text(LDH, "an address literal");
        in.expect(':');
        String content = in.text(AddressLiteral.DCONTENT, "the content of the address literal");
        if (tag.endsWith("-")) {
            throw new SyntaxException("hyphen at the end of the tag");
        }
        return new AddressLiteral.General(tag, content);
    }

    // A tag may begin with a digit, as an IPv4 address does.
    private boolean tagged() {
        int start = in.position();
        in.skipAll(LDH);
        boolean colon = in.peek() == ':';
        in.position(start);
        return colon;
    }

    private String utf8(int from, int to) {
        try {
            // A new decoder reports what is not UTF-8 (RFC 6532 §3.1) instead of replacing it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(in.slice(from, to))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("not UTF-8");
        }
    }

    private void refuse(Optional<String> fault) {
        if (fault.isPresent()) {
            throw new SyntaxException(fault.get());
        }
    }

    private static final OctetSet DOT_TEXT = AddressText.ATEXT.and(".");
    private static final OctetSet DOT_TEXT_UTF8 = DOT_TEXT.and(OctetSet.NON_ASCII);
    // RFC 5321 §4.1.2: qtextSMTP = %d32-33 / %d35-91 / %d93-126
    private static final OctetSet QTEXT = OctetSet.range(0x20, 0x7E).without("\"\\");
    private static final OctetSet QTEXT_UTF8 = QTEXT.and(OctetSet.NON_ASCII);
    private static final OctetSet QUOTABLE = OctetSet.range(0x20, 0x7E);
    private static final OctetSet LDH = AddressText.LET_DIG.and("-");
    private static final OctetSet LABEL = LDH.and("._");
    private static final OctetSet LABEL_UTF8 = LABEL.and(OctetSet.NON_ASCII);
}
