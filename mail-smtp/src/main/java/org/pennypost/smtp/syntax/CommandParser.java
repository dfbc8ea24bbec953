package org.pennypost.smtp.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pennypost.core.address.AddressParser;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.QueueStart;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.syntax.CommandFault.Kind;

/**
 * The grammar of commands: a row for each verb, a method for each production. Without state; any thread.
 *
 * <p>Addresses are read with UTF-8 wherever they stand, because SMTPUTF8 comes behind the address (RFC 6531 §3.4);
 * whether it was given is for the handler to see.
 */
public final class CommandParser {
    private static final Map<String, Function<OctetScanner, Command>> VERBS = Map.ofEntries(
            Map.entry("EHLO", CommandParser::ehlo), // RFC 5321 §4.1.1.1
            Map.entry("HELO", CommandParser::helo), // RFC 5321 §4.1.1.1
            Map.entry("LHLO", in -> new Command.Lhlo(heloName(in))), // RFC 2033 §4.1
            Map.entry("MAIL", CommandParser::mail), // RFC 5321 §4.1.1.2
            Map.entry("RCPT", CommandParser::rcpt), // RFC 5321 §4.1.1.3
            Map.entry("DATA", in -> bare(in, new Command.Data())), // RFC 5321 §4.1.1.4
            Map.entry("BDAT", CommandParser::bdat), // RFC 3030 §2
            Map.entry("RSET", in -> bare(in, new Command.Rset())), // RFC 5321 §4.1.1.5
            Map.entry("VRFY", CommandParser::vrfy), // RFC 5321 §4.1.1.6
            Map.entry("EXPN", CommandParser::expn), // RFC 5321 §4.1.1.7
            Map.entry("HELP", CommandParser::help), // RFC 5321 §4.1.1.8
            Map.entry("NOOP", in -> new Command.Noop()), // RFC 5321 §4.1.1.9
            Map.entry("QUIT", in -> bare(in, new Command.Quit())), // RFC 5321 §4.1.1.10
            Map.entry("ETRN", CommandParser::etrn), // RFC 1985 §5
            Map.entry("STARTTLS", in -> bare(in, new Command.StartTls())), // RFC 3207 §4
            Map.entry("AUTH", CommandParser::auth)); // RFC 4954 §4

    // RFC 5321 §F.6 and §F.1: known of old, and not to be served
    private static final Set<String> OBSOLETE = Set.of("SEND", "SOML", "SAML", "TURN");
    // RFC 6531 §3.1: where UTF-8 may stand; and where the name of a computer stands
    private static final Set<String> WITH_UTF8 = Set.of("EHLO", "HELO", "MAIL", "RCPT", "VRFY", "EXPN");
    // RFC 4422 §3.1: sasl-mech = 1*20mech-char, here in any case
    private static final OctetSet MECHANISM = OctetSet.ALPHA.and(OctetSet.DIGIT).and("-_");
    private static final int MECHANISM_LENGTH = 20;
    // RFC 3030 §2: chunk-size ::= 1*DIGIT; more than these would not fit and come from nobody
    private static final int SIZE_DIGITS = 18;

    private static final OctetSet HELO_CHAR = OctetSet.VCHAR.and(OctetSet.NON_ASCII);

    private CommandParser() {}

    /**
     * Reads a command.
     *
     * @param line without its CRLF, within its length limit, without NUL, bare CR or bare LF
     * @throws CommandFault if it is none
     */
    public static Command parse(ByteBuffer line) {
        OctetScanner in = OctetScanner.of(withoutTrailingSpace(line));
        String verb = verb(in);
        if (!WITH_UTF8.contains(verb)) {
            requireAscii(line);
        }
        try {
            return VERBS.get(verb).apply(in);
        } catch (CommandFault fault) {
            throw fault;
        } catch (SyntaxException fault) {
            throw new CommandFault(Kind.ARGUMENTS, fault.getMessage());
        }
    }

