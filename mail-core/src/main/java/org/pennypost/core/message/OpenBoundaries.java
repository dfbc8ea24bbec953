package org.pennypost.core.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The boundaries of the multiparts in which a place of a message is, the innermost last: RFC 2046 §5.1.1. */
final class OpenBoundaries {
    private final List<byte[]> delimiters = new ArrayList<>();
    private final List<ContentType> types = new ArrayList<>();

    int depth() {
        return delimiters.size();
    }

    /** RFC 2046 §5.1.5: what a part of the innermost multipart is that says nothing. */
    ContentType defaultType() {
        boolean digest = depth() > 0 && types.get(depth() - 1).is("multipart", "digest");
        return digest ? ContentType.MESSAGE_RFC822 : ContentType.TEXT_PLAIN;
    }

    /** RFC 1847 §2.1: whether what is here is signed as it is, and must stay so. */
    boolean sealed() {
        return types.stream().anyMatch(type -> type.is("multipart", "signed"));
    }

    /** Opens a multipart. */
    void open(byte[] boundary, ContentType type) {
        types.add(type);
        byte[] delimiter = new byte[boundary.length + 2];
        delimiter[0] = '-';
        delimiter[1] = '-';
        System.arraycopy(boundary, 0, delimiter, 2, boundary.length);
        delimiters.add(delimiter);
    }

    /** Closes all multiparts that are deeper than this. */
    void closeBelow(int depth) {
        delimiters.subList(depth, delimiters.size()).clear();
        types.subList(depth, types.size()).clear();
    }

    /** Whether any delimiter begins with these octets and goes on. */
    boolean mayBecome(byte[] octets, int from, int to) {
        for (byte[] delimiter : delimiters) {
            if (delimiter.length > to - from && Arrays.equals(delimiter, 0, to - from, octets, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** The depth of the multipart whose delimiter this is, 0 if it is none. */
    int depthOf(byte[] octets, int from, int to) {
        for (int depth = delimiters.size(); depth > 0; depth--) {
            byte[] delimiter = delimiters.get(depth - 1);
            if (Arrays.equals(delimiter, 0, delimiter.length, octets, from, to)) {
                return depth;
            }
        }
        return 0;
    }
}
