package org.pennypost.imap.talk;

import java.util.Optional;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.Framing;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.CommandAssembly;
import org.pennypost.imap.syntax.CommandParser;
import org.pennypost.imap.syntax.ImapLimits;
import org.pennypost.imap.syntax.LiteralAnnouncement;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.Tagged;

/**
 * Takes in a command with its literals (RFC 9051 §4.3), and throws away what a refused one has sent unasked, so that
 * the octets of a literal are never read as commands (RFC 7888 §4).
 */
final class Intake {
    private final Talk talk;
    private ImapLimits limits;
    private CommandAssembly assembly;
    private CommandParser parser;
    private long swallowed;

    /** Does a command that has been read; of APPEND and REPLACE, before a message has been read. */
    @FunctionalInterface
    interface Routing {
        Step route(Tagged command) throws StoreException;
    }

    Intake(Talk talk) {
        this.talk = talk;
    }

    /** Takes the first line of a command, within these limits. */
    Step begin(Line line, ImapLimits within, Routing routing) throws StoreException {
        if (limits != within) {
            limits = within;
            assembly = CommandAssembly.with(within);
            parser = CommandParser.with(within);
        }
        swallowed = 0;
        return line(line, routing);
    }

    /** Forgets what was read of a command that is refused. */
    void clear() {
        if (assembly != null) {
            assembly.clear();
        }
    }

    CommandParser parser() {
        return parser;
    }

    /**
     * Answers a command whose literal has been announced and is not wanted. A synchronizing one is then not sent; what
     * comes without being asked for is thrown away before the answer.
     */
    Step refuse(LiteralAnnouncement literal, Step.Next answer) throws StoreException {
        return literal.synchronizing() ? answer.step() : swallow(literal, answer);
    }

    /** The same for a command that has announced one, or has come to its end. */
    Step refuse(Optional<LiteralAnnouncement> literal, Step.Next answer) throws StoreException {
        return literal.isPresent() ? refuse(literal.get(), answer) : answer.step();
    }

    private Step line(Line line, Routing routing) throws StoreException {
        if (line.fault() == LineFault.TOO_LONG) {
            // What it announced at its end is lost with it, and what follows could be a literal.
            return talk.bye(ResponseCode.NONE, Texts.LINE_TOO_LONG);
        }
        Optional<LiteralAnnouncement> literal = assembly.line(line);
        talk.reading(assembly.tag());
        return literal.isEmpty() ? whole(routing) : announced(literal.get(), routing);
    }

    private Step whole(Routing routing) throws StoreException {
        Tagged command = parser.parse(assembly, talk.text());
        clear();
        return routing.route(command);
    }

    private Step announced(LiteralAnnouncement literal, Routing routing) throws StoreException {
        Optional<Tagged> bringing;
        try {
            bringing = parser.announced(assembly, talk.text());
        } catch (SyntaxException fault) {
            clear();
            return refuse(literal, () -> {
                throw fault;
            });
        }
        if (bringing.isPresent()) {
            clear();
            return routing.route(bringing.get());
        }
        Step gather = new Step.ReadOctets(Framing.exactly(literal.octets()), (chunk, last) -> {
            assembly.literal(chunk);
            return last ? new Step.ReadLine(next -> line(next, routing)) : Step.done();
        });
        return literal.synchronizing() ? Step.say(talk.continuation(Texts.SEND_LITERAL), () -> gather) : gather;
    }

    private Step swallow(LiteralAnnouncement literal, Step.Next answer) {
        swallowed += Math.min(literal.octets(), Long.MAX_VALUE / 2);
        if (swallowed > worthSwallowing()) {
            return talk.bye(ResponseCode.Word.TOOBIG, Texts.LITERAL_TOO_LARGE);
        }
        return new Step.ReadOctets(
                Framing.exactly(literal.octets()),
                (chunk, last) -> last ? new Step.ReadLine(next -> afterSwallowed(next, answer)) : Step.done());
    }

    private Step afterSwallowed(Line line, Step.Next answer) throws StoreException {
        if (line.fault() == LineFault.TOO_LONG) {
            return talk.bye(ResponseCode.NONE, Texts.LINE_TOO_LONG);
        }
        Optional<LiteralAnnouncement> literal = LiteralAnnouncement.atEndOf(line.octets());
        return refuse(literal, answer);
    }

    /** A client that has logged in may have a message too large to take; anybody else is not worth the line. */
    private long worthSwallowing() {
        return talk.state() instanceof ImapState.LoggedIn
                ? Math.max(2 * talk.setup().limits().messageOctets(), limits.commandOctets())
                : 4L * limits.commandOctets();
    }
}
