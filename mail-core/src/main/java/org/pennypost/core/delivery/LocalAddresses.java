package org.pennypost.core.delivery;

import java.util.List;
import java.util.Optional;
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

    /** Where mail for an address of one of the domains goes. */
    Destinations resolve(MailAddress address) throws StoreException;

    /** The user who gets mail for postmaster where {@link #resolve} knows nobody (RFC 5321 §4.5.1). */
    String postmaster();

    /** Whether a local part is there in every domain, in any letter case: RFC 5321 §4.5.1, RFC 2142 §4. */
    static boolean isRole(String localPart) {
        return localPart.equalsIgnoreCase("postmaster") || localPart.equalsIgnoreCase("abuse");
    }

    /** Every user at every one of these domains. */
    static LocalAddresses of(List<? extends Host> domains, UserLookup users, String postmaster) {
        List<Host> ours = List.copyOf(domains);
        return new LocalAddresses() {
            @Override
            public List<Host> domains() {
                return ours;
            }

            @Override
            public Destinations resolve(MailAddress address) throws StoreException {
                return ours.contains(address.host())
                        ? users.find(address.localPart())
                                .map(Destinations::user)
                                .orElse(Destinations.NONE)
                        : Destinations.NONE;
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
