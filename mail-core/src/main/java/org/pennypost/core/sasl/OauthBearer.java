package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.mailbox.StoreException;

/**
 * OAUTHBEARER, RFC 7628 §3: {@code client-resp = (gs2-header kvsep *kvpair kvsep) / kvsep}. A failure is told in a
 * JSON challenge first (§3.2.2), which the client answers with a lone separator.
 *
 * <p>Deviates from RFC 7628 §3.2: the client's host and port are not compared with ours, because a server has several
 * names and is found behind other ports, and it is the token that says for whom it is.
 */
final class OauthBearer implements SaslExchange {
    private static final char KVSEP = 1;
    private static final String INVALID_TOKEN = "{\"status\":\"invalid_token\"}";

    private final Authenticator authenticator;
    private boolean failed;

    OauthBearer(Authenticator authenticator) {
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
        int headerEnd = text.indexOf(KVSEP);
        if (headerEnd < 0 || !text.endsWith("" + KVSEP + KVSEP)) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        Optional<Gs2Header> header = Gs2Header.parse(text.substring(0, headerEnd));
        Optional<String> token = token(text.substring(headerEnd + 1));
        if (header.isEmpty() || header.get().binds() || token.isEmpty()) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        String wished = header.get().authorizationId();
        ByteBuffer octets = ByteBuffer.wrap(token.get().getBytes(StandardCharsets.UTF_8));
        SaslTurn turn = Verdicts.of(authenticator, authenticator.tokenUser(wished, octets), wished, "OAUTHBEARER");
        if (turn instanceof SaslTurn.Success) {
            return turn;
        }
        failed = true;
        return SaslTurn.Challenge.of(INVALID_TOKEN);
    }

    /** The token of the pair {@code auth=Bearer TOKEN}, RFC 6750 §2.1. */
    static Optional<String> token(String pairs) {
        for (String pair : pairs.split("" + KVSEP)) {
            if (pair.regionMatches(true, 0, "auth=Bearer ", 0, 12)) {
                return Optional.of(pair.substring(12).strip()).filter(token -> !token.isEmpty());
            }
        }
        return Optional.empty();
    }
}
