package org.pennypost.core.account;

import java.util.Map;
import org.pennypost.core.mailbox.StoreException;

/** A kind of directory of users, found by {@link java.util.ServiceLoader}: how LDAP or SQL get in. */
public interface AuthenticatorProvider {
    /** The name by which a configuration chooses it, such as {@code ldap}. */
    String name();

    /**
     * Opens the directory.
     *
     * @param settings the provider's own, by name
     * @throws StoreException UNAVAILABLE if it cannot be had now
     * @throws IllegalArgumentException if a setting is unknown, missing or out of range; the message says which
     */
    Authenticator open(Map<String, String> settings) throws StoreException;
}
