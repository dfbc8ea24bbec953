package org.pennypost.core.mailbox;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.text.SyntaxException;

/**
 * Who besides its owner may do what with a mailbox: RFC 4314 §2. Immutable.
 *
 * <p>Identifiers are login names, {@code authenticated} (who has proven to be somebody), {@code anyone}, and each of them
 * behind {@code -} for rights that are taken away. The most specific entry that is for somebody counts, in this order;
 * then all rights are taken that an entry with {@code -} for him names. The owner has all rights, whatever stands here:
 * {@code owner} and groups ({@code $name}), which other programs write, are kept and mean nothing.
 *
 * @param entries the rights of each identifier; an entry without rights counts too
 */
public record AccessList(SortedMap<String, Rights> entries) {
    /** Nobody but the owner. */
    public static final AccessList PRIVATE = new AccessList(new TreeMap<>());
    /** Everybody, also who has not proven to be anybody. */
    public static final String ANYONE = "anyone";
    /** Everybody who has proven to be somebody. */
    public static final String AUTHENTICATED = "authenticated";
    /** The owner. */
    public static final String OWNER = "owner";
    /** The most entries. */
    public static final int MAX_ENTRIES = 1000;
    /** The most UTF-16 units of an identifier. */
    public static final int MAX_IDENTIFIER = 255;

    public AccessList {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Somebody who wants to do something. */
    public record Visitor(String user, boolean authenticated) {}

    /**
     * An identifier as it is stored: prepared by RFC 4013.
     *
     * @throws SyntaxException if it cannot be one (RFC 4314 §3)
     */
    public static String identifier(String text) {
        String prepared = SaslPrep.stored(text);
        boolean named = prepared.length() > (isNegative(prepared) ? 1 : 0);
        if (!named || prepared.length() > MAX_IDENTIFIER || !SaslPrep.permits(prepared)) {
            throw new SyntaxException("no identifier");
        }
        return prepared;
    }

    /** Whether rights are taken from whom this identifier names. */
    public static boolean isNegative(String identifier) {
        return identifier.startsWith("-");
    }

    /** What a visitor who is not the owner may do. */
    public Rights rights(Visitor visitor) {
        Rights granted = positive(visitor);
        granted = granted.without(entries.getOrDefault("-" + visitor.user(), Rights.NONE));
        if (visitor.authenticated()) {
            granted = granted.without(entries.getOrDefault("-" + AUTHENTICATED, Rights.NONE));
        }
        return granted.without(entries.getOrDefault("-" + ANYONE, Rights.NONE));
    }

    /** The rights that stand for an identifier. */
    public Rights of(String identifier) {
        return entries.getOrDefault(identifier, Rights.NONE);
    }

    /**
     * The list with other rights for an identifier.
     *
     * @throws StoreException LIMIT if there would be too many entries
     */
    public AccessList with(String identifier, Rights rights) throws StoreException {
        SortedMap<String, Rights> changed = new TreeMap<>(entries);
        changed.put(identifier, rights);
        if (changed.size() > MAX_ENTRIES) {
            throw new StoreException(StoreException.Reason.LIMIT, "more than " + MAX_ENTRIES + " entries");
        }
        return new AccessList(changed);
    }

    /** The list without the entry of an identifier; what stands for it behind {@code -} stays. */
    public AccessList without(String identifier) {
        SortedMap<String, Rights> changed = new TreeMap<>(entries);
        changed.remove(identifier);
        return new AccessList(changed);
    }

    /** Whether nobody but the owner may do anything. */
    public boolean isPrivate() {
        return entries.isEmpty();
    }

    private Rights positive(Visitor visitor) {
        Map<String, Rights> all = entries;
        if (isPlain(visitor.user()) && all.containsKey(visitor.user())) {
            return all.get(visitor.user());
        } else if (visitor.authenticated() && all.containsKey(AUTHENTICATED)) {
            return all.get(AUTHENTICATED);
        }
        return all.getOrDefault(ANYONE, Rights.NONE);
    }

    /** A user with a name that means something else here gets no rights by it. */
    private static boolean isPlain(String user) {
        return !user.isEmpty() && "-$!#".indexOf(user.charAt(0)) < 0 && !user.equals(OWNER);
    }
}