    // RFC 5321 §4.1.1: a verb of letters, then a space or the end
    private static String verb(OctetScanner in) {
        int length = in.skipAll(OctetSet.ALPHA);
        String verb = length == 0 || length > "STARTTLS".length() ? "" : ascii(in.slice(0, length));
        boolean apart = in.atEnd() || in.peek() == ' ';
        if (apart && OBSOLETE.contains(verb)) {
            throw new CommandFault(Kind.NOT_IMPLEMENTED, "command not implemented");
        }
        if (!apart || !VERBS.containsKey(verb)) {
            throw new CommandFault(Kind.UNRECOGNIZED, "command not recognized");
        }
        return verb;
    }

    // ehlo = "EHLO" SP ( Domain / address-literal ) CRLF
    private static Command ehlo(OctetScanner in) {
        return new Command.Ehlo(heloName(in));
    }

    // helo = "HELO" SP Domain CRLF; address literals are taken too (RFC 5321 §4.1.3)
    private static Command helo(OctetScanner in) {
        return new Command.Helo(heloName(in));
    }

    private static HeloName heloName(OctetScanner in) {
        in.expect(' ');
        in.skipAll(OctetSet.WSP);
        ByteBuffer name = in.take(HELO_CHAR, "a host name");
        in.expectEnd();
        return HeloName.of(name);
    }

    // mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF
    private static Command mail(OctetScanner in) {
        in.expect(' ');
        in.skipAll(OctetSet.WSP);
        in.expectIgnoringCase("FROM:");
        // RFC 5321 §3.3: no space may stand here, and many clients send one
        in.skipAll(OctetSet.WSP);
        ReversePath from = path(Kind.SENDER, () -> reversePath(in));
        return new Command.Mail(from, ParameterParser.mailParameters(in));
    }

    // rcpt = "RCPT TO:" ( "<Postmaster@" Domain ">" / "<Postmaster>" / Forward-path ) [SP Rcpt-parameters] CRLF
    private static Command rcpt(OctetScanner in) {
        in.expect(' ');
        in.skipAll(OctetSet.WSP);
        in.expectIgnoringCase("TO:");
        in.skipAll(OctetSet.WSP);
        ForwardPath to = path(Kind.RECIPIENT, () -> forwardPath(in));
        return new Command.Rcpt(to, ParameterParser.rcptParameters(in));
    }

    private static ReversePath reversePath(OctetScanner in) {
        AddressParser parser = AddressParser.over(in, Repertoire.UTF8);
        return in.peek() == '<' ? parser.reversePath() : new ReversePath.Sender(withoutBrackets(in, parser));
    }

    private static ForwardPath forwardPath(OctetScanner in) {
        AddressParser parser = AddressParser.over(in, Repertoire.UTF8);
        return in.peek() == '<' ? parser.forwardPath() : new ForwardPath.Recipient(withoutBrackets(in, parser));
    }

    // Deviates from RFC 5321 §4.1.2: an address stands without its brackets too, because cameras, scanners and scripts
    // send it so, and there is but one thing that they can mean. What is not an address is missing its brackets.
    private static MailAddress withoutBrackets(OctetScanner in, AddressParser parser) {
        int start = in.position();
        try {
            MailAddress address = parser.mailbox();
            if (in.atEnd() || OctetSet.WSP.contains(in.peek())) {
                return address;
            }
        } catch (SyntaxException noAddress) {
            in.position(start);
        }
        throw new SyntaxException("expected \"<\"");
    }

    // RFC 3030 §2: bdat-cmd = "BDAT" SP chunk-size [ SP end-marker ] CRLF
    private static Command bdat(OctetScanner in) {
        in.expect(' ');
        in.skipAll(OctetSet.WSP);
        String digits = in.text(OctetSet.DIGIT, "a size");
        if (digits.length() > SIZE_DIGITS) {
            throw new SyntaxException("size too large");
        }
        boolean last = in.skipAll(OctetSet.WSP) > 0 && in.skipIgnoringCase("LAST");
        in.expectEnd();
        return new Command.Bdat(Long.parseLong(digits), last);
    }

