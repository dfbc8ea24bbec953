package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.mailbox.StoreException;

/** Notes whom an exchange is about, and asks the watch before anything is looked up. For one exchange. */
final class NotingAuthenticator implements Authenticator {
    private final Authenticator authenticator;
    private final LoginWatch watch;
    private final Peer peer;
    private String user = "";

    NotingAuthenticator(Authenticator authenticator, LoginWatch watch, Peer peer) {
        this.authenticator = authenticator;
        this.watch = watch;
        this.peer = peer;
    }

    /** Whom the client says it is; empty if it has not said. */
    String user() {
        return user;
    }

    @Override
    public Optional<String> storedName(String name) throws StoreException {
        return authenticator.storedName(name);
    }

    @Override
    public Optional<String> verify(String name, Password password) throws StoreException {
        begin(name);
        return authenticator.verify(name, password);
    }

    @Override
    public Optional<Password> plainPassword(String name) throws StoreException {
        begin(name);
        return authenticator.plainPassword(name);
    }

    @Override
    public Optional<ScramKeys> scramKeys(String name, ScramKeys.Hash hash) throws StoreException {
        begin(name);
        return authenticator.scramKeys(name, hash);
    }

    @Override
    public Optional<ScramKeys> decoyKeys(String name, ScramKeys.Hash hash) throws StoreException {
        return authenticator.decoyKeys(name, hash);
    }

    @Override
    public Optional<String> certificateUser(X509Certificate certificate) throws StoreException {
        return authenticator.certificateUser(certificate);
    }

    @Override
    public Optional<String> tokenUser(String name, ByteBuffer token) throws StoreException {
        begin(name);
        return authenticator.tokenUser(name, token);
    }

    @Override
    public boolean mayActAs(String authenticated, String other) throws StoreException {
        return authenticator.mayActAs(authenticated, other);
    }

    @Override
    public Set<Proof> proofs() {
        return authenticator.proofs();
    }

    private void begin(String name) throws StoreException {
        user = name;
        watch.attempt(peer, name);
    }
}
