package org.pennypost.server.aliases;

import java.util.Optional;
import java.util.Set;

/** Users with these names. */
record NamedUsers(Set<String> names, String postmaster) implements AliasTable.Users {
    @Override
    public Optional<String> find(String name) {
        return names.stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
