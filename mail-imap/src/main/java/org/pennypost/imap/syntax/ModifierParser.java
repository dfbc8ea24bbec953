package org.pennypost.imap.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pennypost.core.text.OctetSet;
import org.pennypost.core.text.SyntaxException;

/** Parameters that extensions add to commands: RFC 4466 §2.1, §2.4, §2.5. */
final class ModifierParser {
    /** What a number, a sequence set, an atom or a special-use attribute (RFC 6154 §3) is made of. */
    private static final OctetSet PLAIN = ImapOctets.ASTRING_CHAR.and("*\\");

    private static final OctetSet VALUE_START = OctetSet.DIGIT.and("(*$");

    private ModifierParser() {}

    /** {@code [SP "(" modifier *(SP modifier) ")"]} */
    static List<Modifier> optional(ImapScanner in) {
        if (!in.skip(' ')) {
            return List.of();
        }
        return modifiers(in);
    }

    /** {@code "(" modifier *(SP modifier) ")"}, each name once (RFC 4466 §2.1) */
    static List<Modifier> modifiers(ImapScanner in) {
        List<Modifier> modifiers = in.list(ModifierParser::modifier);
        Set<String> names = new HashSet<>();
        for (Modifier modifier : modifiers) {
            if (!names.add(modifier.name())) {
                throw new SyntaxException("parameter given twice");
            }
        }
        return modifiers;
    }

    /** {@code select-param = select-param-name [SP select-param-value]}, and so for the other commands */
    private static Modifier modifier(ImapScanner in) {
        String name = in.word(ImapOctets.LABEL_CHAR);
        if (name.isEmpty()) {
            throw new SyntaxException("expected a parameter");
        }
        // RFC 9051 §9 tagged-label-fchar: no name starts with a digit, so what does is the value of this one
        if (!in.spaceAnd(VALUE_START)) {
            return new Modifier(name, new Modifier.Absent());
        }
        in.space();
        return new Modifier(name, taggedExtVal(in, 0));
    }

    /** {@code tagged-ext-val = tagged-ext-simple / "(" [tagged-ext-comp] ")"} */
    private static Modifier.Value taggedExtVal(ImapScanner in, int depth) {
        if (depth > in.limits().depth()) {
            throw new SyntaxException("parentheses nested too deep");
        }
        if (in.peek() == '(') {
            return new Modifier.Several(in.listOrEmpty(inner -> taggedExtVal(inner, depth + 1)));
        }
        return new Modifier.Simple(PLAIN.contains(in.peek()) ? in.text(PLAIN, "a value") : Utf8.decode(in.string()));
    }
}
