package org.pennypost.core.delivery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.LocalPart;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.mailbox.StoreException;

/**
 * Knows which addresses are ours and whose mail they are. Thread-safe.
 *
 * <pre>{@code
 * LocalAddresses.of(List.of(new Domain("example.org")), name -> accounts.find(name.value()), "admin");
 * }</pre>
 */
public interface LocalAddresses {
    /** The domains and address literals whose mail we take, the main one first. Does not block. */
    List<Host> domains();

    /** The users who get mail for an address of one of the domains; none if there is no such mailbox. */
    Set<String> users(MailAddress address) throws StoreException;

    /** The user who gets mail for postmaster where {@link #users} names nobody (RFC 5321 §4.5.1). */
    String postmaster();

    /** Every user at every one of these domains. */
    static LocalAddresses of(List<? extends Host> domains, UserLookup users, String postmaster) {
        List<Host> ours = List.copyOf(domains);
        return new LocalAddresses() {
            @Override
            public List<Host> domains() {
                return ours;
            }

            @Override
            public Set<String> users(MailAddress address) throws StoreException {
                return ours.contains(address.host())
                        ? users.find(address.localPart()).map(Set::of).orElse(Set.of())
                        : Set.of();
            }

            @Override
            public String postmaster() {
                return postmaster;
            }
        };
    }

    /** Finds a user by the local part of an address. */
    @FunctionalInterface
    interface UserLookup {
        /** The stored name of the user. */
        Optional<String> find(LocalPart name) throws StoreException;
    }
}
