package org.pennypost.server.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.text.SyntaxException;

/** What a user may be called, and when two spellings are the same user. */
final class UserName {
    private static final int MAX_CHARACTERS = 64;
    private static final String RULE = "a name is what stands before the @ of an address: letters, digits and . _ - +,"
            + " without blanks, at most " + MAX_CHARACTERS;

    private UserName() {}

    /** Why a user cannot have this name; empty if he can. A name is the local part of an address, or an address. */
    static Optional<String> fault(String name) {
        String address = name.contains("@") ? name : name + "@localhost";
        try {
            MailAddress parsed = MailAddress.parse(address, Repertoire.UTF8);
            boolean plain = parsed.toString().equals(address) && !name.contains("\"");
            boolean safe = name.chars().noneMatch(c -> c == ':' || c == '/' || c == '\\' || c <= ' ');
            return plain && safe && name.length() <= MAX_CHARACTERS && !name.startsWith(".")
                    ? Optional.empty()
                    : Optional.of(RULE);
        } catch (SyntaxException fault) {
            return Optional.of(RULE);
        }
    }

    /** The spelling that all spellings of a name have in common. */
    static String key(String name) {
        return SaslPrep.stored(name).toLowerCase(Locale.ROOT);
    }

    /** The name before the @ if the domain is one of ours: mail programs often log in with the whole address. */
    static Optional<String> local(String name, Set<String> domains) {
        int at = name.lastIndexOf('@');
        return at > 0 && domains.contains(key(name.substring(at + 1)))
                ? Optional.of(name.substring(0, at))
                : Optional.empty();
    }
}
