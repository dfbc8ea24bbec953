package org.pennypost.core.mailbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An immutable set of flags, system flags first, then keywords by name. */
public final class Flags implements Iterable<Flag> {
    /** No flags. */
    public static final Flags NONE = new Flags(Collections.emptySortedSet());

    private final Set<Flag> set;

    private Flags(Set<Flag> set) {
        this.set = set;
    }

    /** These flags. */
    public static Flags of(Flag... flags) {
        return of(Arrays.asList(flags));
    }

    /** These flags. */
    public static Flags of(Collection<Flag> flags) {
        return flags.isEmpty() ? NONE : new Flags(Collections.unmodifiableSet(new TreeSet<>(flags)));
    }

    /** Whether {@code flag} is among them. */
    public boolean contains(Flag flag) {
        return set.contains(flag);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return set.isEmpty();
    }

    /** How many there are. */
    public int size() {
        return set.size();
    }

    /** These and those of {@code other}. */
    public Flags with(Flags other) {
        Set<Flag> union = new TreeSet<>(set);
        return union.addAll(other.set) ? new Flags(Collections.unmodifiableSet(union)) : this;
    }

    /** These without those of {@code other}. */
    public Flags without(Flags other) {
        Set<Flag> rest = new TreeSet<>(set);
        return rest.removeAll(other.set) ? new Flags(Collections.unmodifiableSet(rest)) : this;
    }

    @Override
    public Iterator<Flag> iterator() {
        return set.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flags && set.equals(((Flags) other).set);
    }

    @Override
    public int hashCode() {
        return set.hashCode();
    }

    /** As RFC 9051 §9 {@code flag-list} has them, without the parentheses. */
    @Override
    public String toString() {
        return set.stream().map(Flag::name).collect(Collectors.joining(" "));
    }
}
