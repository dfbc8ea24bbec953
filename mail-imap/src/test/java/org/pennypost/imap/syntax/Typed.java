package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pennypost.core.engine.Line;
import org.pennypost.core.text.LineFault;

/** Commands as a client types them, taken in the way a conversation does. */
final class Typed {
    private Typed() {}

    /** The command of a text whose lines end with CRLF, the last one without; characters are octets. */
    static Command command(String text) {
        return command(text, TextMode.UTF8);
    }

    static Command command(String text, TextMode mode) {
        return tagged("a " + text, mode, ImapLimits.DEFAULT).command();
    }

    static Command command(String text, ImapLimits limits) {
        return tagged("a " + text, TextMode.UTF8, limits).command();
    }

    /** Reads lines and literals as {@link CommandAssembly} says; an APPEND ends where its message is announced. */
    static Tagged tagged(String text, TextMode mode, ImapLimits limits) {
        CommandAssembly assembly = CommandAssembly.with(limits);
        CommandParser parser = CommandParser.with(limits);
        int at = 0;
        while (true) {
            int end = text.indexOf("\r\n", at);
            Optional<LiteralAnnouncement> literal =
                    assembly.line(line(text.substring(at, end < 0 ? text.length() : end)));
            if (literal.isEmpty()) {
                return parser.parse(assembly, mode);
            }
            Optional<Tagged> append = parser.announced(assembly, mode);
            if (append.isPresent()) {
                return append.get();
            }
            int from = Math.min(text.length(), end < 0 ? text.length() : end + 2);
            at = (int) Math.min(text.length(), from + literal.get().octets());
            assembly.literal(octets(text.substring(from, at)));
        }
    }

    static Line line(String text) {
        return new Line(octets(text), LineFault.NONE);
    }

    static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The octets of UTF-8 as characters, for use in a command. */
    static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
