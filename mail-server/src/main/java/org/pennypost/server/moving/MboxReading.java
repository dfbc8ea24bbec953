package org.pennypost.server.moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.pennypost.core.mailbox.StoreException;

/**
 * Reads one mbox: the lines {@code From SENDER DATE} begin messages, {@code >From} in them is {@code From} as mboxrd
 * quotes it. A run.
 */
final class MboxReading {
    private static final long STEP = 256 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};
    /** More of a field than any program that notes flags writes. */
    private static final int MOST_VALUE = 64 * 1024;

    private final Path file;
    private final LinePieces lines;
    private final Arrivals to;
    private final long size;
    private final Instant fileDate;
    private long told;

    MboxReading(Path file, LinePieces lines, Arrivals to) throws IOException {
        this.file = file;
        this.lines = lines;
        this.to = to;
        this.size = Files.size(file);
        this.fileDate = Files.getLastModifiedTime(file).toInstant();
    }

    void run() throws IOException, StoreException {
        boolean more = lines.next();
        while (more) {
            String fromLine = lines.text();
            boolean plainFeed = lines.endsLine() && lines.textEnd() == lines.end() - 1;
            try (Incoming incoming = to.begin()) {
                Message message = new Message(incoming, plainFeed);
                more = message.read();
                message.finish(
                        FromLine.date(fromLine).orElse(message.date.value().orElse(fileDate)));
            }
        }
        to.flush();
        to.progress(file.toString(), size, size);
    }

    private void tell() {
        if (lines.passed() - told >= STEP) {
            told = lines.passed();
            to.progress(file.toString(), told, size);
        }
    }

    /** One message as it comes in. */
    private final class Message {
        private final Incoming incoming;
        private final MboxStatus status = new MboxStatus();
        private final DateField date = new DateField();
        private final boolean plainFeed;
        /** Empty lines and line ends that may be those of the file and not of the message. */
        private int held;
        /** How many octets it has, if the file tells; −1 if not. */
        private long known = -1;
        /** How many fields of our block have been read. */
        private int block;

        private boolean internal;
        private boolean inHeader = true;
        private boolean dropping;
        private StringBuilder value = new StringBuilder();
        private String name = "";

        Message(Incoming incoming, boolean plainFeed) {
            this.incoming = incoming;
            this.plainFeed = plainFeed;
        }

        /** Reads to the next message; false if the file ends. */
        boolean read() throws IOException, StoreException {
            boolean afterEmptyLine = false;
            boolean first = true;
            while (lines.next()) {
                tell();
                if (FromLine.is(lines, afterEmptyLine || first)) {
                    return true;
                }
                if (inHeader) {
                    header();
                } else {
                    body();
                }
                afterEmptyLine = isEmptyLine();
                first = false;
            }
            return false;
        }

        void finish(Instant received) throws StoreException {
            endField();
            // One empty line before the next message is the file's.
            for (int i = incoming.octets() == known ? held : 1; i < held; i++) {
                incoming.writeAsIs(CRLF, 0, 2);
            }
            if (!internal) {
                to.add(incoming, new Marks(status.flags(to), received));
            }
        }

        private void header() throws StoreException {
            if (isEmptyLine()) {
                endField();
                inHeader = false;
                // The line that ends the header, unless the message had none.
                if (incoming.octets() == known) {
                    held++;
                } else {
                    write();
                }
                return;
            }
            if (isFolded()) {
                note(lines.text());
            } else {
                endField();
                begin(lines.text());
            }
            if (!dropping) {
                write();
            }
        }

        private void begin(String line) {
            int colon = line.indexOf(':');
            name = colon < 0 ? "" : line.substring(0, colon).strip();
            dropping = isBlock() || known < 0 && MboxStatus.FOREIGN.contains(name.toLowerCase(Locale.ROOT));
            internal |= known < 0 && name.equalsIgnoreCase("X-IMAP");
            note(line.substring(colon + 1));
        }

        /** Whether the piece goes on with a field; nothing goes on behind our block, whatever it begins with. */
        private boolean isFolded() {
            boolean behindBlock = known >= 0 && incoming.octets() == 0;
            byte first = lines.octets()[lines.start()];
            return !lines.startsLine() || !behindBlock && (first == ' ' || first == '\t');
        }

        /** Whether the field is of the block that we write; a block that is not whole means nothing. */
        private boolean isBlock() {
            if (name.equals(MboxStatus.OCTETS) && incoming.octets() == 0 && block == 0) {
                return true;
            }
            if (known >= 0 && block > 0 && block <= MboxStatus.BLOCK.size()) {
                if (name.equals(MboxStatus.BLOCK.get(block - 1))) {
                    block++;
                    return true;
                }
                known = -1;
            }
            return false;
        }

        private void note(String text) {
            if (value.length() < MOST_VALUE && (dropping || name.equalsIgnoreCase("Date"))) {
                value.append(text);
            }
        }

        private void endField() {
            String text = value.toString().strip();
            if (dropping && name.equals(MboxStatus.OCTETS) && text.matches("[0-9]{1,18}")) {
                known = Long.parseLong(text);
                block = 1;
            } else if (dropping) {
                status.take(name, text);
            } else if (name.equalsIgnoreCase("Date")) {
                date.take(text);
            }
            value = new StringBuilder();
            name = "";
            dropping = false;
        }

        private void body() throws StoreException {
            if (isEmptyLine()) {
                held++;
            } else {
                write();
            }
        }

        /** Writes the piece; the end of its line only when it is sure to be the message's. */
        private void write() throws StoreException {
            for (; held > 0; held--) {
                incoming.writeAsIs(CRLF, 0, 2);
            }
            int start = lines.start() + (isQuoted() ? 1 : 0);
            if (!lines.endsLine()) {
                incoming.write(lines.octets(), start, lines.end());
                return;
            }
            incoming.write(lines.octets(), start, textEnd());
            if (incoming.octets() == known) {
                held++;
            } else {
                incoming.writeAsIs(CRLF, 0, 2);
            }
        }

        /** In a file of ours whose lines end with LF, a CR before it is the message's. */
        private int textEnd() {
            return known >= 0 && plainFeed ? lines.end() - 1 : lines.textEnd();
        }

        private boolean isEmptyLine() {
            return lines.startsLine() && lines.endsLine() && textEnd() == lines.start();
        }

        private boolean isQuoted() {
            int at = lines.start();
            while (lines.startsLine() && at < lines.end() && lines.octets()[at] == '>') {
                at++;
            }
            return at > lines.start() && lines.has(FromLine.START, at);
        }
    }
}
