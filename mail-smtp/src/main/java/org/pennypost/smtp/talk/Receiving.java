package org.pennypost.smtp.talk;

import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.DotStuffing;
import org.pennypost.core.text.Framing;
import org.pennypost.smtp.syntax.Command;
import org.pennypost.smtp.syntax.SmtpReply;

/** The message: DATA, RFC 5321 §4.1.1.4, and BDAT, RFC 3030 §2. */
final class Receiving {
    private final SmtpSetup setup;

    Receiving(SmtpSetup setup) {
        this.setup = setup;
    }

    // RFC 2920 §3.2: a positive answer only if there is a recipient
    Step data(Command.Data data, SmtpState.Transaction state) {
        if (state.envelope().recipients().isEmpty()) {
            return Replies.say(noRecipients());
        }
        // RFC 3030 §3: binary octets come by BDAT only
        if (isBinary(state)) {
            return Replies.say(Replies.BDAT_ONLY);
        }
        DotStuffing.Decoder decoder = new DotStuffing.Decoder();
        Intake intake = new Intake(setup, state, LineFaults.of(decoder));
        return Step.say(
                Replies.payload(Replies.START_MAIL_INPUT),
                () -> new Step.ReadOctets(
                        decoder, (chunk, last) -> intake.take(chunk, last ? Intake.End.MESSAGE : Intake.End.NOT_YET)));
    }

    /**
     * RFC 3030 §2: the first chunk.
     *
     * <p>Deviates from RFC 3030 §3: a message with a binary part is refused if it has bare CR, LF or NUL and BODY did
     * not say BINARYMIME, because to let such octets in undeclared is how messages are smuggled.
     */
    Step bdat(Command.Bdat bdat, SmtpState.Transaction state) throws StoreException {
        if (!state.envelope().recipients().isEmpty()) {
            LineFaults faults = isBinary(state) ? LineFaults.NONE : LineFaults.ofChunks();
            return read(bdat, new Intake(setup, state, faults));
        }
        state.talk().become(bdat.last() ? state.ready() : new SmtpState.Spoilt(state.ready()));
        // RFC 2033 §4.3: as many replies as there were recipients
        Step discarding = setup.role() == Role.LMTP && bdat.last()
                ? new Step.ReadOctets(Framing.exactly(bdat.octets()), (chunk, last) -> Step.done())
                : discard(bdat, noRecipients());
        return bdat.last() ? state.talk().over("no recipients", () -> discarding) : discarding;
    }

    // RFC 3030 §2: a later chunk
    Step bdat(Command.Bdat bdat, SmtpState.Chunking state) {
        return read(bdat, state.intake());
    }

    // RFC 3030 §2: the octets of a chunk that is refused are read before the reply, never taken for commands
    static Step discard(Command.Bdat bdat, SmtpReply reply) {
        return new Step.ReadOctets(
                Framing.exactly(bdat.octets()), (chunk, last) -> last ? Replies.say(reply) : Step.done());
    }

    private static Step read(Command.Bdat bdat, Intake intake) {
        Intake.End end = bdat.last() ? Intake.End.MESSAGE : Intake.End.BLOCK;
        return new Step.ReadOctets(
                Framing.exactly(bdat.octets()), (chunk, last) -> intake.take(chunk, last ? end : Intake.End.NOT_YET));
    }

    // RFC 2033 §4.2: 503 there
    private SmtpReply noRecipients() {
        return setup.role() == Role.LMTP ? Replies.NO_RECIPIENTS_YET : Replies.NO_RECIPIENTS;
    }

    private static boolean isBinary(SmtpState.Transaction state) {
        return state.envelope().options().body() == MailOptions.Body.BINARY_MIME;
    }
}
