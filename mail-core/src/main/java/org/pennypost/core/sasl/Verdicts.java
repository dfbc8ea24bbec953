package org.pennypost.core.sasl;

import java.util.Optional;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.mailbox.StoreException;

/** The last turn of every mechanism: from a proven name and a wished one to a login. */
final class Verdicts {
    private Verdicts() {}

    /**
     * @param proven the stored name of the user, if the proof held
     * @param wished the authorization identity, empty for the same (RFC 4422 §3.4.1)
     */
    static SaslTurn of(Authenticator authenticator, Optional<String> proven, String wished, String mechanism)
            throws StoreException {
        if (proven.isEmpty()) {
            return SaslTurn.failure(SaslTurn.Reason.CREDENTIALS);
        }
        String user = proven.get();
        String prepared = SaslPrep.stored(wished);
        if (!SaslPrep.permits(wished) || prepared.isEmpty() && !wished.isEmpty()) {
            return SaslTurn.failure(SaslTurn.Reason.AUTHORIZATION); // RFC 5034 §4, RFC 4954 §4
        }
        String target =
                prepared.isEmpty() ? user : authenticator.storedName(prepared).orElse(prepared);
        if (target.equals(user)) {
            return new SaslTurn.Success(new Login(user, user, mechanism));
        }
        return authenticator.mayActAs(user, target)
                ? new SaslTurn.Success(new Login(target, user, mechanism))
                : SaslTurn.failure(SaslTurn.Reason.AUTHORIZATION);
    }
}
