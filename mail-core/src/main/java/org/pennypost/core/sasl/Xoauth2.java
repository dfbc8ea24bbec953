package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.mailbox.StoreException;

/** XOAUTH2, the form before RFC 7628 that clients still use: {@code user=NAME ^A auth=Bearer TOKEN ^A ^A}. */
final class Xoauth2 implements SaslExchange {
    private static final String INVALID_TOKEN = "{\"status\":\"401\",\"schemes\":\"bearer\"}";

    private final Authenticator authenticator;
    private boolean failed;

    Xoauth2(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public boolean refused() {
        return failed;
    }

    @Override
    public SaslTurn respond(ByteBuffer response) throws StoreException {
        if (failed) {
            return SaslTurn.failure(SaslTurn.Reason.CREDENTIALS);
        }
        String text = Octets.text(response);
        int userEnd = text.indexOf(1);
        Optional<String> token = userEnd < 0 ? Optional.empty() : OauthBearer.token(text.substring(userEnd + 1));
        if (!text.startsWith("user=") || token.isEmpty() || !text.endsWith("\u0001\u0001")) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        String user = text.substring(5, userEnd);
        ByteBuffer octets = ByteBuffer.wrap(token.get().getBytes(StandardCharsets.UTF_8));
        SaslTurn turn = Verdicts.of(authenticator, authenticator.tokenUser(user, octets), user, "XOAUTH2");
        if (turn instanceof SaslTurn.Success) {
            return turn;
        }
        failed = true;
        return SaslTurn.Challenge.of(INVALID_TOKEN);
    }
}
