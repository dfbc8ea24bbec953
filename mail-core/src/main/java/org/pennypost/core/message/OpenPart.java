package org.pennypost.core.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A part of which the end has not been seen yet. */
final class OpenPart {
    private final boolean messageRoot;
    private final ContentType defaultType;
    private final long start;
    private final List<MimePart> parts = new ArrayList<>();
    /** The message inside, if this part is one and it has been read. */
    private final List<MessageStructure> messages = new ArrayList<>(1);

    private boolean inHeader = true;
    private long bodyStart;
    private long linesBefore;
    private MimeFields fields = MimeFields.NONE;
    private Envelope envelope = Envelope.EMPTY;
    private byte[] boundary = {};
    private long innerEnd;
    private long innerLines;

    /**
     * @param messageRoot whether its header is a message's
     * @param defaultType what it is if its header does not say
     * @param start offset of its header
     */
    OpenPart(boolean messageRoot, ContentType defaultType, long start) {
        this.messageRoot = messageRoot;
        this.defaultType = defaultType;
        this.start = start;
    }

    boolean inHeader() {
        return inHeader;
    }

    long bodyStart() {
        return bodyStart;
    }

    boolean isMessageRoot() {
        return messageRoot;
    }

    boolean isEmbedded() {
        return fields.type().isMessage();
    }

    // RFC 2046 §5.1.5
    boolean isDigest() {
        return fields.type().is("multipart", "digest");
    }

    ContentType defaultType() {
        return defaultType;
    }

    void endHeader(long end, long lines, MimeFields read, byte[] newBoundary) {
        inHeader = false;
        // Two delimiters in a row: the line end between them belongs to the second, and the part is empty.
        bodyStart = Math.max(start, end);
        linesBefore = start > end ? lines + 1 : lines;
        fields = read;
        boundary = newBoundary;
    }

    void envelope(Envelope read) {
        envelope = read;
    }

    int boundaryLength() {
        return boundary.length;
    }

    /** No part comes any more; what comes is the epilogue. */
    void endParts() {
        boundary = new byte[0];
    }

    /** Whether the line, which begins with two hyphens, goes on with the boundary. */
    boolean starts(byte[] line, int end) {
        int length = boundary.length;
        return length > 0 && end >= 2 + length && Arrays.equals(line, 2, 2 + length, boundary, 0, length);
    }

    /** Whether a line that {@link #starts} with the boundary has nothing else. */
    boolean isWhole(byte[] line, int end) {
        int rest = end - 2 - boundary.length;
        return rest == 0 || rest == 2 && closes(line, end);
    }

    /** Whether a line that {@link #starts} with the boundary goes on with two hyphens. */
    boolean closes(byte[] line, int end) {
        int at = 2 + boundary.length;
        return end >= at + 2 && line[at] == '-' && line[at + 1] == '-';
    }

    /** Takes in the part inside this one that was innermost and is closed. */
    void add(OpenPart inner, MimePart closed) {
        innerEnd = closed.body().end();
        innerLines = inner.linesBefore + closed.lines();
        if (inner.messageRoot) {
            messages.add(new MessageStructure(inner.envelope, closed));
        } else {
            parts.add(closed);
        }
    }

    /** The message of which this is the root. */
    MessageStructure message(long end, long lines) {
        return new MessageStructure(envelope, close(end, lines));
    }

    /**
     * @param end where the delimiter or the end of the message is
     * @param lines the line ends before it
     */
    MimePart close(long end, long lines) {
        Extent header = Extent.between(start, bodyStart);
        // A delimiter right behind a blank line: that line end is the header's, here or in a part inside.
        Extent body = Extent.between(bodyStart, Math.max(end, Math.max(bodyStart, innerEnd)));
        long count = Math.max(lines, Math.max(linesBefore, innerLines)) - linesBefore;
        if (fields.type().is("multipart")) {
            return new MimePart.Multipart(header, body, count, fields, parts.isEmpty() ? standIn(body.end()) : parts);
        }
        return messages.isEmpty()
                ? new MimePart.Leaf(header, body, count, fields)
                : new MimePart.Embedded(header, body, count, fields, messages.get(0));
    }

    private static List<MimePart> standIn(long at) {
        Extent nothing = new Extent(at, 0);
        return List.of(new MimePart.Leaf(nothing, nothing, 0, MimeFields.NONE));
    }
}
