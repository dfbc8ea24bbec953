package org.pennypost.core.delivery;

import java.util.Set;
import org.pennypost.core.address.MailAddress;

/**
 * Where mail for one address goes.
 *
 * @param users the users who get it
 * @param remote the addresses at other servers to which it is forwarded
 */
public record Destinations(Set<String> users, Set<MailAddress> remote) {
    /** There is no such mailbox. */
    public static final Destinations NONE = new Destinations(Set.of(), Set.of());

    public Destinations {
        users = Set.copyOf(users);
        remote = Set.copyOf(remote);
    }

    /** One user's mailbox. */
    public static Destinations user(String name) {
        return new Destinations(Set.of(name), Set.of());
    }

    /** Whether it goes nowhere. */
    public boolean isEmpty() {
        return users.isEmpty() && remote.isEmpty();
    }
}
