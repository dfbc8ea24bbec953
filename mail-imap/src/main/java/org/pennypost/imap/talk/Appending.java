package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.Framing;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.AppendPiece;
import org.pennypost.imap.syntax.AppendSegment;
import org.pennypost.imap.syntax.LiteralAnnouncement;
import org.pennypost.imap.syntax.MessageCommand;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * APPEND (RFC 9051 §6.3.12) and its extensions, and REPLACE: the messages go from the line into drafts, chunk by chunk,
 * and from there into the mailbox all at once.
 *
 * <pre>
 *   segment ── its pieces, one after the other ──▶ literal ── octets into the draft ──▶ the line behind it: segment …
 *                                              └──▶ no literal: all messages are there, store them
 * </pre>
 *
 * <p>What makes it impossible is found out before a literal is asked for, if the client asks (RFC 9051 §4.3). What goes
 * wrong while one is read is answered when it has come, so that the input stays in step.
 */
final class Appending {
    /** The longest URL that is taken as a literal, in octets. */
    private static final int URL_OCTETS = 8 * 1024;
    /** As many of the largest messages may come at once, or more of small ones. */
    private static final int LARGEST = 4;
    /** And never less than this, in octets. */
    private static final int SMALL = 64 * 1024;

    private final LoggedIn state;
    private final Talk talk;
    private final Mailbox mailbox;
    private final Arrivals arrivals;
    private final boolean single;
    private final Finish finish;
    private final Deque<AppendPiece> pieces = new ArrayDeque<>();
    private AppendSegment segment;
    private Optional<Step.Next> trouble = Optional.empty();

    /** What becomes of the messages when all are there. */
    @FunctionalInterface
    interface Finish {
        Step store(Mailbox mailbox, Arrivals arrivals) throws StoreException;
    }

    private Appending(MessageCommand.Bringing command, LoggedIn state, Mailbox mailbox, Finish finish) {
        this.state = state;
        this.talk = state.talk();
        this.mailbox = mailbox;
        this.arrivals = new Arrivals(state);
        this.single = command instanceof MessageCommand.Replace;
        this.finish = finish;
        this.segment = command.first();
        this.pieces.addAll(segment.pieces());
    }

    /** RFC 9051 §6.3.12; RFC 3502 §6.3.11: all messages or none; the OK carries APPENDUID. */
    static Step append(MessageCommand.Append command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        return receive(
                command,
                state,
                (mailbox, arrivals) -> Step.await(
                        () -> arrivals.appendTo(mailbox),
                        appended -> OldNames.tell(
                                command.asked(),
                                state,
                                () -> talk.ok(UidCodes.appended(mailbox, appended), Texts.completed("APPEND"))),
                        refused -> gone(refused, talk)));
    }

    /** RFC 9051 §6.3.12: a mailbox that went while the message came is missing like any other. */
    private static Step gone(StoreException refused, Talk talk) throws StoreException {
        if (refused.reason() != StoreException.Reason.NONEXISTENT) {
            throw refused;
        }
        return talk.no(Word.TRYCREATE, Texts.CREATE_FIRST);
    }

    /** Reads the messages of a command, and finishes it. */
    static Step receive(MessageCommand.Bringing command, LoggedIn state, Finish finish) throws StoreException {
        Talk talk = state.talk();
        Optional<LiteralAnnouncement> literal = command.first().announced();
        return Step.await(
                () -> state.account().target(command.mailbox()),
                // RFC 9051 §6.3.12: a missing mailbox is not made, but the client may make it
                found -> found.isPresent()
                        ? new Appending(command, state, found.get(), finish).next()
                        : talk.intake().refuse(literal, () -> talk.no(Word.TRYCREATE, Texts.CREATE_FIRST)),
                refused -> talk.intake().refuse(literal, () -> {
                    throw refused;
                }));
    }

    private Step next() throws StoreException {
        AppendPiece piece = pieces.poll();
        if (piece instanceof AppendPiece.Begin begin) {
            return begin(begin);
        } else if (piece instanceof AppendPiece.Text text) {
            return text(text.literal());
        } else if (piece instanceof AppendPiece.Url url) {
            return url(url.url(), this::next);
        } else if (piece instanceof AppendPiece.UrlText url) {
            return urlText(url.literal());
        } else if (piece instanceof AppendPiece.End) {
            return end();
        }
        return finish.store(mailbox, arrivals);
    }

    private Step begin(AppendPiece.Begin begin) throws StoreException {
        int most = single ? 1 : talk.setup().limits().command().items();
        if (arrivals.count() == most) {
            // RFC 8508 §4.7 for REPLACE; for APPEND a bound of ours
            return giveUp(segment.announced(), () -> {
                throw new SyntaxException(Texts.TOO_MANY_MESSAGES);
            });
        }
        long limit = talk.setup().limits().messages().most();
        if (arrivals.count() == limit) {
            return giveUp(
                    segment.announced(),
                    () -> talk.no(new ResponseCode.MessageLimit(limit, 0), Texts.TOO_MANY_AT_ONCE));
        }
        return Step.await(
                () -> {
                    arrivals.begin(begin);
                    return true;
                },
                begun -> next(),
                refused -> giveUp(segment.announced(), () -> {
                    throw refused;
                }));
    }

