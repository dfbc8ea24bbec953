package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import org.pennypost.core.message.Envelope;
import org.pennypost.core.message.MessageStructure;

/** Items of FETCH as they go over the wire, behind their names: what may be written once and sent often. */
public final class WireForm {
    private static final int ROOM = 1024;

    private WireForm() {}

    /** RFC 9051 §7.5.2 ENVELOPE. */
    public static ByteBuffer envelope(Envelope envelope, TextMode mode) {
        ResponseWriter out = ResponseWriter.with(mode, ROOM);
        EnvelopeWriter.envelope(envelope, out);
        return out.take().octets();
    }

    /** RFC 9051 §7.5.2 BODY: the structure without extension data. */
    public static ByteBuffer body(MessageStructure message, TextMode mode) {
        ResponseWriter out = ResponseWriter.with(mode, ROOM);
        BodyWriter.body(message.root(), false, out);
        return out.take().octets();
    }

    /** RFC 9051 §7.5.2 BODYSTRUCTURE: the structure with extension data. */
    public static ByteBuffer bodyStructure(MessageStructure message, TextMode mode) {
        ResponseWriter out = ResponseWriter.with(mode, ROOM);
        BodyWriter.body(message.root(), true, out);
        return out.take().octets();
    }

    /**
     * Whether octets of {@link TextMode#ASCII} may differ in {@link TextMode#UTF8}: only literals and the parameters
     * whose names end with a star do.
     */
    public static boolean dependsOnMode(ByteBuffer octets) {
        int before = 0;
        for (int i = octets.position(); i < octets.limit(); i++) {
            int octet = octets.get(i);
            if (octet == '\n' || octet == '"' && before == '*') {
                return true;
            }
            before = octet;
        }
        return false;
    }
}
