package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes the encoded words of a value in one pass: runs of words of one charset are decoded together. */
final class EncodedWordReader {
    private static final int MAX_CHARSET = 64;

    private final byte[] octets;
    private final StringBuilder text = new StringBuilder();
    private final Octets decoded = new Octets(64);
    private String charset = "";

    EncodedWordReader(byte[] octets) {
        this.octets = octets;
    }

    String read() {
        int plain = 0;
        int at = 0;
        while (at + 1 < octets.length) {
            Optional<Word> found = octets[at] == '=' && octets[at + 1] == '?' ? word(at) : Optional.empty();
            if (found.isEmpty()) {
                at++;
                continue;
            }
            Word word = found.get();
            boolean adjacent = !charset.isEmpty() && isSpace(plain, at);
            if (!adjacent) {
                flush();
                text.append(Charsets.unlabelled(octets, plain, at));
            }
            if (!word.charset().equalsIgnoreCase(charset)) {
                flush();
                charset = word.charset();
            }
            word.decode(octets, decoded);
            at = word.end();
            plain = at;
        }
        flush();
        return text.append(Charsets.unlabelled(octets, plain, octets.length)).toString();
    }

    private void flush() {
        byte[] run = decoded.toArray();
        Charsets.decode(run, 0, run.length, charset).ifPresent(text::append);
        decoded.truncate(0);
        charset = "";
    }

    private boolean isSpace(int from, int to) {
        int i = from;
        while (i < to && (Octets.isBlank(octets[i]) || octets[i] == Octets.CR || octets[i] == Octets.LF)) {
            i++;
        }
        return i == to;
    }

    // RFC 2047 §2: encoded-word = "=?" charset "?" encoding "?" encoded-text "?="
    // RFC 2231 §5: charset may have "*" and a language behind it
    private Optional<Word> word(int start) {
        int charsetEnd = question(start + 2);
        int encodingEnd = question(charsetEnd + 1);
        int textEnd = question(encodingEnd + 1);
        if (textEnd + 1 >= octets.length
                || octets[textEnd + 1] != '='
                || encodingEnd != charsetEnd + 2
                || charsetEnd - start > MAX_CHARSET) {
            return Optional.empty();
        }
        String name = new String(octets, start + 2, charsetEnd - start - 2, StandardCharsets.ISO_8859_1);
        int star = name.indexOf('*');
        name = star < 0 ? name : name.substring(0, star);
        int encoding = Octets.lower(octets[charsetEnd + 1]);
        boolean known =
                (encoding == 'b' || encoding == 'q') && Charsets.named(name).isPresent();
        return known ? Optional.of(new Word(name, encoding == 'b', encodingEnd + 1, textEnd)) : Optional.empty();
    }

    private int question(int from) {
        int i = Math.min(from, octets.length);
        while (i < octets.length && octets[i] != '?') {
            i++;
        }
        return i;
    }

    /** Where an encoded word has its text. */
    private record Word(String charset, boolean base64, int from, int to) {
        int end() {
            return to + 2;
        }

        void decode(byte[] octets, Octets into) {
            TransferDecoder decoder = base64 ? TransferDecoder.base64() : new QuotedPrintableDecoder(true);
            into.append(decoder, ByteBuffer.wrap(octets, from, to - from));
        }
    }
}
