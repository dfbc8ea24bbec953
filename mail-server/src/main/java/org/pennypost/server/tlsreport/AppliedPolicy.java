package org.pennypost.server.tlsreport;

import java.util.List;

/**
 * What a domain had asked for when mail was sent to it: RFC 8460 §4.4, §4.5.
 *
 * @param type which kind
 * @param lines its records or fields
 * @param hosts the patterns of the hosts that an MTA-STS policy names
 */
public record AppliedPolicy(Type type, List<String> lines, List<String> hosts) {
    /** Nothing. */
    public static final AppliedPolicy NONE = new AppliedPolicy(Type.NONE, List.of(), List.of());

    public AppliedPolicy {
        lines = List.copyOf(lines);
        hosts = List.copyOf(hosts);
    }

    /** RFC 8460 §4.4 {@code policy-type}. */
    public enum Type {
        /** DANE. */
        TLSA("tlsa"),
        /** MTA-STS. */
        STS("sts"),
        /** Neither. */
        NONE("no-policy-found");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
