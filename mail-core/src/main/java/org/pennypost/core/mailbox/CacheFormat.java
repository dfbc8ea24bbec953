package org.pennypost.core.mailbox;

import java.util.regex.Pattern;

/**
 * Names the form of what a module keeps in a {@link MessageCache}: octets of one form are never taken for another.
 *
 * @param name the module's choice: letters in lower case, digits and hyphens, at most 40
 * @param version counts up with each change of the form; what an earlier version kept is forgotten
 */
public record CacheFormat(String name, int version) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /** @throws IllegalArgumentException if the name cannot be one */
    public CacheFormat {
        if (!NAME.matcher(name).matches() || version < 0) {
            throw new IllegalArgumentException("no format of a cache: " + name + " " + version);
        }
    }
}
