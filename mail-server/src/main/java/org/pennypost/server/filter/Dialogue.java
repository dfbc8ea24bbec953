package org.pennypost.server.filter;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.authentication.HeldMessage;
import org.pennypost.smtp.syntax.ParameterWriter;

/** Tells one filter all of a message, and hears what it makes of it. Used once, by one thread; blocks. */
final class Dialogue {
    private static final char ABORT = 'A';
    private static final char QUIT = 'Q';
    /** MILTER_CHUNK_SIZE. */
    private static final int PIECE = 65_535;
    /** More answers than this beside those that are due no filter needs, whatever else they stay below. */
    private static final int MOST_ANSWERS = 10_000;

    private final FilterLine line;
    private final String name;
    private final FilteredMessage message;
    private final Macros macros;
    private final Edits edits;
    private Agreement agreement = new Agreement(0, 0);
    private int answers;
    private boolean enough;
    private Optional<Judgement> judgement = Optional.empty();

    /**
     * @param name that of the filter
     * @param host our name
     * @param spare makes room for another body; whoever made it closes it
     */
    Dialogue(FilterLine line, String name, FilteredMessage message, String host, Supplier<HeldMessage> spare) {
        this.line = line;
        this.name = name;
        this.message = message;
        this.macros = new Macros(message, host);
        this.edits = new Edits(message, spare);
    }

    /**
     * All of it.
     *
     * @throws FilterFault if the filter does not answer, or not as it should
     * @throws StoreException if the message cannot be read, or another body not be kept
     */
    Judgement judgement() throws FilterFault, StoreException {
        line.send(Agreement.offer());
        agreement = Agreement.of(line.receive());
        boolean toTheEnd = tellsEnvelope() && tellsHeader() && tellsBody();
        if (toTheEnd) {
            end();
        } else {
            line.send(new PacketWriter(ABORT).encoded());
        }
        quit(line);
        return judgement.orElseThrow();
    }

    /** Asks nothing but whether a filter is there. */
    static void greet(FilterLine line) throws FilterFault {
        line.send(Agreement.offer());
        Agreement.of(line.receive());
        quit(line);
    }

    private boolean tellsEnvelope() throws FilterFault, StoreException {
        Envelope envelope = message.envelope();
        Peer.Endpoint remote = envelope.origin().peer().remote();
        ByteBuffer connect = new PacketWriter(Stage.CONNECT.kind())
                .text(message.client().verified())
                .octet(remote.address().contains(":") ? '6' : '4')
                .brief(remote.port())
                .text(remote.address())
                .encoded();
        return says(Stage.CONNECT, connect)
                && says(Stage.HELO, text(Stage.HELO, envelope.origin().heloName()))
                && says(Stage.MAIL, path(Stage.MAIL, envelope.reversePath().toString(), mailParameters()))
                && tellsRecipients(envelope.recipients())
                && says(Stage.DATA, new PacketWriter(Stage.DATA.kind()).encoded());
    }

    /** RFC 5321 §4.1.1.4: there is one answer for all; of whom is refused alone, {@code docs/filters.md} tells. */
    private boolean tellsRecipients(List<Envelope.Recipient> recipients) throws FilterFault {
        boolean more = true;
        for (Envelope.Recipient recipient : recipients) {
            if (more && agreement.tells(Stage.RCPT)) {
                line.send(macros.before(recipient));
                String parameters = new ParameterWriter(any -> true).recipient(recipient.requests());
                more = says(Stage.RCPT, path(Stage.RCPT, recipient.path().toString(), parameters));
            }
        }
        return more;
    }

    private boolean tellsHeader() throws FilterFault {
        boolean more = true;
        for (MessageFields.Field field : message.fields().told()) {
            String value = FieldText.told(field.value(), agreement.leadingSpace());
            more = more
                    && says(
                            Stage.HEADER,
                            new PacketWriter(Stage.HEADER.kind())
                                    .raw(FieldText.toldName(field.name()))
                                    .raw(value)
                                    .encoded());
        }
        return more && says(Stage.END_OF_HEADER, new PacketWriter(Stage.END_OF_HEADER.kind()).encoded());
    }

    private boolean tellsBody() throws FilterFault, StoreException {
        boolean[] more = {true};
        if (agreement.tells(Stage.BODY)) {
            message.tellBody(PIECE, piece -> {
                ByteBuffer packet =
                        new PacketWriter(Stage.BODY.kind()).data(piece).encoded();
                more[0] = says(Stage.BODY, packet);
                return more[0] && !enough;
            });
        }
        return more[0];
    }

    private void end() throws FilterFault, StoreException {
        tell(Stage.END, new PacketWriter(Stage.END.kind()).encoded());
        while (judgement.isEmpty()) {
            Answer answer = answer();
            if (answer instanceof Answer.Continue || answer instanceof Answer.Accept) {
                judgement = Optional.of(edits.taken());
            } else if (!isFinal(answer)) {
                count();
                edits.make(answer, agreement.leadingSpace());
            }
        }
    }

    /** Whether there is more to say. */
    private boolean says(Stage stage, ByteBuffer packet) throws FilterFault {
        if (!agreement.tells(stage)) {
            return true;
        }
        tell(stage, packet);
        if (!agreement.answered(stage)) {
            return true;
        }
        Answer answer = answer();
        if (answer instanceof Answer.Accept) {
            judgement = Optional.of(new Judgement.Taken(message, false));
            return false;
        }
        enough = answer instanceof Answer.Skip && stage == Stage.BODY;
        boolean ended = isFinal(answer);
        if (!ended && !enough && !(answer instanceof Answer.Continue)) {
            throw new FilterFault("it wants to change a message before its end");
        }
        return !ended;
    }

    private void tell(Stage stage, ByteBuffer packet) throws FilterFault {
        Optional<ByteBuffer> before = macros.before(stage);
        if (before.isPresent()) {
            line.send(before.get());
        }
        line.send(packet);
    }

    private Answer answer() throws FilterFault {
        Answer answer = Answer.of(line.receive());
        while (answer instanceof Answer.Progress) {
            count();
            answer = Answer.of(line.receive());
        }
        return answer;
    }

    private void count() throws FilterFault {
        if (++answers > MOST_ANSWERS) {
            throw new FilterFault("it answers without end");
        }
    }

    private boolean isFinal(Answer answer) {
        if (answer instanceof Answer.Discard) {
            judgement = Optional.of(new Judgement.Discarded(name));
        } else if (answer instanceof Answer.Refuse refuse) {
            judgement = Optional.of(new Judgement.Refused(refuse.why()));
        }
        return judgement.isPresent();
    }

    /** What was judged counts, whether or not this is heard. */
    private static void quit(FilterLine line) {
        try {
            line.send(new PacketWriter(QUIT).encoded());
            line.flush();
        } catch (FilterFault gone) {
            System.getLogger(Dialogue.class.getName()).log(System.Logger.Level.DEBUG, "a filter was gone", gone);
        }
    }

    private static ByteBuffer text(Stage stage, String text) {
        return new PacketWriter(stage.kind()).text(text).encoded();
    }

    // RFC 5321 §4.1.1.11: the parameters stand behind the path, each as an argument of its own
    private static ByteBuffer path(Stage stage, String path, String parameters) {
        PacketWriter packet = new PacketWriter(stage.kind()).text(path);
        for (String parameter : parameters.strip().split(" ")) {
            if (!parameter.isEmpty()) {
                packet.text(parameter);
            }
        }
        return packet.encoded();
    }

    private String mailParameters() throws StoreException {
        return new ParameterWriter(any -> true).mail(message.envelope().options(), message.size());
    }
}
