package org.pennypost.core.reading;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.message.TextDecoder;

/**
 * The text of a message as a search sees it, folded ({@link TextFold}): RFC 9051 §6.4.4 BODY and TEXT. Transfer
 * encodings, charsets and encoded words are taken off first. Parts that are no text are passed over; a message within
 * the message is part of its body, its header included.
 *
 * <p>Comes in texts with borders between them: header fields and the bodies of parts. Memory does not grow with it.
 */
public final class MessageText {
    private static final int CHUNK = 32 * 1024;

    private final MessageSource source;
    private final boolean headers;
    private final Sink sink;
    private final TextFold fold = new TextFold();
    private boolean wanted = true;

    /** Takes the text. */
    public interface Sink {
        /** The next text begins: what came before and what comes do not stand side by side. */
        void border();

        /** The next characters, valid only during the call; answers whether more are wanted. */
        boolean take(CharBuffer folded);
    }

    private MessageText(MessageSource source, boolean headers, Sink sink) {
        this.source = source;
        this.headers = headers;
        this.sink = sink;
    }

    /** The text of the body: what RFC 9051 §6.4.4 BODY looks into. */
    public static void ofBody(MessageSource source, Sink sink) throws StoreException {
        new MessageText(source, false, sink).body(source.structure().root());
    }

    /** The header, the headers of parts and the body: what RFC 9051 §6.4.4 TEXT looks into. */
    public static void ofAll(MessageSource source, Sink sink) throws StoreException {
        MessageText text = new MessageText(source, true, sink);
        text.header(source.header());
        if (text.wanted) {
            text.body(source.structure().root());
        }
    }

    private void body(MimePart part) throws StoreException {
        if (!wanted) {
            return;
        }
        if (part instanceof MimePart.Multipart multipart) {
            for (MimePart child : multipart.parts()) {
                if (headers) {
                    header(child.header());
                }
                body(child);
            }
        } else if (part instanceof MimePart.Embedded embedded) {
            header(embedded.message().header());
            body(embedded.message().root());
        } else if (part.fields().type().is("text")) {
            text(part);
        }
    }

    private void text(MimePart part) throws StoreException {
        border();
        TextDecoder decoder = TextDecoder.with(part.fields(), this::take);
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, part.body().length()));
        long at = part.body().offset();
        long end = part.body().end();
        while (at < end && wanted) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), end - at));
            if (!source.read(at, chunk)) {
                break;
            }
            at += chunk.remaining();
            decoder.feed(chunk);
        }
        decoder.finish();
    }

    private void header(Extent extent) throws StoreException {
        long length = Math.min(extent.length(), source.limits().headerOctets());
        header(Header.parse(source.read(new Extent(extent.offset(), length)), source.limits()));
    }

    private void header(Header header) {
        for (HeaderField field : header) {
            if (wanted) {
                border();
                take(CharBuffer.wrap((field.name() + ": " + field.text()).toCharArray()));
            }
        }
    }

    private void border() {
        fold.border();
        sink.border();
    }

    private void take(CharBuffer text) {
        if (wanted) {
            wanted = sink.take(fold.fold(text));
        }
    }
}
