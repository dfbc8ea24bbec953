package org.pennypost.pop.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.pennypost.core.account.Password;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/** Reads a POP2 command line, RFC 937 "Formal Syntax". Stateless. */
public final class Pop2Parser {
    private static final Map<String, Function<OctetScanner, Pop2Command>> COMMANDS = new HashMap<>();

    static {
        COMMANDS.put("HELO", in -> new Pop2Command.Helo(text(word(in)), Password.of(word(in))));
        COMMANDS.put("FOLD", in -> new Pop2Command.Fold(text(string(in))));
        COMMANDS.put("READ", in -> new Pop2Command.Read(in.atEnd() ? -1 : number(in)));
        COMMANDS.put("RETR", in -> new Pop2Command.Retr());
        COMMANDS.put("ACKS", in -> new Pop2Command.Acks());
        COMMANDS.put("ACKD", in -> new Pop2Command.Ackd());
        COMMANDS.put("NACK", in -> new Pop2Command.Nack());
        COMMANDS.put("QUIT", in -> new Pop2Command.Quit());
    }

    private Pop2Parser() {}

    /** The command of a line without its CRLF. */
    public static Pop2Command parse(OctetScanner in) {
        String keyword = in.text(OctetSet.ALPHA, "a command").toUpperCase(Locale.ROOT);
        if (!COMMANDS.containsKey(keyword)) {
            throw new SyntaxException("unknown command");
        }
        Pop2Command command = COMMANDS.get(keyword).apply(in);
        in.expectEnd();
        return command;
    }

    private static long number(OctetScanner in) {
        in.expect(' ');
        return in.number(Integer.MAX_VALUE);
    }

    /** {@code <user>} and {@code <password>}: a word, in which a quoted space is no end. */
    private static ByteBuffer word(OctetScanner in) {
        in.expect(' ');
        return unquoted(in, true);
    }

    /** {@code <mailbox>}: all that follows, spaces included. */
    private static ByteBuffer string(OctetScanner in) {
        in.expect(' ');
        return unquoted(in, false);
    }

    /** RFC 937 "Quoting": a backslash takes the next character as it is. */
    private static ByteBuffer unquoted(OctetScanner in, boolean endsAtSpace) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(in.remaining());
        while (!in.atEnd() && !(endsAtSpace && in.peek() == ' ')) {
            if (in.skip('\\') && in.atEnd()) {
                throw new SyntaxException("nothing behind the backslash");
            }
            octets.write(in.next());
        }
        if (octets.size() == 0) {
            throw new SyntaxException("expected an argument");
        }
        return ByteBuffer.wrap(octets.toByteArray());
    }

    private static String text(ByteBuffer octets) {
        return Utf8.text(octets);
    }
}