    // RFC 1985 §5: ETRN SP [option character] node name
    private static Command etrn(OctetScanner in) {
        in.expect(' ');
        in.skipAll(OctetSet.WSP);
        if (in.skip('#')) {
            String queue = in.text(OctetSet.VCHAR, "a queue");
            in.expectEnd();
            return new Command.Etrn(new QueueStart.Queue(queue));
        }
        boolean subdomains = in.skip('@');
        Domain node = Domain.parse(in.text(OctetSet.VCHAR, "a node name"), Repertoire.ASCII);
        in.expectEnd();
        return new Command.Etrn(new QueueStart.Node(node, subdomains));
    }

    // vrfy = "VRFY" SP String CRLF; RFC 6531 §3.7.4.2: [SP "SMTPUTF8"]
    private static Command vrfy(OctetScanner in) {
        Name name = name(in);
        return new Command.Vrfy(name.text(), name.utf8());
    }

    // expn = "EXPN" SP String CRLF; RFC 6531 §3.7.4.2: [SP "SMTPUTF8"]
    private static Command expn(OctetScanner in) {
        Name name = name(in);
        return new Command.Expn(name.text(), name.utf8());
    }

    // help = "HELP" [ SP String ] CRLF
    private static Command help(OctetScanner in) {
        in.skipAll(OctetSet.WSP);
        return new Command.Help(ascii(in.rest()));
    }

    // RFC 4954 §8: auth-command = "AUTH" SP sasl-mech [SP initial-response]; Windows Mail says the second SP twice
    private static Command auth(OctetScanner in) {
        in.expect(' ');
        in.skipAll(OctetSet.WSP);
        String mechanism = in.text(MECHANISM, "a mechanism").toUpperCase(Locale.ROOT);
        if (mechanism.length() > MECHANISM_LENGTH) {
            throw new SyntaxException("mechanism name too long");
        }
        String initial = in.skipAll(OctetSet.WSP) > 0 ? in.text(OctetSet.VCHAR, "an initial response") : "";
        in.expectEnd();
        return new Command.Auth(mechanism, initial);
    }

    // RFC 5321 §4.3.2: DATA, RSET and QUIT have no arguments; nor has STARTTLS (RFC 3207 §4)
    private static Command bare(OctetScanner in, Command command) {
        if (!in.atEnd()) {
            throw new SyntaxException("no arguments expected");
        }
        return command;
    }

    private static <T> T path(Kind kind, Supplier<T> production) {
        try {
            return production.get();
        } catch (SyntaxException fault) {
            throw new CommandFault(kind, fault.getMessage());
        }
    }

    private static Name name(OctetScanner in) {
        in.expect(' ');
        String text = utf8(in.rest()).strip();
        int space = text.lastIndexOf(' ');
        String last = text.substring(space + 1).toUpperCase(Locale.ROOT);
        if (space > 0 && last.startsWith("SMTPUTF8=")) {
            throw new SyntaxException("SMTPUTF8 takes no value");
        }
        boolean utf8 = space > 0 && last.equals("SMTPUTF8");
        String name = utf8 ? text.substring(0, space).strip() : text;
        if (name.startsWith("<") && name.endsWith(">")) {
            name = name.substring(1, name.length() - 1);
        }
        if (name.isEmpty()) {
            throw new SyntaxException("expected a name");
        }
        return new Name(name, utf8);
    }

    private record Name(String text, boolean utf8) {}

    // RFC 5321 §4.1.1: white space before the CRLF is tolerated
    private static ByteBuffer withoutTrailingSpace(ByteBuffer line) {
        int end = line.limit();
        while (end > line.position() && OctetSet.WSP.contains(line.get(end - 1) & 0xFF)) {
            end--;
        }
        return line.duplicate().limit(end);
    }

    // RFC 5321 §2.4: octets outside ASCII are refused, with 500
    private static void requireAscii(ByteBuffer line) {
        for (int i = line.position(); i < line.limit(); i++) {
            if (line.get(i) < 0) {
                throw new CommandFault(Kind.LINE, "octet outside ASCII");
            }
        }
    }

    private static String ascii(ByteBuffer octets) {
        return StandardCharsets.US_ASCII.decode(octets).toString().toUpperCase(Locale.ROOT);
    }

    static String utf8(ByteBuffer octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("not UTF-8");
        }
    }
}
