package org.pennypost.server.architecture;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A family of names that some classes may not use.
 *
 * <p>Patterns: {@code java.io.File} is that class and what is nested in it; {@code java.net.http.*} a package and all
 * below it; {@code java.lang.System#nanoTime} a member whatever its parameters; {@code java.lang.String#getBytes()}
 * one with just these.
 *
 * @param why what the family is, for the message
 * @param patterns the names
 */
record Forbidden(String why, List<String> patterns) {
    Forbidden {
        patterns = List.copyOf(patterns);
    }

    static Forbidden names(String why, String... patterns) {
        return new Forbidden(why, List.of(patterns));
    }

    /** What a class names against this rule, each with the reason. */
    List<String> violations(ClassFile file) {
        Predicate<String> hit = name -> patterns.stream().anyMatch(pattern -> matches(pattern, name));
        return Stream.concat(file.classes().stream(), file.members().stream())
                .filter(hit)
                .sorted()
                .map(name -> file.name() + " names " + name + " (" + why + ")")
                .toList();
    }

    private static boolean matches(String pattern, String name) {
        if (pattern.endsWith(".*")) {
            return name.startsWith(pattern.substring(0, pattern.length() - 1));
        }
        if (name.startsWith(pattern)) {
            String rest = name.substring(pattern.length());
            return rest.isEmpty() || rest.startsWith("$") || !pattern.endsWith(")") && rest.startsWith("(");
        }
        return false;
    }
}
