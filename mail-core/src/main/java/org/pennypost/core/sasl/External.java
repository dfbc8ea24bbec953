package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.mailbox.StoreException;

/** EXTERNAL, RFC 4422 §A: the client certificate is the proof; the response is the user to act as, or nothing. */
final class External implements SaslExchange {
    private final Authenticator authenticator;
    private final X509Certificate certificate;

    External(Authenticator authenticator, X509Certificate certificate) {
        this.authenticator = authenticator;
        this.certificate = certificate;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public SaslTurn respond(ByteBuffer response) throws StoreException {
        if (Octets.indexOf(response, 0, 0) >= 0) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        return Verdicts.of(
                authenticator, authenticator.certificateUser(certificate), Octets.text(response), "EXTERNAL");
    }
}
