package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import org.pennypost.core.account.Login;

/** ANONYMOUS, RFC 4505: anybody, with a trace text of at most 255 characters that proves nothing. */
final class Anonymous implements SaslExchange {
    private static final int LONGEST_TRACE = 255;

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public SaslTurn respond(ByteBuffer response) {
        return Octets.text(response).length() > LONGEST_TRACE
                ? SaslTurn.failure(SaslTurn.Reason.MALFORMED)
                : new SaslTurn.Success(new Login("anonymous", "anonymous", "ANONYMOUS"));
    }
}
