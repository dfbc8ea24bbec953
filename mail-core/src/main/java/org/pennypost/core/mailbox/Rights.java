package org.pennypost.core.mailbox;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.pennypost.core.text.SyntaxException;

/**
 * A set of rights to a mailbox, RFC 4314 §2.1. Immutable.
 *
 * <p>The letters {@code c} and {@code d} of older clients (RFC 4314 §2.1.1) stand for {@code kx} and {@code te}.
 */
public final class Rights {
    /** No right. */
    public static final Rights NONE = new Rights(EnumSet.noneOf(Right.class));
    /** Every right. */
    public static final Rights ALL = new Rights(EnumSet.allOf(Right.class));
    /** What {@code c} stands for. */
    public static final Rights CREATE = of(Right.CREATE, Right.DELETE_MAILBOX);
    /** What {@code d} stands for. */
    public static final Rights DELETE = of(Right.DELETE_MESSAGES, Right.EXPUNGE);

    private final Set<Right> set;
    private final Set<FlagChange.Group> flags = EnumSet.noneOf(FlagChange.Group.class);

    private Rights(Set<Right> set) {
        this.set = set;
        for (FlagChange.Group group : FlagChange.Group.values()) {
            if (set.contains(group.right())) {
                flags.add(group);
            }
        }
    }

    /** These rights. */
    public static Rights of(Right... rights) {
        Set<Right> set = EnumSet.noneOf(Right.class);
        set.addAll(Arrays.asList(rights));
        return new Rights(set);
    }

    /**
     * The rights of these letters.
     *
     * @throws SyntaxException if one of them is no right (RFC 4314 §3.1: never passed over in silence)
     */
    public static Rights parse(String letters) {
        Rights rights = NONE;
        for (int i = 0; i < letters.length(); i++) {
            rights = rights.with(ofLetter(letters.charAt(i)));
        }
        return rights;
    }

    /** Whether {@code right} is among them. */
    public boolean contains(Right right) {
        return set.contains(right);
    }

    /** Whether one of {@code others} at least is among them. */
    public boolean containsAny(Rights others) {
        return others.set.stream().anyMatch(set::contains);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return set.isEmpty();
    }

    /** These and {@code more}. */
    public Rights with(Rights more) {
        Set<Right> union = EnumSet.copyOf(set);
        union.addAll(more.set);
        return new Rights(union);
    }

    /** These without {@code fewer}. */
    public Rights without(Rights fewer) {
        Set<Right> rest = EnumSet.copyOf(set);
        rest.removeAll(fewer.set);
        return new Rights(rest);
    }

    /** Those that are also among {@code others}. */
    public Rights and(Rights others) {
        Set<Right> both = EnumSet.copyOf(set);
        both.retainAll(others.set);
        return new Rights(both);
    }

    /** What these rights let somebody do to the flags of a message, RFC 4314 §4. */
    public Set<FlagChange.Group> flags() {
        return Collections.unmodifiableSet(flags);
    }

    /** Their letters without {@code c} and {@code d}, as they are stored. */
    public String letters() {
        StringBuilder letters = new StringBuilder();
        set.forEach(right -> letters.append(right.letter()));
        return letters.toString();
    }

    /** Their letters as a client sees them: RFC 4314 §2.1.1, {@code c} and {@code d} where any of their members is. */
    @Override
    public String toString() {
        String own = without(of(Right.ADMINISTER)).letters();
        return own
                + (containsAny(CREATE) ? "c" : "")
                + (containsAny(DELETE) ? "d" : "")
                + (contains(Right.ADMINISTER) ? "a" : "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rights && set.equals(((Rights) other).set);
    }

    @Override
    public int hashCode() {
        return set.hashCode();
    }

    private static Rights ofLetter(char letter) {
        if (letter == 'c') {
            return CREATE;
        } else if (letter == 'd') {
            return DELETE;
        }
        for (Right right : Right.values()) {
            if (right.letter() == letter) {
                return of(right);
            }
        }
        throw new SyntaxException("there is no such right");
    }
}
