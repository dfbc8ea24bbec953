package org.pennypost.core.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The values of IMAP's ENVELOPE and BODYSTRUCTURE (RFC 9051 §7.5.2) as nested lists, in the form of the recorded
 * answers: types, encodings and parameter names in capitals, parameters sorted, {@code us-ascii} of a text left out.
 */
final class ImapForm {
    private ImapForm() {}

    static List<Object> envelope(Envelope e) {
        return Arrays.asList(
                text(e.date()),
                text(e.subject()),
                addresses(e.from()),
                addresses(e.sender()),
                addresses(e.replyTo()),
                addresses(e.to()),
                addresses(e.cc()),
                addresses(e.bcc()),
                text(e.inReplyTo()),
                text(e.messageId()));
    }

    static List<Object> body(MimePart part, boolean extended) {
        List<Object> form = new ArrayList<>();
        MimeFields fields = part.fields();
        ContentType type = fields.type();
        if (part instanceof MimePart.Multipart multipart) {
            form.add("multipart");
            form.add(multipart.parts().stream()
                    .map(inner -> (Object) body(inner, extended))
                    .toList());
            form.add(upper(type.subtype()));
            if (extended) {
                form.add(parameters(type.parameters(), false));
            }
        } else {
            form.addAll(Arrays.asList(
                    upper(type.type()),
                    upper(type.subtype()),
                    parameters(type.parameters(), type.is("text")),
                    text(fields.id()),
                    text(fields.description()),
                    upper(fields.encoding()),
                    part.body().length()));
            if (part instanceof MimePart.Embedded embedded) {
                form.add(envelope(embedded.message().envelope()));
                form.add(body(embedded.message().root(), extended));
                form.add(part.lines());
            } else if (type.is("text")) {
                form.add(part.lines());
            }
            if (extended) {
                form.add(text(fields.md5()));
            }
        }
        if (extended) {
            form.addAll(Arrays.asList(
                    disposition(fields.disposition()), languages(fields.languages()), text(fields.location())));
        } else if (!(part instanceof MimePart.Multipart)) {
            return form;
        } else {
            form.add(List.of());
        }
        return form;
    }

    /** Sorts the parameter lists of a recorded structure as {@link #body} does. */
    static Object sorted(Object form) {
        if (!(form instanceof List<?> list)) {
            return form;
        }
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(sorted(item)));
        boolean pairs = !items.isEmpty()
                && items.stream()
                        .allMatch(item ->
                                item instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String);
        if (pairs) {
            items.sort(Comparator.comparing(String::valueOf));
        }
        return items;
    }

    private static Object addresses(List<HeaderAddress> addresses) {
        List<Object> form = new ArrayList<>();
        for (HeaderAddress address : addresses) {
            if (address instanceof HeaderAddress.Individual one) {
                form.add(Arrays.asList(text(one.name()), text(one.route()), text(one.localPart()), text(one.domain())));
            } else if (address instanceof HeaderAddress.GroupStart start) {
                form.add(Arrays.asList(null, null, text(start.name()), null));
            } else {
                form.add(Arrays.asList(null, null, null, null));
            }
        }
        return form.isEmpty() ? null : form;
    }

    private static List<Object> parameters(List<Parameter> parameters, boolean ofText) {
        List<Object> form = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String name = upper(parameter.name());
            Object value = text(parameter.value());
            if (name.equals("CHARSET")) {
                value = upper((String) value);
                if (ofText && (value.equals("US-ASCII") || value.equals("ASCII"))) {
                    continue;
                }
            }
            form.add(List.of(name, value));
        }
        form.sort(Comparator.comparing(String::valueOf));
        return form;
    }

    private static Object disposition(ContentDisposition disposition) {
        return disposition.isAbsent()
                ? null
                : List.of(upper(disposition.type()), parameters(disposition.parameters(), false));
    }

    private static Object languages(List<RawText> languages) {
        return languages.isEmpty()
                ? null
                : languages.stream().map(tag -> upper((String) text(tag))).toList();
    }

    private static Object text(RawText text) {
        return text.isAbsent()
                ? null
                : StandardCharsets.ISO_8859_1.decode(text.octets()).toString();
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
