package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.Framing;
import org.pennypost.core.text.LineFault;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.AppendMessage;
import org.pennypost.imap.syntax.Command;
import org.pennypost.imap.syntax.LiteralAnnouncement;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * APPEND, RFC 9051 §6.3.12: the message goes from the line into a draft, chunk by chunk.
 *
 * <p>What makes it impossible is found out before the message is asked for, if the client asks (RFC 9051 §4.3). What
 * goes wrong later is answered when all of the command has come, so that the input stays in step.
 */
final class Appending {
    private final Command.Append command;
    private final LoggedIn state;
    private final Talk talk;
    private final Mailbox mailbox;
    private final Draft draft;
    private final LineEnds lineEnds = new LineEnds();
    private Optional<StoreException> trouble = Optional.empty();

    private Appending(Command.Append command, LoggedIn state, Mailbox mailbox, Draft draft) {
        this.command = command;
        this.state = state;
        this.talk = state.talk();
        this.mailbox = mailbox;
        this.draft = draft;
    }

    /** RFC 9051 §6.3.12. */
    static Step append(Command.Append command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        LiteralAnnouncement literal = command.message().literal();
        if (literal.octets() > talk.setup().limits().messageOctets()) {
            return talk.intake().refuse(literal, () -> talk.no(Word.TOOBIG, Texts.MESSAGE_TOO_BIG));
        }
        if (literal.octets() == 0) {
            return talk.intake().refuse(literal, () -> talk.no(Word.CANNOT, Texts.NO_MESSAGE));
        }
        return Step.await(
                () -> open(command, state),
                // RFC 9051 §6.3.12: a missing mailbox is not made, but the client may make it
                opened -> opened.isPresent()
                        ? opened.get().receive()
                        : talk.intake().refuse(literal, () -> talk.no(Word.TRYCREATE, Texts.CREATE_FIRST)),
                refused -> talk.intake().refuse(literal, () -> {
                    throw refused;
                }));
    }

    private static Optional<Appending> open(Command.Append command, LoggedIn state) throws StoreException {
        Optional<Mailbox> mailbox = Copying.find(command.mailbox(), state.account());
        if (mailbox.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = state.talk().held().hold(state.account().draft());
        return Optional.of(new Appending(command, state, mailbox.get(), draft));
    }

    private Step receive() {
        LiteralAnnouncement literal = command.message().literal();
        Step read = new Step.ReadOctets(Framing.exactly(literal.octets()), this::take);
        return literal.synchronizing() ? Step.say(talk.continuation(Texts.SEND_LITERAL), () -> read) : read;
    }

    /** After trouble the rest of the message is only read. */
    private Step take(ByteBuffer chunk, boolean last) {
        Step.Next next = () -> last ? new Step.ReadLine(this::end) : Step.done();
        ByteBuffer mended = lineEnds.mend(chunk, last);
        return Step.await(
                () -> {
                    if (trouble.isEmpty()) {
                        draft.write(mended);
                    }
                    return true;
                },
                written -> next.step(),
                refused -> {
                    trouble = Optional.of(refused);
                    return next.step();
                });
    }

    /** The line behind the message: the end of the command, and nothing else as long as one message is all we take. */
    private Step end(Line line) throws StoreException {
        if (line.fault() == LineFault.TOO_LONG) {
            return talk.bye(ResponseCode.NONE, Texts.LINE_TOO_LONG);
        }
        Optional<LiteralAnnouncement> more = LiteralAnnouncement.atEndOf(line.octets());
        if (more.isPresent()) {
            return drop(() -> talk.intake().refuse(more.get(), () -> {
                throw new SyntaxException(Texts.ONE_MESSAGE);
            }));
        }
        if (line.fault() != LineFault.NONE || line.octets().hasRemaining()) {
            return drop(() -> {
                throw new SyntaxException(Texts.ONE_MESSAGE);
            });
        }
        if (trouble.isPresent()) {
            StoreException refusal = trouble.get();
            return drop(() -> {
                throw refusal;
            });
        }
        return lineEnds.sawNul() ? drop(() -> talk.no(Word.CANNOT, Texts.MESSAGE_NUL)) : store();
    }

    /** RFC 9051 §6.3.12: the OK carries APPENDUID. */
    private Step store() {
        AppendMessage message = command.message();
        return Step.await(
                () -> {
                    try {
                        return mailbox.append(List.of(new NewMessage(
                                draft,
                                message.flags(),
                                message.date()
                                        .or(talk.setup().surroundings().time().instant()))));
                    } finally {
                        talk.held().release(draft);
                    }
                },
                appended -> talk.ok(
                        new ResponseCode.AppendUid(appended.uidValidity(), appended.uids()),
                        Texts.completed("APPEND")));
    }

    private Step drop(Step.Next answer) {
        return Step.await(
                () -> {
                    talk.held().release(draft);
                    return true;
                },
                dropped -> answer.step());
    }
}
