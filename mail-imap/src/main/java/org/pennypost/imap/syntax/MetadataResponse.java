package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What is said about annotations: RFC 5464 §4.4. */
public final class MetadataResponse {
    private final ResponseWriter out;

    private MetadataResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static MetadataResponse on(ResponseWriter out) {
        return new MetadataResponse(out);
    }

    /** {@code metadata-resp = "METADATA" SP mailbox SP entry-values}; one without a value has NIL */
    public void values(MetadataSubject subject, Map<String, Optional<ByteBuffer>> values) {
        open(subject);
        String before = "(";
        for (Map.Entry<String, Optional<ByteBuffer>> one : values.entrySet()) {
            out.ascii(before).astring(one.getKey()).space();
            if (one.getValue().isPresent()) {
                value(one.getValue().get());
            } else {
                out.nil();
            }
            before = " ";
        }
        out.ascii(")").crlf();
    }

    /** {@code metadata-resp = "METADATA" SP mailbox SP entry-list}: these have changed */
    public void changed(MetadataSubject subject, Collection<String> entries) {
        open(subject);
        String before = "";
        for (String entry : entries) {
            out.ascii(before).astring(entry);
            before = " ";
        }
        out.crlf();
    }

    private void open(MetadataSubject subject) {
        out.ascii("* METADATA ");
        if (subject instanceof MetadataSubject.OfMailbox of) {
            out.mailbox(of.name()).space();
        } else {
            out.ascii("\"\" ");
        }
    }

    /** {@code value = nstring / literal8}: NUL has its place in a {@code literal8} only */
    private void value(ByteBuffer octets) {
        boolean binary = false;
        for (int i = octets.position(); i < octets.limit(); i++) {
            binary |= octets.get(i) == 0;
        }
        if (binary) {
            out.ascii("~").literal(octets.remaining()).octets(octets);
        } else {
            out.string(octets);
        }
    }
}
