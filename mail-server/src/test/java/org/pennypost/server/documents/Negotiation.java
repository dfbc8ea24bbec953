package org.pennypost.server.documents;

import java.util.Locale;
import java.util.Map;
import org.pennypost.server.config.Role;

/**
 * What a client says that it has agreed on with us.
 *
 * @param role the port
 * @param client who says it
 * @param version such as {@code TLSv1.3}
 * @param suite the cipher suite, as the client calls it
 * @param group the key exchange, if the client tells
 */
record Negotiation(Role role, String client, String version, String suite, String group) {
    private static final Map<Role, String> UPGRADES = Map.of(
            Role.SMTP, "STARTTLS",
            Role.SUBMISSION, "STARTTLS",
            Role.LMTP, "STARTTLS",
            Role.POP3, "STLS",
            Role.IMAP, "STARTTLS");

    /** Whether TLS is spoken there, from the first octet or later; POP2 in clear has no command for it. */
    static boolean hasTls(Role role) {
        return role.implicitTls() || UPGRADES.containsKey(role);
    }

    String row() {
        return "| " + name(role) + " | " + (role.implicitTls() ? "at once" : UPGRADES.get(role)) + " | " + client
                + " | " + version + " | " + suite + " | " + group + " |\n";
    }

    static String name(Role role) {
        return role == Role.SUBMISSION ? "submission" : role.name().toUpperCase(Locale.ROOT);
    }
}
