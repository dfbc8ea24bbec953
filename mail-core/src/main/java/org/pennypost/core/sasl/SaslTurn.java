package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.pennypost.core.account.Login;

/** What the server does next in an exchange. */
public sealed interface SaslTurn {
    /**
     * It asks for another response.
     *
     * @param delay how long it should wait with that
     */
    record Challenge(ByteBuffer octets, Duration delay) implements SaslTurn {
        static Challenge of(String text) {
            return new Challenge(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Duration.ZERO);
        }

        @Override
        public String toString() {
            return "Challenge";
        }
    }

    /** It believes the client. */
    record Success(Login login) implements SaslTurn {}

    /**
     * It does not.
     *
     * @param delay how long the answer should wait
     */
    record Failure(Reason reason, Duration delay) implements SaslTurn {}

    /** Why an exchange failed; for the reply code only: what exactly was wrong is never told. */
    enum Reason {
        /** No such user, wrong password, wrong proof, unknown token (RFC 4954 §6: 535 5.7.8). */
        CREDENTIALS,
        /** The proof is right, but it does not allow to act as that user. */
        AUTHORIZATION,
        /** The response is not what the mechanism's grammar allows (RFC 4954 §4: 501). */
        MALFORMED,
        /** The response is longer than the protocol's buffer for it (RFC 4954 §4: 500 5.5.6). */
        TOO_LONG
    }

    /** A failure that is told at once. */
    static SaslTurn failure(Reason reason) {
        return new Failure(reason, Duration.ZERO);
    }
}
