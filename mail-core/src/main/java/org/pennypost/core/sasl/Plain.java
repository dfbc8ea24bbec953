package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
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
        String user = SaslPrep.stored(Octets.text(Octets.slice(response, first + 1, second)));
        Password password = Password.of(Octets.slice(response, second + 1, response.remaining()));
        return Verdicts.of(authenticator, authenticator.verify(user, password), wished, "PLAIN");
    }
}
