package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.Draft;
import org.pennypost.core.mailbox.Mailbox;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.AppendPiece;
import org.pennypost.imap.syntax.ImapUrl;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * The messages that an APPEND or REPLACE brings, each on its way into a draft. Its methods may block. Confined to one
 * thread at a time.
 *
 * <p>Deviates from RFC 6855 §4: octets beyond ASCII in a header are taken from every client, because there is such mail
 * and who moves it from one server to another must be able to. Deviates from RFC 6855 §8: and they are given back as they
 * came, because whoever wants the message wants it whole. Deviates from RFC 3501 §7.4.2: the same goes for
 * parts whose charset is not named, because the client decides better than we what they are.
 */
final class Arrivals {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final LoggedIn state;
    private final Talk talk;
    private final List<NewMessage> messages = new ArrayList<>();
    private LineEnds lineEnds = new LineEnds();
    private boolean binary;

    /** Why a message cannot be taken. */
    record Unsound(ResponseCode code, String text) {}

    Arrivals(LoggedIn state) {
        this.state = state;
        this.talk = state.talk();
    }

    /** How many messages have begun. */
    int count() {
        return messages.size();
    }

    /** How many octets the present message has. */
    long octets() {
        return present().draft().size();
    }

    /** How many octets all of them have. */
    long allOctets() {
        return messages.stream().mapToLong(message -> message.draft().size()).sum();
    }

    /** A message begins; those before it rest until all have come. */
    void begin(AppendPiece.Begin begin) throws StoreException {
        if (!messages.isEmpty()) {
            present().draft().rest();
        }
        Draft draft = talk.held().hold(state.account().draft());
        messages.add(new NewMessage(
                draft,
                begin.flags(),
                begin.date().or(talk.setup().surroundings().time().instant())));
        lineEnds = new LineEnds();
        binary = false;
    }

    /** Octets of the present message; those of a {@code literal8} are left as they are until all have come. */
    void write(ByteBuffer chunk, boolean asBinary) throws StoreException {
        binary |= asBinary;
        present().draft().write(asBinary ? chunk : lineEnds.mend(chunk, false));
    }

    /** Adds what a URL names, octet by octet as it is (RFC 4469 §3); false if it names nothing. */
    boolean copy(String url) throws StoreException {
        present().draft().write(lineEnds.mend(NOTHING.duplicate(), true));
        try {
            String base = state instanceof ImapState.Selected selected
                    ? ImapUrl.path(selected.selection().mailbox().name())
                    : "";
            return NamedPart.copy(ImapUrl.parse(url, base), state, present().draft());
        } catch (SyntaxException noUrl) {
            return false;
        }
    }

    /** The present message is complete; says what is wrong with it, if anything is. */
    Optional<Unsound> end() throws StoreException {
        present().draft().write(lineEnds.mend(NOTHING.duplicate(), true));
        if (octets() == 0) {
            return Optional.of(new Unsound(Word.CANNOT, Texts.NO_MESSAGE));
        }
        if (binary) {
            return encode();
        }
        return lineEnds.sawNul() ? Optional.of(new Unsound(Word.CANNOT, Texts.MESSAGE_NUL)) : Optional.empty();
    }

    /** RFC 3502 §6.3.11: all of them or none. */
    Mailbox.Appended appendTo(Mailbox mailbox) throws StoreException {
        try {
            return mailbox.append(messages);
        } finally {
            drop();
        }
    }

    /** The messages take the place of one with so many octets (RFC 8508 §3.4). */
    void replace(long octets) {
        messages.replaceAll(message -> message.replacing(octets));
    }

    /** Throws away what has not been appended. */
    void drop() {
        messages.forEach(message -> talk.held().release(message.draft()));
        messages.clear();
    }

    /** RFC 3516 §4.4: a store and a FETCH BODY have no place for NUL, so binary parts are kept in base64. */
    private Optional<Unsound> encode() throws StoreException {
        NewMessage raw = present();
        Draft encoded = talk.held().hold(state.account().draft());
        messages.set(messages.size() - 1, new NewMessage(encoded, raw.flags(), raw.internalDate()));
        try {
            return BinaryIntake.encode(
                            raw.draft().content(),
                            encoded,
                            talk.setup().limits().structure())
                    ? Optional.empty()
                    : Optional.of(new Unsound(Word.UNKNOWN_CTE, Texts.MESSAGE_NUL));
        } finally {
            talk.held().release(raw.draft());
        }
    }

    private NewMessage present() {
        return messages.get(messages.size() - 1);
    }
}
