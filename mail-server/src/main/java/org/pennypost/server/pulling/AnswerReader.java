package org.pennypost.server.pulling;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pennypost.core.mailbox.StoreException;

/**
 * Reads what a server says, RFC 9051 §7 and §9. What is asked for as {@code BODY[]} passes by as a stream and is never
 * held; all else is small, and a server that says more is cut off. Confined to one thread.
 */
final class AnswerReader {
    private static final Set<String> STATUS = Set.of("OK", "NO", "BAD", "BYE", "PREAUTH");
    private static final String BODY = "BODY[]";
    private static final int MOST_OCTETS = 4 << 20;
    private static final int MOST_LEVELS = 20;
    /** A SEARCH of as many messages fits; each takes some dozens of octets of ours for two of the server's. */
    private static final int MOST_ITEMS = 600_000;
    /** Ten times what servers take from anybody. */
    private static final long MOST_BODY = 1L << 30;

    private final PushbackInputStream in;
    private int left;
    private int items;

    AnswerReader(InputStream in) {
        this.in = new PushbackInputStream(in, 1);
    }

    /** Takes the octets of a message; what it leaves unread is passed over. */
    @FunctionalInterface
    interface Bodies {
        Bodies NONE = octets -> {};

        void take(InputStream octets) throws IOException, StoreException;
    }

    /** The next response, whose message octets go to {@code bodies}. */
    Answer read(Bodies bodies) throws IOException, StoreException {
        left = MOST_OCTETS;
        items = 0;
        String tag = atom();
        if (tag.equals("+")) {
            return new Answer(tag, List.of(), line());
        }
        expect(' ');
        String word = atom();
        Item first = new Item.Text(word);
        if (STATUS.contains(word.toUpperCase(java.util.Locale.ROOT))) {
            return new Answer(tag, List.of(first), line());
        }
        List<Item> items = new ArrayList<>(List.of(first));
        while (blank()) {
            items.add(item(bodies, items, 0));
        }
        line();
        return new Answer(tag, items, "");
    }

    /** How many octets the last answer had, without the messages in it. */
    int octets() {
        return MOST_OCTETS - left;
    }

    /** Whether there are octets that came before they were asked for. */
    boolean isAhead() throws IOException {
        return in.available() > 0;
    }

    private Item item(Bodies bodies, List<Item> before, int level) throws IOException, StoreException {
        if (++items > MOST_ITEMS) {
            throw new IOException("the server says too much: more than " + MOST_ITEMS + " things at once");
        }
        int next = peek();
        boolean body = !before.isEmpty() && before.get(before.size() - 1).text().equalsIgnoreCase(BODY);
        if (next == '(') {
            return list(bodies, level);
        } else if (next == '{' || next == '~') {
            return literal(body ? bodies : Bodies.NONE, body);
        } else if (next == '"') {
            String text = quoted();
            if (body) {
                bodies.take(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
            }
            return new Item.Text(text);
        }
        return new Item.Text(atom());
    }

    private Item list(Bodies bodies, int level) throws IOException, StoreException {
        if (level == MOST_LEVELS) {
            throw new IOException("the server's answer is nested too deeply");
        }
        expect('(');
        List<Item> items = new ArrayList<>();
        while (peek() != ')') {
            items.add(item(bodies, items, level + 1));
            blank();
        }
        expect(')');
        return new Item.Listed(items);
    }

    /** {@code literal = "{" number64 ["+"] "}" CRLF *CHAR8} */
    private Item literal(Bodies bodies, boolean body) throws IOException, StoreException {
        StringBuilder head = new StringBuilder();
        for (int c = next(); c != '}'; c = next()) {
            head.append((char) c);
        }
        line();
        long size = number(head.toString().replaceAll("[~{+]", ""));
        if (body && size > MOST_BODY) {
            throw new IOException("the server has a message of " + size + " octets, which is too large");
        } else if (body) {
            Passing passing = new Passing(in, size);
            bodies.take(passing);
            passing.finish();
            return new Item.Text("");
        }
        if (size > left) {
            throw new IOException("the server says too much: " + size + " octets");
        }
        left -= (int) size;
        byte[] octets = in.readNBytes((int) size);
        if (octets.length < size) {
            throw gone();
        }
        return new Item.Text(new String(octets, StandardCharsets.ISO_8859_1));
    }

    private static long number(String digits) throws IOException {
        if (!digits.matches("[0-9]{1,18}")) {
            throw new IOException("the server's answer is no IMAP: a literal of " + digits);
        }
        return Long.parseLong(digits);
    }

    private String quoted() throws IOException {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (int c = next(); c != '"'; c = next()) {
            text.append((char) (c == '\\' ? next() : c));
        }
        return text.toString();
    }

    private String atom() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = peek(); c != ' ' && c != '(' && c != ')' && c != '\r' && c != '\n'; c = peek()) {
            text.append((char) next());
        }
        if (text.isEmpty()) {
            throw new IOException("the server's answer is no IMAP");
        }
        return text.toString();
    }

    private boolean blank() throws IOException {
        boolean some = peek() == ' ';
        while (peek() == ' ') {
            next();
        }
        return some && peek() != '\r' && peek() != '\n';
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = next(); c != '\n'; c = next()) {
            text.append((char) c);
        }
        return text.toString().strip();
    }

    private void expect(char wanted) throws IOException {
        if (next() != wanted) {
            throw new IOException("the server's answer is no IMAP: no " + wanted + " where one must be");
        }
    }

    private int peek() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw gone();
        }
        in.unread(c);
        return c;
    }

    private int next() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw gone();
        }
        if (left-- == 0) {
            throw new IOException("the server says too much");
        }
        return c;
    }

    private static EOFException gone() {
        return new EOFException("the server has closed the line");
    }

    /** The octets of one literal. */
    private static final class Passing extends InputStream {
        private final InputStream in;
        private long left;

        private Passing(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw gone();
            }
            left -= read;
            return read;
        }

        private void finish() throws IOException {
            skipNBytes(left);
        }
    }
}
