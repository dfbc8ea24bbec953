package org.pennypost.imap.syntax;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.pennypost.core.mailbox.FlagTable;
import org.pennypost.core.message.SectionText;
import org.pennypost.imap.syntax.FetchItem.Attribute;

/**
 * What FETCH, STORE and other clients' changes tell of a message: RFC 9051 §7.5.2, §9 {@code message-data}.
 *
 * <pre>{@code
 * fetch.open(12).uid(4711).flags(table, bits, false).close();
 * fetch.open(13).literal(item, slice.size());   // then the slice itself is sent, and then
 * fetch.close();
 * }</pre>
 *
 * <p>Makes no garbage. Confined to one thread.
 */
public final class FetchResponse {
    private final ResponseWriter out;
    private boolean first;

    private FetchResponse(ResponseWriter out) {
        this.out = out;
    }

    /** Writes to {@code out}. */
    public static FetchResponse on(ResponseWriter out) {
        return new FetchResponse(out);
    }

    /** Begins the response about the message of that number, which {@link #close} ends. */
    public FetchResponse open(long number) {
        out.ascii("* ").number(number).ascii(" FETCH (");
        first = true;
        return this;
    }

    /** The same by its UID: UIDFETCH, RFC 9586 §3.3. */
    public FetchResponse openByUid(long uid) {
        out.ascii("* ").number(uid).ascii(" UIDFETCH (");
        first = true;
        return this;
    }

    /** Ends the response. */
    public void close() {
        out.ascii(")").crlf();
    }

    /** RFC 9051 §7.5.2 UID. */
    public FetchResponse uid(long uid) {
        label(Attribute.UID).number(uid);
        return this;
    }

    /** RFC 9051 §7.5.2 FLAGS, with \Recent (RFC 3501 §2.3.2) where it holds and the client knows it. */
    public FetchResponse flags(FlagTable table, long bits, boolean recent) {
        label(Attribute.FLAGS).ascii("(").flags(table, bits, recent).ascii(")");
        return this;
    }

    /** RFC 9051 §7.5.2 INTERNALDATE. */
    public FetchResponse internalDate(Instant date) {
        ImapDates.write(date, label(Attribute.INTERNALDATE));
        return this;
    }

    /** RFC 9051 §7.5.2 RFC822.SIZE. */
    public FetchResponse rfc822Size(long octets) {
        label(Attribute.RFC822_SIZE).number(octets);
        return this;
    }

    /** RFC 7162 §3.1.4.2 MODSEQ. */
    public FetchResponse modSeq(long modSeq) {
        label(Attribute.MODSEQ).ascii("(").number(modSeq).ascii(")");
        return this;
    }

    /** RFC 8514 §4.2 SAVEDATE. */
    public FetchResponse saveDate(Instant date) {
        ImapDates.write(date, label(Attribute.SAVEDATE));
        return this;
    }

    /** RFC 8474 §5.3 EMAILID and THREADID; NIL if there is none. */
    public FetchResponse objectId(Attribute which, String id) {
        if (id.isEmpty()) {
            label(which).nil();
        } else {
            label(which).ascii("(").ascii(id).ascii(")");
        }
        return this;
    }

    /** RFC 8970 §3.2 PREVIEW. */
    public FetchResponse preview(FetchItem.Preview item, String text) {
        label(item).string(text);
        return this;
    }

    /** RFC 9051 §7.5.2 ENVELOPE, BODY or BODYSTRUCTURE, in its {@link WireForm}. */
    public FetchResponse written(Attribute item, ByteBuffer wireForm) {
        label(item).octets(wireForm);
        return this;
    }

    /** RFC 9051 §7.5.2 BINARY.SIZE. */
    public FetchResponse binarySize(FetchItem.BinarySize item, long octets) {
        label(item).number(octets);
        return this;
    }

    /** The octets of BODY[…], BINARY[…] or RFC822…: announced here, sent by the caller before anything else. */
    public FetchResponse literal(FetchItem item, long octets) {
        announce(item, "", octets);
        return this;
    }

    /** RFC 9051 §7.5.2 BINARY with octets that include NUL, announced: {@code literal8}. */
    public FetchResponse literal8(FetchItem.Binary item, long octets) {
        announce(item, "~", octets);
        return this;
    }

    /** The octets of BODY[…], BINARY[…] or RFC822…, where they are in memory. */
    public FetchResponse octets(FetchItem item, ByteBuffer octets) {
        announce(item, "", octets.remaining()).octets(octets);
        return this;
    }

    /** The message has no such section (RFC 9051 §6.4.5.1). */
    public FetchResponse nil(FetchItem item) {
        label(item).nil();
        return this;
    }

    /**
     * A literal or, of a partial beyond the end, {@code ""} (RFC 9051 §9 {@code nstring}): an iPhone asks for such with
     * each larger message, and behind {@code {0}} it waits a minute and a half for more to come.
     */
    private ResponseWriter announce(FetchItem item, String prefix, long octets) {
        label(item);
        return octets == 0 && isPartial(item)
                ? out.ascii("\"\"")
                : out.ascii(prefix).literal(octets);
    }

    private static boolean isPartial(FetchItem item) {
        return item instanceof FetchItem.Body body && !body.partial().isWhole()
                || item instanceof FetchItem.Binary binary && !binary.partial().isWhole();
    }

    /** The name of an item and a space; an item that is not the first has a space before it. */
    private ResponseWriter label(FetchItem item) {
        if (!first) {
            out.space();
        }
        first = false;
        if (item instanceof Attribute attribute) {
            out.ascii(attribute.label());
        } else if (item instanceof FetchItem.Body body) {
            body(body);
        } else if (item instanceof FetchItem.Binary binary) {
            sectionPart(out.ascii("BINARY["), binary.part()).ascii("]");
            origin(binary.partial());
        } else if (item instanceof FetchItem.Preview) {
            out.ascii("PREVIEW");
        } else if (item instanceof FetchItem.BinarySize size) {
            sectionPart(out.ascii("BINARY.SIZE["), size.part()).ascii("]");
        }
        return out.space();
    }

    /** {@code "BODY" section ["<" number ">"]} */
    private void body(FetchItem.Body item) {
        Section section = item.section();
        sectionPart(out.ascii("BODY["), section.part());
        if (section.text() != SectionText.WHOLE) {
            out.ascii(section.part().isEmpty() ? "" : ".").ascii(section.text().name());
        }
        if (section.fields().areSelected()) {
            headerList(section.fields());
        }
        out.ascii("]");
        origin(item.partial());
    }

    /** {@code ".FIELDS" [".NOT"] SP header-list} */
    private void headerList(Section.Fields fields) {
        out.ascii(fields.selection() == Section.Selection.ONLY ? ".FIELDS" : ".FIELDS.NOT");
        String before = " (";
        for (String name : fields.names()) {
            out.ascii(before).astring(name);
            before = " ";
        }
        out.ascii(")");
    }

    /** RFC 9051 §7.5.2: the origin octet is told where a partial was asked for, even if it is all there is. */
    private void origin(Partial partial) {
        if (!partial.isWhole()) {
            out.ascii("<").number(partial.offset()).ascii(">");
        }
    }

    /** {@code section-part = nz-number *("." nz-number)} */
    private static ResponseWriter sectionPart(ResponseWriter out, List<Integer> part) {
        for (int i = 0; i < part.size(); i++) {
            if (i > 0) {
                out.ascii(".");
            }
            out.number(part.get(i));
        }
        return out;
    }
}
