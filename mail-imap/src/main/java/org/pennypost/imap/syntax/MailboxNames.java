package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.pennypost.core.mailbox.MailboxName;
import org.pennypost.core.text.SyntaxException;

/** Mailbox names between octets and {@link MailboxName}: RFC 9051 §5.1, RFC 3501 §5.1. */
final class MailboxNames {
    private MailboxNames() {}

    /** RFC 9051 §9 {@code mailbox}; a name that no mailbox can have is refused with NO and CANNOT. */
    static MailboxName name(ByteBuffer octets, TextMode mode) {
        return name(text(octets, mode));
    }

    /** RFC 9051 §9 {@code mailbox}, and how it was spelled. */
    static SpelledName spelledName(ByteBuffer octets, TextMode mode) {
        return new SpelledName(name(octets, mode), decoded(octets, mode));
    }

    /** RFC 9051 §6.3.4: a separator at the end says that names will be made below, and is not part of the name. */
    static SpelledName newName(ByteBuffer octets, TextMode mode) {
        String text = decoded(octets, mode);
        boolean separated = text.length() > 1 && text.charAt(text.length() - 1) == MailboxName.SEPARATOR;
        String spelling = separated ? text.substring(0, text.length() - 1) : text;
        return new SpelledName(name(spelling), spelling);
    }

    /**
     * The text of a name or a pattern, in the normal form that names have (RFC 9051 §5.1). UTF-8 beyond ASCII is taken
     * in both modes (RFC 6855 §3): one mailbox is reached by either spelling.
     */
    static String text(ByteBuffer octets, TextMode mode) {
        String text = decoded(octets, mode);
        if (text.length() > MailboxName.MAX_SPELLING) {
            throw refused("mailbox name too long");
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String decoded(ByteBuffer octets, TextMode mode) {
        try {
            String text = Utf8.decode(octets);
            boolean encoded = mode == TextMode.ASCII && text.length() == octets.remaining();
            return encoded ? ModifiedUtf7.decode(text) : text;
        } catch (SyntaxException fault) {
            throw refused("mailbox name: " + fault.getMessage());
        }
    }

    /** The octets of a name or of the start of one, to be quoted as need be. */
    static byte[] octets(String name, TextMode mode) {
        return mode == TextMode.UTF8
                ? name.getBytes(StandardCharsets.UTF_8)
                : ModifiedUtf7.encode(name).getBytes(StandardCharsets.US_ASCII);
    }

    private static MailboxName name(String text) {
        try {
            return MailboxName.of(text);
        } catch (SyntaxException fault) {
            throw refused(fault.getMessage());
        }
    }

    private static CommandRefusedException refused(String reason) {
        return new CommandRefusedException(Condition.NO, ResponseCode.Word.CANNOT, reason);
    }
}
