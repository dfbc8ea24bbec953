package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.message.TextDecoder;
import org.pennypost.core.reading.MessageSource;

/**
 * The first words of a message, RFC 8970 §3: of its first text that is no attachment, plain text before HTML where both
 * say the same (RFC 2046 §5.1.4), without markup and with single spaces. Empty if there is no such text.
 */
final class Preview {
    /** RFC 8970 §3.3, in characters as people count them. */
    private static final int CHARACTERS = 200;
    /** How much of a part is looked at, in octets: a page that begins with more markup than this has no preview. */
    private static final int OCTETS = 64 * 1024;

    private static final int CHUNK = 4 * 1024;

    private Preview() {}

    /** The preview of a message; may block. */
    static String of(MessageSource source) throws StoreException {
        Optional<MimePart> text = text(source.structure().root());
        return text.isPresent() ? words(text.get(), source) : "";
    }

    private static Optional<MimePart> text(MimePart part) {
        if (part instanceof MimePart.Multipart multipart) {
            List<MimePart> texts = multipart.parts().stream()
                    .flatMap(child -> text(child).stream())
                    .toList();
            return texts.stream()
                    .filter(Preview::isPlain)
                    .findFirst()
                    .or(() -> texts.stream().findFirst());
        }
        boolean shown = !part.fields().disposition().type().equalsIgnoreCase("attachment");
        return shown && (isPlain(part) || isHtml(part)) ? Optional.of(part) : Optional.empty();
    }

    private static String words(MimePart part, MessageSource source) throws StoreException {
        PreviewText preview = new PreviewText(isHtml(part), CHARACTERS);
        TextDecoder decoder = TextDecoder.with(part.fields(), (CharBuffer chars) -> preview.feed(chars));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long at = part.body().offset();
        long end = Math.min(part.body().end(), at + OCTETS);
        while (at < end && !preview.full()) {
            chunk.clear().limit((int) Math.min(CHUNK, end - at));
            if (!source.read(at, chunk)) {
                break;
            }
            at += chunk.remaining();
            decoder.feed(chunk);
        }
        decoder.finish();
        return preview.toString();
    }

    private static boolean isPlain(MimePart part) {
        return part.type().is("text", "plain");
    }

    private static boolean isHtml(MimePart part) {
        return part.type().is("text", "html");
    }
}
