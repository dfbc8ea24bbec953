package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.mailbox.StoreException;

/** PLAIN, RFC 4616: {@code message = [authzid] UTF8NUL authcid UTF8NUL passwd}. */
final class Plain implements SaslExchange {
    private final Authenticator authenticator;

    Plain(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public SaslTurn respond(ByteBuffer response) throws StoreException {
        int first = Octets.indexOf(response, 0, 0);
        int second = first < 0 ? -1 : Octets.indexOf(response, 0, first + 1);
        if (second < 0 || second == first + 1 || Octets.indexOf(response, 0, second + 1) >= 0) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        String wished = Octets.text(Octets.slice(response, 0, first));
        Optional<String> user = SaslPrep.presented(Octets.text(Octets.slice(response, first + 1, second)));
        Password password = Password.of(Octets.slice(response, second + 1, response.remaining()));
        boolean prepared = SaslPrep.presented(password.text()).isPresent();
        return user.isPresent() && prepared
                ? Verdicts.of(authenticator, authenticator.verify(user.get(), password), wished, "PLAIN")
                : SaslTurn.failure(SaslTurn.Reason.CREDENTIALS);
    }
}
