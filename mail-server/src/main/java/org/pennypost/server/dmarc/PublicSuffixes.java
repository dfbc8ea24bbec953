package org.pennypost.server.dmarc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Below which names everybody can have a domain: the Public Suffix List, which knows that {@code co.uk} is like
 * {@code com}. Immutable.
 */
public final class PublicSuffixes {
    private final Set<String> rules;

    private PublicSuffixes(Set<String> rules) {
        this.rules = Set.copyOf(rules);
    }

    /** The list that came with this server, read when it is first asked for. */
    public static PublicSuffixes builtIn() {
        return BuiltIn.LIST;
    }

    /** A list in the form of publicsuffix.org. */
    static PublicSuffixes read(InputStream list) throws IOException {
        Set<String> rules = new HashSet<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String rule = line.strip().split("\\s", 2)[0];
            if (!rule.isEmpty() && !rule.startsWith("//")) {
                int sign = rule.startsWith("*.") ? 2 : rule.startsWith("!") ? 1 : 0;
                rules.add(rule.substring(0, sign)
                        + IDN.toASCII(rule.substring(sign), IDN.ALLOW_UNASSIGNED)
                                .toLowerCase(Locale.ROOT));
            }
        }
        return new PublicSuffixes(rules);
    }

    /**
     * RFC 7489 §3.2: the organizational domain, which is the public suffix and one label more.
     *
     * @param domain in lower case, with A-labels
     * @return the domain itself if it is a public suffix
     */
    public String organization(String domain) {
        String candidate = domain;
        String above = parent(candidate);
        while (!above.isEmpty() && !isSuffix(above)) {
            candidate = above;
            above = parent(candidate);
        }
        return isSuffix(domain) ? domain : candidate;
    }

    /** A top-level domain that is not in the list is a suffix, too. */
    private boolean isSuffix(String name) {
        String above = parent(name);
        boolean exception = rules.contains("!" + name);
        return !exception && (above.isEmpty() || rules.contains(name) || rules.contains("*." + above));
    }

    private static String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static final class BuiltIn {
        static final PublicSuffixes LIST = load();

        private static PublicSuffixes load() {
            try (InputStream list = PublicSuffixes.class.getResourceAsStream("public_suffix_list.dat")) {
                return read(list);
            } catch (IOException e) {
                throw new IllegalStateException("the jar lacks its list of public suffixes", e);
            }
        }
    }
}
