package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.mailbox.StoreException;

/**
 * LOGIN, draft-murchison-sasl-login: user and password asked for one after the other. Obsolete, still in use. The
 * prompts are those that clients look for; a user name with the command itself is taken too, as all servers do.
 */
final class LoginMechanism implements SaslExchange {
    private final Authenticator authenticator;
    private Optional<String> user = Optional.empty();
    private boolean asked;

    LoginMechanism(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public boolean prompts() {
        return true;
    }

    @Override
    public SaslTurn respond(ByteBuffer response) throws StoreException {
        if (user.isPresent()) {
            Optional<String> proven = authenticator.verify(user.get(), Password.of(response));
            return Verdicts.of(authenticator, proven, "", "LOGIN");
        }
        if (!asked && !response.hasRemaining()) {
            asked = true;
            return SaslTurn.Challenge.of("Username:");
        }
        user = Optional.of(SaslPrep.stored(Octets.text(response)));
        return SaslTurn.Challenge.of("Password:");
    }
}
