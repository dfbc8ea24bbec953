package org.pennypost.core.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;

/** CRAM-MD5, RFC 2195 §2: the client keys a digest of our challenge with the password. */
final class CramMd5 implements SaslExchange {
    private static final Password NOBODY = Password.of("no such user");

    private final Authenticator authenticator;
    private final String challenge;
    private boolean asked;

    CramMd5(Authenticator authenticator, Surroundings surroundings) {
        this.authenticator = authenticator;
        byte[] random = new byte[16];
        surroundings.entropy().fill(random);
        this.challenge = "<" + hex(random) + "." + surroundings.time().instant().getEpochSecond() + "@"
                + surroundings.hostName() + ">";
    }

    @Override
    public boolean clientFirst() {
        return false;
    }

    @Override
    public SaslTurn respond(ByteBuffer response) throws StoreException {
        if (!asked) {
            asked = true;
            return SaslTurn.Challenge.of(challenge);
        }
        String text = Octets.text(response);
        int blank = text.lastIndexOf(' ');
        if (blank < 1 || text.length() - blank != 33) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        String user = SaslPrep.stored(text.substring(0, blank));
        Optional<Password> password = authenticator.plainPassword(user);
        byte[] expected = digest(password.orElse(NOBODY)).getBytes(StandardCharsets.US_ASCII);
        boolean right =
                MessageDigest.isEqual(expected, text.substring(blank + 1).getBytes(StandardCharsets.UTF_8));
        Optional<String> proven = right && password.isPresent() ? authenticator.storedName(user) : Optional.empty();
        return Verdicts.of(authenticator, proven, "", "CRAM-MD5");
    }

    private String digest(Password password) {
        byte[] key = password.octets();
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacMD5"));
            return hex(mac.doFinal(challenge.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this runtime lacks HmacMD5", missing);
        }
    }

    private static String hex(byte[] octets) {
        StringBuilder text = new StringBuilder(octets.length * 2);
        for (byte octet : octets) {
            text.append(Character.forDigit(octet >> 4 & 15, 16)).append(Character.forDigit(octet & 15, 16));
        }
        return text.toString();
    }
}
