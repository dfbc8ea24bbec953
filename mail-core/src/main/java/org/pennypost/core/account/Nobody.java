package org.pennypost.core.account;

import java.util.Optional;
import java.util.Set;

/** There are no users. */
final class Nobody implements Authenticator {
    @Override
    public Optional<String> storedName(String user) {
        return Optional.empty();
    }

    @Override
    public Optional<String> verify(String user, Password password) {
        return Optional.empty();
    }

    @Override
    public Set<Proof> proofs() {
        return Set.of();
    }
}
