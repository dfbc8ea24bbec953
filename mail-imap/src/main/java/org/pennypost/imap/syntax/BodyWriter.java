package org.pennypost.imap.syntax;

import java.util.List;
import org.pennypost.core.message.ContentDisposition;
import org.pennypost.core.message.ContentType;
import org.pennypost.core.message.MimeFields;
import org.pennypost.core.message.MimePart;
import org.pennypost.core.message.Parameter;
import org.pennypost.core.message.RawText;

/**
 * MIME trees on the wire: RFC 9051 §7.5.2 BODY and BODYSTRUCTURE, §9 {@code body}.
 *
 * <p>Types, encodings and names of parameters have no letter case; they are written in upper case, as the RFC does.
 * As deep as the tree, which {@code MessageLimits} bounds.
 */
final class BodyWriter {
    private final ResponseWriter out;
    private final boolean extended;

    private BodyWriter(ResponseWriter out, boolean extended) {
        this.out = out;
        this.extended = extended;
    }

    /** {@code body = "(" (body-type-1part / body-type-mpart) ")"}, with {@code body-ext-…} if {@code extended} */
    static void body(MimePart part, boolean extended, ResponseWriter out) {
        new BodyWriter(out, extended).body(part);
    }

    private void body(MimePart part) {
        out.ascii("(");
        if (part instanceof MimePart.Multipart multipart) {
            mpart(multipart);
        } else {
            onePart(part);
        }
        out.ascii(")");
    }

    /** {@code body-type-mpart = 1*body SP media-subtype [SP body-ext-mpart]} */
    private void mpart(MimePart.Multipart part) {
        for (MimePart child : part.parts()) {
            body(child);
        }
        out.space().token(part.type().subtype());
        if (extended) {
            params(part.type().parameters());
            extension(part.fields());
        }
    }

    /** {@code body-type-1part = (body-type-basic / body-type-msg / body-type-text) [SP body-ext-1part]} */
    private void onePart(MimePart part) {
        ContentType type = mediaType(part);
        out.token(type.type()).space().token(type.subtype());
        fields(part, type);
        if (part instanceof MimePart.Embedded embedded) {
            EnvelopeWriter.envelope(embedded.message().envelope(), out.space());
            out.space();
            body(embedded.message().root());
            out.space().number(part.lines());
        } else if (type.is("text")) {
            out.space().number(part.lines());
        }
        if (extended) {
            out.space().nstring(part.fields().md5());
            extension(part.fields());
        }
    }

    /** RFC 9051 §9 {@code body-type-basic}: what is not read as a message must not be called one. */
    private static ContentType mediaType(MimePart part) {
        return part.type().isMessage() && !(part instanceof MimePart.Embedded) ? ContentType.OCTET_STREAM : part.type();
    }

    /** {@code SP body-fields}: body-fld-param SP body-fld-id SP body-fld-desc SP body-fld-enc SP body-fld-octets */
    private void fields(MimePart part, ContentType type) {
        MimeFields fields = part.fields();
        params(type.parameters());
        out.space().nstring(fields.id()).space().nstring(fields.description());
        out.space().token(fields.encoding()).space().number(part.body().length());
    }

    /** {@code SP body-fld-dsp SP body-fld-lang SP body-fld-loc} */
    private void extension(MimeFields fields) {
        ContentDisposition disposition = fields.disposition();
        if (disposition.isAbsent()) {
            out.space().nil();
        } else {
            out.ascii(" (").token(disposition.type());
            params(disposition.parameters());
            out.ascii(")");
        }
        languages(fields.languages());
        out.space().nstring(fields.location());
    }

    /** {@code SP body-fld-lang} */
    private void languages(List<RawText> languages) {
        if (languages.isEmpty()) {
            out.space().nil();
            return;
        }
        String before = " (";
        for (RawText language : languages) {
            out.ascii(before).string(language);
            before = " ";
        }
        out.ascii(")");
    }

    /** {@code SP body-fld-param} */
    private void params(List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            out.space().nil();
            return;
        }
        String before = " (";
        for (Parameter parameter : parameters) {
            out.ascii(before).token(parameter.name()).space();
            value(parameter);
            before = " ";
        }
        out.ascii(")");
    }

    /** RFC 9051 §7.5.2: an extended value is told in UTF-8 under its name with the star; RFC 3501 has it as it came. */
    private void value(Parameter parameter) {
        if (parameter.isExtended() && out.mode() == TextMode.UTF8) {
            out.string(parameter.text());
        } else {
            out.string(parameter.value());
        }
    }
}
