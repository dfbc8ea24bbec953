package org.pennypost.server.dkim;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.text.SyntaxException;

/**
 * What a field says that signs a message: DKIM-Signature (RFC 6376 §3.5) or ARC-Message-Signature (RFC 8617 §4.1.2).
 *
 * @param field as it stands in the message, octets as characters
 * @param algorithm {@code a=}
 * @param signature {@code b=} in base64
 * @param bodyHash {@code bh=} in base64
 * @param header the canonical form of fields
 * @param body the canonical form of the body
 * @param domain {@code d=}, in lower case
 * @param selector {@code s=}
 * @param identity {@code i=}, of DKIM only
 * @param length {@code l=}
 * @param names {@code h=}
 * @param expires {@code x=}
 */
record SignatureField(
        String field,
        Algorithm algorithm,
        String signature,
        String bodyHash,
        Canonical header,
        Canonical body,
        String domain,
        String selector,
        String identity,
        OptionalLong length,
        List<String> names,
        Optional<Instant> expires) {
    /** Names in {@code h=}: each costs a pass over the header section. */
    private static final int MOST_NAMES = 200;

    SignatureField {
        names = List.copyOf(names);
    }

    /** @throws SyntaxException with why it signs nothing (RFC 6376 §6.1.1) */
    static SignatureField dkim(HeaderField field) {
        TagList tags = TagList.parse(Fields.value(field));
        if (!tags.required("v").equals("1")) {
            throw new SyntaxException("not version 1");
        }
        String domain = domain(tags);
        String identity = tags.value("i").orElse("@" + domain);
        String host = identity.substring(identity.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        // RFC 6376 §6.1.1
        if (identity.indexOf('@') < 0 || !host.equals(domain) && !host.endsWith("." + domain)) {
            throw new SyntaxException("domain mismatch");
        }
        return of(field, tags, identity);
    }

    /** RFC 8617 §4.1.2: {@code i=} is the instance. */
    static SignatureField arc(HeaderField field) {
        TagList tags = TagList.parse(Fields.value(field));
        return of(field, tags, "@" + domain(tags));
    }

    private static SignatureField of(HeaderField field, TagList tags, String identity) {
        if (tags.compact("q")
                .map(methods -> !List.of(methods.split(":")).contains("dns/txt"))
                .orElse(false)) {
            throw new SyntaxException("no known query method");
        }
        String[] forms = tags.compact("c").orElse("simple/simple").split("/", 2);
        return new SignatureField(
                Fields.whole(field),
                algorithm(tags),
                tags.required("b"),
                tags.required("bh"),
                form(forms[0]),
                form(forms.length > 1 ? forms[1] : "simple"),
                domain(tags),
                selector(tags),
                identity,
                tags.compact("l")
                        .map(SignatureField::number)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                names(tags),
                expires(tags));
    }

    private static List<String> names(TagList tags) {
        List<String> names = Arrays.asList(tags.required("h").split(":"));
        if (names.size() > MOST_NAMES) {
            throw new SyntaxException("too many fields signed");
        }
        if (names.stream().noneMatch("from"::equalsIgnoreCase)) {
            throw new SyntaxException("From field not signed");
        }
        return names;
    }

    private static Optional<Instant> expires(TagList tags) {
        Optional<Instant> expires = tags.compact("x").map(SignatureField::time);
        if (expires.isPresent()
                && tags.compact("t")
                        .map(SignatureField::time)
                        .map(expires.get()::isBefore)
                        .orElse(false)) {
            throw new SyntaxException("expires before it was made");
        }
        return expires;
    }

    /** Where the key is, RFC 6376 §3.6.2.1. */
    String keyName() {
        return selector + "._domainkey." + domain;
    }

    static Algorithm algorithm(TagList tags) {
        return Algorithm.of(tags.required("a"))
                .orElseThrow(() ->
                        new SyntaxException("algorithm " + tags.required("a").replaceAll("[^a-z0-9-]", "?")));
    }

    static String domain(TagList tags) {
        return Fields.domain(tags.required("d"));
    }

    static String selector(TagList tags) {
        return Fields.domain(tags.required("s"));
    }

    private static Canonical form(String name) {
        return Canonical.of(name).orElseThrow(() -> new SyntaxException("unknown canonical form"));
    }

    private static Instant time(String text) {
        return Instant.ofEpochSecond(Math.min(number(text), Integer.MAX_VALUE * 100L));
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new SyntaxException("not a number");
        }
        return Long.parseLong(text);
    }
}
