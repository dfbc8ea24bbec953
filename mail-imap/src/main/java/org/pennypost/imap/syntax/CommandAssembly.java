package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.pennypost.core.engine.Line;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;

/**
 * A command on its way in: lines, and literals between them (RFC 9051 §4.3), until it can be parsed.
 *
 * <pre>
 *            line(l) ── no announcement ──▶ parser.parse(assembly, mode) ──▶ route it
 *               │ announcement
 *               ▼
 *   parser.announced(assembly, mode) ── APPEND, REPLACE ──▶ route it: its literals are streamed, not gathered,
 *               │ empty: gather it                    and the lines behind them go to parser.behindLiteral
 *               ▼
 *   say "+ …" if it is synchronizing, read that many octets into literal(chunk), then the next line(l)
 * </pre>
 *
 * <p>Both parser methods may throw. Behind {@code parse} the input is in step and {@code tag() BAD} is the whole
 * answer. Behind {@code announced} the octets of a non-synchronizing literal are coming all the same: they, and the
 * lines and literals behind them, must be thrown away up to a line that announces nothing or a synchronizing literal,
 * or the connection be closed (RFC 7888 §4); they are never read as commands.
 *
 * <p>A command of one line is not copied. Holds no memory after {@link #clear}. Confined to one thread.
 */
public final class CommandAssembly {
    private static final byte[] NO_OCTETS = new byte[0];
    private static final ByteBuffer NO_LINE = ByteBuffer.allocate(0);
    private static final ByteBuffer CRLF = ByteBuffer.wrap(new byte[] {'\r', '\n'});

    private final ImapLimits limits;
    /** The command, if it is one line only. */
    private ByteBuffer line = NO_LINE;
    /** The command so far, line ends and literals included, if it has more than a line. */
    private byte[] octets = NO_OCTETS;

    private int length;
    private LineFault fault = LineFault.NONE;
    private Optional<LiteralAnnouncement> announced = Optional.empty();

    private CommandAssembly(ImapLimits limits) {
        this.limits = limits;
    }

    /** An assembly without a command. */
    public static CommandAssembly with(ImapLimits limits) {
        return new CommandAssembly(limits);
    }

    /**
     * Adds a line. A line at fault is taken so that the command stays in step; parsing it refuses it. (A line that was
     * too long has lost its end, and with it what it announced: the connection should be closed.)
     *
     * @return the literal that follows the line; empty if the command is complete
     */
    public Optional<LiteralAnnouncement> line(Line next) {
        if (fault == LineFault.NONE) {
            fault = next.fault();
        }
        announced = LiteralAnnouncement.atEndOf(next.octets());
        if (length == 0 && announced.isEmpty()) {
            line = next.octets();
        } else {
            add(next.octets());
            if (announced.isPresent()) {
                add(CRLF.duplicate());
            }
        }
        return announced;
    }

    /** Adds octets of the announced literal. */
    public void literal(ByteBuffer chunk) {
        add(chunk);
    }

    /** The tag of the command, for a BAD that names it; empty if it has none. */
    public Optional<Tag> tag() {
        return Tag.of(firstLine());
    }

    /** Forgets the command. */
    public void clear() {
        line = NO_LINE;
        octets = NO_OCTETS;
        length = 0;
        fault = LineFault.NONE;
        announced = Optional.empty();
    }

    /** A cursor over the whole command; refuses it if a line was at fault. */
    OctetScanner scan() {
        if (fault != LineFault.NONE) {
            throw new SyntaxException(fault.reason());
        }
        return OctetScanner.of(length == 0 ? line : ByteBuffer.wrap(octets, 0, length));
    }

    /** Refuses the announced literal if it is not to be gathered. */
    void checkLiteral() {
        LiteralAnnouncement literal = announced.orElseThrow();
        literal.check(limits);
        if (literal.octets() > limits.commandOctets() - length) {
            throw new SyntaxException("command too long");
        }
    }

    private ByteBuffer firstLine() {
        if (length == 0) {
            return line;
        }
        int end = 0;
        while (end < length && octets[end] != '\r') {
            end++;
        }
        return ByteBuffer.wrap(octets, 0, end);
    }

    private void add(ByteBuffer more) {
        int count = more.remaining();
        if (count > limits.commandOctets() - length) {
            fault = LineFault.TOO_LONG;
            return;
        }
        if (length + count > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(length + count, Math.max(256, 2 * octets.length)));
        }
        more.duplicate().get(octets, length, count);
        length += count;
    }
}
