package org.pennypost.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The groups of a policy for an engine that has no list of its own, as before Java 20: it asks for each group by its
 * name. Else a client could choose groups of finite fields, in which one handshake costs us up to a hundred times what it
 * costs the client (CVE-2002-20001), or any that the policy does not have.
 *
 * <p>Immutable. Nothing but groups is constrained, so that what the platform forbids besides stays forbidden by it.
 */
final class GroupConstraints implements AlgorithmConstraints {

    /** How RFC 8446 §4.2.7 and its forerunners name groups. */
    private static final Pattern GROUP = Pattern.compile("ffdhe\\d+|sec[pt]\\d+[kr]\\d|x25519|x448");

    private final List<String> groups;

    GroupConstraints(List<String> groups) {
        this.groups = groups.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, String algorithm, AlgorithmParameters parameters) {
        String name = algorithm.toLowerCase(Locale.ROOT);
        return !uses.contains(CryptoPrimitive.KEY_AGREEMENT)
                || !GROUP.matcher(name).matches()
                || groups.contains(name);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, Key key) {
        return true;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> uses, String algorithm, Key key, AlgorithmParameters parameters) {
        return true;
    }
}
