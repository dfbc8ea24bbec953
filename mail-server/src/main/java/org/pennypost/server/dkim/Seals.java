package org.pennypost.server.dkim;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.HeaderField;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.server.dns.Resolver;

/** The chain of those who handled a message and say what they saw: RFC 8617 §5.2. Confined to one thread. */
final class Seals {
    /** RFC 8617 §4.2.1. */
    private static final int MOST = 50;

    private static final List<String> NAMES =
            List.of("ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal");

    private final List<Link> links;
    private final String damage;
    private final Optional<Verification> last;

    private Seals(List<Link> links, String damage, Optional<Verification> last) {
        this.links = links;
        this.damage = damage;
        this.last = last;
    }

    /** RFC 8617 §4.2: one ARC Set. */
    private record Link(HeaderField results, HeaderField signature, HeaderField seal) {
        List<HeaderField> fields() {
            return List.of(results, signature, seal);
        }
    }

    static Seals of(Header header, Bodies bodies) {
        if (NAMES.stream().allMatch(name -> header.first(name).isEmpty())) {
            return new Seals(List.of(), "", Optional.empty());
        }
        try {
            List<Link> links = links(header);
            SignatureField signature =
                    SignatureField.arc(links.get(links.size() - 1).signature());
            return new Seals(links, "", Optional.of(new Verification(header, signature, bodies)));
        } catch (SyntaxException damaged) {
            return new Seals(List.of(), damaged.getMessage(), Optional.empty());
        }
    }

    /** The body has gone by. May block. */
    ArcResult result(Bodies bodies, Resolver dns, Instant now) {
        if (last.isEmpty()) {
            return damage.isEmpty() ? ArcResult.NONE : ArcResult.fail(damage);
        }
        DkimResult signature = last.get().result(bodies, dns, now);
        if (!signature.passed()) {
            return ArcResult.fail("i=" + links.size() + " " + signature.reason());
        }
        for (int instance = links.size(); instance > 0; instance--) {
            Optional<String> fault = fault(instance, dns);
            if (fault.isPresent()) {
                return ArcResult.fail("i=" + instance + " " + fault.get());
            }
        }
        Link newest = links.get(links.size() - 1);
        return new ArcResult(
                ArcResult.Verdict.PASS,
                SignatureField.domain(TagList.parse(Fields.value(newest.seal()))),
                newest.results().value().toString(),
                "");
    }

    // RFC 8617 §5.2 steps 1 to 3
    private static List<Link> links(Header header) {
        TreeMap<Integer, HeaderField> results = numbered(header, NAMES.get(0));
        TreeMap<Integer, HeaderField> signatures = numbered(header, NAMES.get(1));
        TreeMap<Integer, HeaderField> seals = numbered(header, NAMES.get(2));
        List<Link> links = new ArrayList<>();
        for (int instance = 1; instance <= seals.size(); instance++) {
            if (!results.containsKey(instance) || !signatures.containsKey(instance) || !seals.containsKey(instance)) {
                throw new SyntaxException("incomplete chain");
            }
            String cv = TagList.parse(Fields.value(seals.get(instance))).required("cv");
            if (!cv.equals(instance == 1 ? "none" : "pass")) {
                throw new SyntaxException("i=" + instance + " says that the chain was broken");
            }
            links.add(new Link(results.get(instance), signatures.get(instance), seals.get(instance)));
        }
        if (links.isEmpty() || results.size() != links.size() || signatures.size() != links.size()) {
            throw new SyntaxException("incomplete chain");
        }
        return links;
    }

    private static TreeMap<Integer, HeaderField> numbered(Header header, String name) {
        TreeMap<Integer, HeaderField> fields = new TreeMap<>();
        for (HeaderField field : header.all(name)) {
            String instance = instance(Fields.value(field));
            if (!instance.matches("[1-9][0-9]?") || Integer.parseInt(instance) > MOST) {
                throw new SyntaxException("not an instance");
            }
            if (fields.put(Integer.parseInt(instance), field) != null) {
                throw new SyntaxException("i=" + instance + " stands twice");
            }
        }
        return fields;
    }

    // RFC 8617 §4.1.1: arc-info = instance [CFWS] ";" authres-payload; in the other two a tag anywhere
    private static String instance(String value) {
        for (String spec : value.split(";")) {
            String bare = spec.strip();
            if (bare.startsWith("i") && bare.substring(1).strip().startsWith("=")) {
                return bare.substring(bare.indexOf('=') + 1).strip();
            }
        }
        return "";
    }

    // RFC 8617 §5.1.1: the sets up to this one, relaxed, the seal itself last and without b=
    private Optional<String> fault(int instance, Resolver dns) {
        HeaderField seal = links.get(instance - 1).seal();
        try {
            TagList tags = TagList.parse(Fields.value(seal));
            if (tags.value("h").isPresent()) {
                return Optional.of("a seal with h="); // RFC 8617 §4.1.3
            }
            Algorithm algorithm = SignatureField.algorithm(tags);
            KeyRecord record =
                    Verification.key(dns, SignatureField.selector(tags) + "._domainkey." + SignatureField.domain(tags));
            byte[] signature = Verification.decoded(tags.required("b")).orElse(new byte[0]);
            boolean holds = record.serves(algorithm)
                    && !record.revoked()
                    && algorithm.verifies(record.publicKey(algorithm), sealed(instance), signature);
            return holds ? Optional.empty() : Optional.of("seal did not verify");
        } catch (SyntaxException damaged) {
            return Optional.of(damaged.getMessage());
        } catch (IOException unknown) {
            return Optional.of("key not available now");
        }
    }

    private String sealed(int instance) {
        StringBuilder sealed = new StringBuilder();
        for (Link link : links.subList(0, instance)) {
            for (HeaderField field : link.fields()) {
                boolean itself = field == links.get(instance - 1).seal();
                String whole = Fields.whole(field);
                sealed.append(itself ? Fields.unsigned(Canonical.RELAXED, whole) : Canonical.RELAXED.field(whole));
            }
        }
        return sealed.toString();
    }
}
