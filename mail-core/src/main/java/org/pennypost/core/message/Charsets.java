package org.pennypost.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The charsets of mail: those of the platform under their MIME names (RFC 2045 §5.1, RFC 2978). */
final class Charsets {
    private static final int MAX_NAME = 64;
    /** Most of mail, in what each Java has; for these nobody waits until all are made. */
    private static final Set<String> COMMON = Set.of(
            "utf-8",
            "iso-8859-1",
            "iso-8859-2",
            "iso-8859-15",
            "windows-1250",
            "windows-1251",
            "windows-1252",
            "koi8-r");

    private Charsets() {}

    /** The charset of a name, if the platform has it. */
    static Optional<Charset> named(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return Optional.empty();
        }
        if (name.equalsIgnoreCase("us-ascii") || name.equalsIgnoreCase("ascii")) {
            // What calls itself ASCII and is not is most often UTF-8, of which ASCII is a part.
            return Optional.of(StandardCharsets.UTF_8);
        }
        String small = name.toLowerCase(Locale.ROOT);
        return COMMON.contains(small)
                ? Optional.of(Charset.forName(small))
                : Optional.ofNullable(Known.BY_NAME.get(small));
    }

    /** The octets as text, what does not fit the charset replaced; nothing if there is no such charset. */
    static Optional<String> decode(byte[] octets, int from, int to, String charset) {
        return named(charset).map(known -> new String(octets, from, to - from, known));
    }

    /** Octets whose charset nobody named: UTF-8 (RFC 6532 §3.2) if they are, else the oldest habit of mail. */
    static String unlabelled(byte[] octets, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * All that there are, by their names in small letters, made when the first is asked for that is not common.
     * {@link Charset#forName} looks through the providers each time for a name that nobody has, which takes a millisecond
     * or more, and a stranger's header may have ten thousand.
     */
    private static final class Known {
        private static final Map<String, Charset> BY_NAME = byName();

        private static Map<String, Charset> byName() {
            Map<String, Charset> known = new HashMap<>();
            for (Charset charset : Charset.availableCharsets().values()) {
                charset.aliases().forEach(alias -> known.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
            }
            Charset.availableCharsets().forEach((name, charset) -> known.put(name.toLowerCase(Locale.ROOT), charset));
            return Map.copyOf(known);
        }
    }
}
