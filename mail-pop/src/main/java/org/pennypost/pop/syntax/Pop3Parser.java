package org.pennypost.pop.syntax;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.pennypost.core.account.Password;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/**
 * Reads a POP3 command line.
 *
 * <p>{@code command = keyword *(SP param)}, RFC 2449 §4, the keyword in any case (RFC 1939 §3). Stateless.
 */
public final class Pop3Parser {
    /** Message numbers are within an int; a longer number is no message. */
    private static final long HIGHEST_NUMBER = Integer.MAX_VALUE;

    private static final OctetSet BLANK = OctetSet.of(" ");
    private static final OctetSet KEYWORD = OctetSet.ALPHA.and(OctetSet.DIGIT);
    private static final OctetSet RANGE = KEYWORD.and("-*");
    private static final OctetSet UTF8_WORD = OctetSet.VCHAR.and(OctetSet.NON_ASCII);
    private static final Map<String, Function<OctetScanner, Pop3Command>> COMMANDS = new HashMap<>();

    static {
        COMMANDS.put("QUIT", in -> new Pop3Command.Quit());
        COMMANDS.put("STAT", in -> new Pop3Command.Stat());
        COMMANDS.put("LIST", in -> new Pop3Command.List(ends(in) ? 0 : number(in)));
        COMMANDS.put("RETR", in -> new Pop3Command.Retr(number(in)));
        COMMANDS.put("DELE", in -> new Pop3Command.Dele(number(in)));
        COMMANDS.put("NOOP", in -> new Pop3Command.Noop());
        COMMANDS.put("RSET", in -> new Pop3Command.Rset());
        COMMANDS.put("TOP", in -> new Pop3Command.Top(number(in), lines(in)));
        COMMANDS.put("UIDL", in -> new Pop3Command.Uidl(ends(in) ? 0 : number(in)));
        COMMANDS.put("USER", in -> new Pop3Command.User(rest(in)));
        COMMANDS.put("PASS", in -> new Pop3Command.Pass(password(in)));
        COMMANDS.put("APOP", in -> new Pop3Command.Apop(word(in), word(in)));
        COMMANDS.put("CAPA", in -> new Pop3Command.Capa());
        COMMANDS.put("UTF8", in -> new Pop3Command.Utf8());
        COMMANDS.put("LANG", in -> new Pop3Command.Lang(ends(in) ? "" : range(in)));
        COMMANDS.put("STLS", in -> new Pop3Command.Stls());
        COMMANDS.put("AUTH", in -> new Pop3Command.Auth(ends(in) ? "" : word(in), ends(in) ? "" : word(in)));
    }

    private Pop3Parser() {}

    /** The command of a line without its CRLF. */
    public static Pop3Command parse(OctetScanner in) {
        String keyword = in.text(KEYWORD, "a command").toUpperCase(Locale.ROOT);
        if (!COMMANDS.containsKey(keyword)) {
            throw new SyntaxException("unknown command");
        }
        Pop3Command command = COMMANDS.get(keyword).apply(in);
        in.skipAll(BLANK);
        in.expectEnd();
        return command;
    }

    // Deviates from RFC 1939 §3: blanks behind a command are let be, because programs put one there where an argument
    // could be (node-pop3 before 0.9.1, curl before 7.21.7), and other servers never told them.
    private static boolean ends(OctetScanner in) {
        int before = in.position();
        in.skipAll(BLANK);
        boolean atEnd = in.atEnd();
        if (!atEnd) {
            in.position(before);
        }
        return atEnd;
    }

    /** A message number: {@code SP 1*DIGIT}, from 1. */
    private static long number(OctetScanner in) {
        long number = lines(in);
        if (number == 0) {
            throw new SyntaxException("message numbers begin at 1");
        }
        return number;
    }

    /** A non-negative number: {@code SP 1*DIGIT}. */
    private static long lines(OctetScanner in) {
        in.expect(' ');
        return in.number(HIGHEST_NUMBER);
    }

    /** A basic language range, RFC 6856 §3.2. */
    private static String range(OctetScanner in) {
        in.expect(' ');
        return in.text(RANGE, "an argument");
    }

    private static String word(OctetScanner in) {
        in.expect(' ');
        return Utf8.text(in.take(UTF8_WORD, "an argument"));
    }

    /** All that follows, blanks included: user names may hold some. */
    private static String rest(OctetScanner in) {
        in.expect(' ');
        if (in.atEnd()) {
            throw new SyntaxException("expected an argument");
        }
        return Utf8.text(in.rest());
    }

    /** RFC 1939 §7 PASS: spaces are part of the password. RFC 6856 §2.2: it is well-formed UTF-8. */
    private static Password password(OctetScanner in) {
        in.expect(' ');
        return Password.of(Utf8.text(in.rest()));
    }
}
