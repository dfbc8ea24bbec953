package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a writer has written, as text whose characters are octets. */
final class Written {
    private Written() {}

    static String text(ResponseWriter out) {
        ByteBuffer octets = out.take().octets();
        return StandardCharsets.ISO_8859_1.decode(octets).toString();
    }

    static String ascii(Consumer<ResponseWriter> writing) {
        return by(TextMode.ASCII, writing);
    }

    static String utf8(Consumer<ResponseWriter> writing) {
        return by(TextMode.UTF8, writing);
    }

    private static String by(TextMode mode, Consumer<ResponseWriter> writing) {
        ResponseWriter out = ResponseWriter.with(mode);
        writing.accept(out);
        return text(out);
    }
}