    private Step text(LiteralAnnouncement literal) throws StoreException {
        if (literal.octets() > talk.setup().limits().messageOctets() - arrivals.octets()) {
            return giveUp(Optional.of(literal), () -> talk.no(Word.TOOBIG, Texts.MESSAGE_TOO_BIG));
        }
        if (literal.octets() > mostOfAll() - arrivals.allOctets()) {
            return giveUp(Optional.of(literal), this::tooMuch);
        }
        if (literal.octets() == 0 && segment.behind() == AppendSegment.Place.MESSAGE) {
            // RFC 3502 §6.3.11: so a client takes all of it back
            return giveUp(Optional.of(literal), () -> talk.no(Word.CANNOT, Texts.NO_MESSAGE));
        }
        return read(literal, (chunk, last) -> take(chunk, literal.binary(), last));
    }

    /** After trouble the rest of the literal is only read. */
    private Step take(ByteBuffer chunk, boolean binary, boolean last) {
        Step.Next next = () -> last ? new Step.ReadLine(this::behindLiteral) : Step.done();
        return Step.await(
                () -> {
                    if (trouble.isEmpty()) {
                        arrivals.write(chunk, binary);
                    }
                    return true;
                },
                written -> next.step(),
                refused -> {
                    troubled(() -> {
                        throw refused;
                    });
                    return next.step();
                });
    }

    private Step urlText(LiteralAnnouncement literal) throws StoreException {
        if (literal.octets() > URL_OCTETS) {
            return giveUp(Optional.of(literal), () -> {
                throw new SyntaxException(Texts.URL_TOO_LONG);
            });
        }
        ByteBuffer url = ByteBuffer.allocate((int) literal.octets());
        return read(literal, (chunk, last) -> {
            url.put(chunk);
            return last
                    ? url(
                            StandardCharsets.UTF_8.decode(url.flip()).toString(),
                            () -> new Step.ReadLine(this::behindLiteral))
                    : Step.done();
        });
    }

    private Step read(LiteralAnnouncement literal, Step.Feed feed) {
        Step read = new Step.ReadOctets(Framing.exactly(literal.octets()), feed);
        return literal.synchronizing() ? Step.say(talk.continuation(Texts.SEND_LITERAL), () -> read) : read;
    }

    /** RFC 4469 §4.1: the NO names the first URL that nothing can be found by. */
    private Step url(String url, Step.Next then) {
        Step.Next bad = () -> talk.no(new ResponseCode.BadUrl(url), Texts.BAD_URL);
        return Step.await(
                () -> trouble.isPresent() || arrivals.copy(url),
                copied -> {
                    if (!copied) {
                        troubled(bad);
                    }
                    if (trouble.isEmpty()
                            && arrivals.octets() > talk.setup().limits().messageOctets()) {
                        // RFC 4469 §4.2
                        troubled(() -> talk.no(Word.TOOBIG, Texts.MESSAGE_TOO_BIG));
                    }
                    if (trouble.isEmpty() && arrivals.allOctets() > mostOfAll()) {
                        troubled(this::tooMuch);
                    }
                    return onlyIfSound(then);
                },
                refused -> {
                    troubled(() -> {
                        throw refused;
                    });
                    return onlyIfSound(then);
                });
    }

    /** Behind a literal its line comes whatever happened; otherwise there is no need to go on after trouble. */
    private Step onlyIfSound(Step.Next then) throws StoreException {
        if (trouble.isEmpty()) {
            return then.step();
        }
        return segment.announced().isPresent() && pieces.isEmpty()
                ? new Step.ReadLine(this::behindLiteral)
                : giveUp(segment.announced(), trouble.get());
    }

    private Step behindLiteral(Line line) throws StoreException {
        if (line.fault() == LineFault.TOO_LONG) {
            return talk.bye(ResponseCode.NONE, Texts.LINE_TOO_LONG);
        }
        Optional<LiteralAnnouncement> more = LiteralAnnouncement.atEndOf(line.octets());
        if (trouble.isPresent()) {
            return giveUp(more, trouble.get());
        }
        try {
            segment = talk.intake().parser().behindLiteral(line, segment.behind(), talk.text());
        } catch (SyntaxException fault) {
            return giveUp(more, () -> {
                throw fault;
            });
        }
        pieces.addAll(segment.pieces());
        return next();
    }

    private Step end() {
        return Step.await(
                arrivals::end,
                unsound -> {
                    if (unsound.isPresent()) {
                        Arrivals.Unsound why = unsound.get();
                        return giveUp(segment.announced(), () -> talk.no(why.code(), why.text()));
                    }
                    return next();
                },
                refused -> giveUp(segment.announced(), () -> {
                    throw refused;
                }));
    }

    /** They lie on the disk before it is known whether the account has room for them. */
    private long mostOfAll() {
        long largest = Math.min(talk.setup().limits().messageOctets(), Long.MAX_VALUE / LARGEST);
        return Math.max(SMALL, LARGEST * largest);
    }

    private Step tooMuch() throws StoreException {
        return talk.no(Word.LIMIT, Texts.TOO_MANY_AT_ONCE);
    }

    private void troubled(Step.Next answer) {
        trouble = Optional.of(answer);
    }

    /** Nothing of it is kept (RFC 3502 §6.3.11); what the client has announced is not asked for, or thrown away. */
    private Step giveUp(Optional<LiteralAnnouncement> announced, Step.Next answer) {
        return Step.await(
                () -> {
                    arrivals.drop();
                    return true;
                },
                dropped -> talk.intake().refuse(announced, answer));
    }
}
