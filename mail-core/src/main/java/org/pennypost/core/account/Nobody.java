package org.pennypost.core.account;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
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
    public Optional<Password> plainPassword(String user) {
        return Optional.empty();
    }

    @Override
    public Optional<ScramKeys> scramKeys(String user, ScramKeys.Hash hash) {
        return Optional.empty();
    }

    @Override
    public Optional<String> certificateUser(X509Certificate certificate) {
        return Optional.empty();
    }

    @Override
    public Optional<String> tokenUser(String user, ByteBuffer token) {
        return Optional.empty();
    }

    @Override
    public boolean mayActAs(String authenticated, String user) {
        return false;
    }

    @Override
    public Set<Proof> proofs() {
        return Set.of();
    }
}
