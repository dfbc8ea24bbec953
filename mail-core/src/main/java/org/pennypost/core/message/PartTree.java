package org.pennypost.core.message;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;

/**
 * The parts that are open at one place of a message: the innermost one and all around it.
 *
 * <p>A part is open from the octet behind its delimiter line until a delimiter of a multipart around it, or the end of
 * the message. Closing makes the immutable part of it.
 */
final class PartTree {
    private static final byte[] NO_BOUNDARY = {};

    private final MessageLimits limits;
    private final MimeFieldReader fieldReader;
    private final EnvelopeReader envelopeReader;
    private final ArrayDeque<OpenPart> open = new ArrayDeque<>();
    private final Octets header = new Octets(1024);
    private Header messageHeader = Header.EMPTY;
    private int headerOctetsLeft;
    private int partsLeft;
    private int longestBoundary;
    private boolean partFollows;

    PartTree(MessageLimits limits) {
        this.limits = limits;
        fieldReader = new MimeFieldReader(limits);
        envelopeReader = new EnvelopeReader(limits.addresses());
        headerOctetsLeft = limits.totalHeaderOctets();
        partsLeft = limits.parts();
        open(new OpenPart(true, ContentType.TEXT_PLAIN, 0));
    }

    /** Whether the octets that come now belong to a header. */
    boolean inHeader() {
        return open.peek().inHeader();
    }

    boolean watchesBoundaries() {
        return longestBoundary > 0;
    }

    int longestBoundary() {
        return longestBoundary;
    }

    /** Keeps octets if they belong to a header, as far as the limits let it. */
    void collect(byte[] octets, int from, int to) {
        if (inHeader()) {
            int room = Math.min(limits.headerOctets() - header.length(), headerOctetsLeft);
            int count = Math.min(room, to - from);
            header.append(octets, from, from + count);
            headerOctetsLeft -= count;
        }
    }

    /** The header of the innermost part ends here. */
    void endHeader(long end, long lines) {
        OpenPart part = open.peek();
        Header read = Header.of(header.toArray());
        header.truncate(0);
        MimeFields fields = fieldReader.read(read, part.defaultType());
        if (isComposite(fields.type()) && (open.size() >= limits.depth() || partsLeft == 0)) {
            fields = fields.withType(ContentType.OCTET_STREAM);
        }
        part.endHeader(end, lines, fields, boundary(fields.type()));
        if (open.size() == 1) {
            messageHeader = read;
        }
        if (part.isMessageRoot()) {
            part.envelope(envelopeReader.read(read));
        }
        if (part.isEmbedded()) {
            open(new OpenPart(true, ContentType.TEXT_PLAIN, part.bodyStart()));
        }
        boundariesChanged();
    }

    /**
     * A line that starts with two hyphens: if it is a delimiter (RFC 2046 §5.1.1), closes what it ends.
     *
     * @param end where the body before it ends: its line end belongs to the delimiter
     * @param lines the line ends before {@code end}
     */
    boolean delimiter(byte[] line, int length, long end, long lines) {
        int contentEnd = length;
        while (contentEnd > 2 && isPadding(line[contentEnd - 1])) {
            contentEnd--;
        }
        Optional<OpenPart> multipart = multipart(line, contentEnd);
        boolean closes = multipart.isPresent() && multipart.get().closes(line, contentEnd);
        if (multipart.isEmpty() || !closes && partsLeft == 0) {
            return false;
        }
        while (open.peek() != multipart.get()) {
            closeInnermost(end, lines);
        }
        if (closes) {
            multipart.get().endParts();
        }
        partFollows = !closes;
        boundariesChanged();
        return true;
    }

    // RFC 2046 §5.1.1: a line that starts with the boundary is enough. Where several fit, a whole line goes before a
    // longer boundary, and that before a part further in.
    private Optional<OpenPart> multipart(byte[] line, int end) {
        Optional<OpenPart> best = Optional.empty();
        int bestLength = 0;
        for (OpenPart part : open) {
            if (part.starts(line, end)) {
                if (part.isWhole(line, end)) {
                    return Optional.of(part);
                }
                if (part.boundaryLength() > bestLength) {
                    best = Optional.of(part);
                    bestLength = part.boundaryLength();
                }
            }
        }
        return best;
    }

    /** The delimiter line ended; maybe a part begins. */
    void endDelimiter(long offset) {
        if (partFollows) {
            partFollows = false;
            boolean digest = open.peek().isDigest();
            open(new OpenPart(false, digest ? ContentType.MESSAGE_RFC822 : ContentType.TEXT_PLAIN, offset));
        }
    }

    MessageStructure finish(long end, long lines) {
        while (open.size() > 1 || inHeader()) {
            closeInnermost(end, lines);
        }
        return open.peek().message(end, lines);
    }

    /** The header of the whole message, when it has ended. */
    Header messageHeader() {
        return messageHeader;
    }

    private static boolean isComposite(ContentType type) {
        return type.is("multipart") || type.isMessage();
    }

    // RFC 2046 §5.1.1: no blanks at the end of a boundary
    private byte[] boundary(ContentType type) {
        byte[] value = type.is("multipart")
                ? type.parameter("boundary")
                        .map(parameter -> parameter.value().array())
                        .orElse(NO_BOUNDARY)
                : NO_BOUNDARY;
        int end = Math.min(value.length, limits.boundaryOctets());
        while (end > 0 && isPadding(value[end - 1])) {
            end--;
        }
        return Arrays.copyOf(value, end);
    }

    private void open(OpenPart part) {
        partsLeft--;
        open.push(part);
    }

    private void closeInnermost(long end, long lines) {
        if (inHeader()) {
            endHeader(end, lines);
            return;
        }
        OpenPart part = open.pop();
        open.peek().add(part, part.close(end, lines));
    }

    // RFC 2046 §5.1.1: transport-padding and the line end
    private static boolean isPadding(byte octet) {
        return Octets.isBlank(octet) || octet == Octets.CR || octet == Octets.LF;
    }

    private void boundariesChanged() {
        longestBoundary = 0;
        for (OpenPart part : open) {
            longestBoundary = Math.max(longestBoundary, part.boundaryLength());
        }
    }
}
