package org.pennypost.core.message;

import java.util.ArrayList;
import java.util.List;
import org.pennypost.core.text.OctetSet;

/**
 * Message identifiers in Message-ID, In-Reply-To and References fields: RFC 5322 §3.6.4.
 *
 * <p>Thread-safe, no state.
 */
public final class MessageIds {
    private static final OctetSet ID_TEXT = HeaderScanner.ATEXT.and(".@[]:,;\\");

    private MessageIds() {}

    /**
     * The identifiers of a field value in their order, without angle brackets, white space, comments and quotes, so
     * that two spellings of one identifier are equal (RFC 5256 §3 asks for that). Words outside angle brackets, which the
     * obsolete syntax of §4.5.4 has, are passed over.
     */
    public static List<String> parse(RawText value) {
        HeaderScanner in = new HeaderScanner(value);
        List<String> ids = new ArrayList<>();
        Octets id = new Octets(64);
        while (!in.atEnd()) {
            id.truncate(0);
            if (in.skip('<')) {
                if (msgId(in, id)) {
                    ids.add(id.toText().toString());
                }
            } else if (!in.skipSpace() && !in.quotedString(id)) {
                in.skip();
            }
        }
        return List.copyOf(ids);
    }

    // RFC 5322 §3.6.4: msg-id = [CFWS] "<" id-left "@" id-right ">" [CFWS]; what follows "<" is read up to ">"
    private static boolean msgId(HeaderScanner in, Octets id) {
        while (!in.atEnd() && in.peek() != '<') {
            if (in.skip('>')) {
                return id.length() > 0;
            }
            if (!in.skipSpace() && !in.quotedString(id) && !in.take(ID_TEXT, id)) {
                in.skip();
            }
        }
        return false;
    }
}
