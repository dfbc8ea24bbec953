package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.core.mailbox.SpecialUse;

/** The special uses that a client gives to its mailboxes, with CREATE or as an annotation: RFC 6154 §3, §4. */
final class SpecialUses {
    /** RFC 6154 §4: the annotation that is tied to the uses that LIST tells. */
    static final String ENTRY = "/private/specialuse";

    /** What a client may give: the mailboxes of the other attributes are made by servers (RFC 6154 §2). */
    private static final Set<SpecialUse> GIVEN = EnumSet.complementOf(EnumSet.of(SpecialUse.ALL, SpecialUse.FLAGGED));

    private SpecialUses() {}

    /** The uses of these attributes; empty if one of them is not for clients to give. */
    static Optional<Set<SpecialUse>> parse(Collection<String> attributes) {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        for (String attribute : attributes) {
            Optional<SpecialUse> use = SpecialUse.of(attribute);
            if (use.isEmpty() || !GIVEN.contains(use.get())) {
                return Optional.empty();
            }
            uses.add(use.get());
        }
        return Optional.of(uses);
    }

    /** The same from the value of the annotation; NIL takes all of them away. */
    static Optional<Set<SpecialUse>> parse(Optional<ByteBuffer> value) {
        String text = value.map(octets ->
                        StandardCharsets.US_ASCII.decode(octets.duplicate()).toString())
                .orElse("");
        return parse(text.isBlank() ? List.of() : List.of(text.strip().split(" +")));
    }

    /** The value of the annotation; empty means NIL. */
    static Optional<ByteBuffer> value(Set<SpecialUse> uses) {
        String text = uses.stream().sorted().map(SpecialUse::attribute).collect(Collectors.joining(" "));
        return uses.isEmpty() ? Optional.empty() : Optional.of(StandardCharsets.US_ASCII.encode(text));
    }
}
