package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Extent;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.message.TextDecoder;

/**
 * Looks for a text in a message: RFC 9051 §6.4.4 BODY and TEXT. Transfer encodings, charsets and encoded words are
 * taken off first. Parts that are no text are passed over; a message within the message is part of its body, its header
 * included.
 */
final class TextSearch {
    private static final int CHUNK = 32 * 1024;

    private final MessageSource source;
    private final MessageLimits limits;
    private final boolean headers;
    private final Needle needle;

    private TextSearch(MessageSource source, MessageLimits limits, String text, boolean headers) {
        this.source = source;
        this.limits = limits;
        this.headers = headers;
        this.needle = new Needle(text);
    }

    /** BODY: whether the body has the text. */
    static boolean inBody(MessageSource source, String text, MessageLimits limits) throws StoreException {
        return new TextSearch(source, limits, text, false).find();
    }

    /** TEXT: whether the header, the headers of parts or the body have the text. */
    static boolean inText(MessageSource source, String text, MessageLimits limits) throws StoreException {
        return new TextSearch(source, limits, text, true).find();
    }

    private boolean find() throws StoreException {
        if (headers) {
            header(source.header());
        }
        if (!needle.found()) {
            body(source.structure().root());
        }
        return needle.found();
    }

    private void part(MimePart part) throws StoreException {
        if (headers) {
            header(read(part.header()));
        }
        body(part);
    }

    private void body(MimePart part) throws StoreException {
        if (needle.found()) {
            return;
        }
        if (part instanceof MimePart.Multipart multipart) {
            for (MimePart child : multipart.parts()) {
                part(child);
            }
        } else if (part instanceof MimePart.Embedded embedded) {
            header(read(embedded.message().header()));
            body(embedded.message().root());
        } else if (part.fields().type().is("text")) {
            text(part);
        }
    }

    private void text(MimePart part) throws StoreException {
        needle.border();
        TextDecoder decoder = TextDecoder.with(part.fields(), needle::feed);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long at = part.body().offset();
        long end = part.body().end();
        while (at < end && !needle.found()) {
            chunk.clear().limit((int) Math.min(CHUNK, end - at));
            if (!source.read(at, chunk)) {
                break;
            }
            at += chunk.remaining();
            decoder.feed(chunk);
        }
        decoder.finish();
    }

    private void header(Header header) {
        for (HeaderField field : header) {
            if (!needle.found()) {
                needle.border();
                needle.feed(CharBuffer.wrap(field.name() + ": " + field.text()));
            }
        }
    }

    private Header read(Extent extent) throws StoreException {
        long length = Math.min(extent.length(), limits.headerOctets());
        return Header.parse(source.read(new Extent(extent.offset(), length)), limits);
    }
}
