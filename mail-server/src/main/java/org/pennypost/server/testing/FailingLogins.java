package org.pennypost.server.testing;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.ScramKeys;

/** Logins that can be refused although the password is right. Thread-safe. */
record FailingLogins(MemoryAuthenticator users, Failures failures) implements Authenticator {
    @Override
    public Optional<String> storedName(String user) {
        return users.storedName(user);
    }

    @Override
    public Optional<String> verify(String user, Password password) {
        return users.verify(user, password).filter(this::succeeds);
    }

    @Override
    public Optional<Password> plainPassword(String user) {
        return users.plainPassword(user).filter(password -> succeeds(user));
    }

    @Override
    public Optional<ScramKeys> scramKeys(String user, ScramKeys.Hash hash) {
        return users.scramKeys(user, hash).filter(keys -> succeeds(user));
    }

    @Override
    public Optional<ScramKeys> decoyKeys(String user, ScramKeys.Hash hash) {
        return users.decoyKeys(user, hash);
    }

    @Override
    public Optional<String> certificateUser(X509Certificate certificate) {
        return users.certificateUser(certificate).filter(this::succeeds);
    }

    @Override
    public Optional<String> tokenUser(String user, ByteBuffer token) {
        return users.tokenUser(user, token).filter(this::succeeds);
    }

    @Override
    public boolean mayActAs(String authenticated, String user) {
        return users.mayActAs(authenticated, user);
    }

    @Override
    public Set<Proof> proofs() {
        return users.proofs();
    }

    private boolean succeeds(String user) {
        return failures.at(Moment.LOGIN, user, "").isEmpty();
    }
}
