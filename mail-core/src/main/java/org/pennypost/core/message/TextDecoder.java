package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes characters of the body of a text part, chunk by chunk: its transfer encoding and its charset taken off.
 *
 * <p>Never fails: what the charset does not have becomes U+FFFD, an unknown charset is read as UTF-8, an unknown
 * transfer encoding as none. Memory does not grow with the body. Confined to one thread, for one body.
 */
public final class TextDecoder {
    private static final int CHUNK = 4096;

    private final TransferDecoder transfer;
    private final CharsetDecoder charset;
    private final Consumer<? super CharBuffer> sink;
    private final ByteBuffer octets = ByteBuffer.allocate(CHUNK);
    private final CharBuffer chars = CharBuffer.allocate(CHUNK);

    private TextDecoder(TransferDecoder transfer, CharsetDecoder charset, Consumer<? super CharBuffer> sink) {
        this.transfer = transfer;
        this.charset = charset;
        this.sink = sink;
    }

    /**
     * A decoder for one body.
     *
     * @param fields what the header of the part says
     * @param sink takes the characters; the buffer is valid only during the call
     */
    public static TextDecoder with(MimeFields fields, Consumer<? super CharBuffer> sink) {
        CharsetDecoder charset = fields.type()
                .parameter("charset")
                .flatMap(parameter -> Charsets.named(parameter.text()))
                .orElse(StandardCharsets.UTF_8)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        TransferDecoder transfer = TransferEncoding.of(fields.encoding())
                .orElse(TransferEncoding.BINARY)
                .decoder();
        return new TextDecoder(transfer, charset, sink);
    }

    /** Takes the next octets of the body: all that remain in the buffer. */
    public void feed(ByteBuffer body) {
        while (body.hasRemaining()) {
            transfer.decode(body, octets);
            decode(false);
        }
    }

    /** Ends the body: the last characters go to the sink. */
    public void finish() {
        while (!transfer.finish(octets)) {
            decode(false);
        }
        decode(true);
        while (charset.flush(chars).isOverflow()) {
            pass();
        }
        pass();
    }

    private void decode(boolean last) {
        octets.flip();
        while (charset.decode(octets, chars, last).isOverflow()) {
            pass();
        }
        pass();
        octets.compact();
    }

    private void pass() {
        chars.flip();
        if (chars.hasRemaining()) {
            sink.accept(chars);
        }
        chars.clear();
    }
}
