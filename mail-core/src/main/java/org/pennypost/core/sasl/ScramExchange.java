package org.pennypost.core.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.SaslPrep;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.engine.Peer.ChannelBindings;
import org.pennypost.core.engine.Surroundings.Entropy;
import org.pennypost.core.mailbox.StoreException;

/**
 * SCRAM-SHA-1, -256, -512 and their -PLUS forms, RFC 5802 §5 and RFC 7677.
 *
 * <pre>
 *   client-first  n,,n=user,r=fyko            gs2 header, user, the client's nonce
 *   server-first  r=fyko3rfc,s=QSXCR,i=4096   both nonces, salt, iterations
 *   client-final  c=biws,r=fyko3rfc,p=v0X8v   the header and channel binding again, proof
 *   server-final  v=rmF9p                     our proof
 * </pre>
 */
final class ScramExchange implements SaslExchange {
    private enum At {
        CLIENT_FIRST,
        CLIENT_FINAL,
        ACKNOWLEDGED
    }

    private static final int NONCE = 18;

    private final String mechanism;
    private final ScramKeys.Hash hash;
    private final Authenticator authenticator;
    private final ChannelBindings bindings;
    private final boolean plusOffered;
    private final FakeSalts fakeSalts;
    private final Entropy entropy;

    private At at = At.CLIENT_FIRST;
    private String gs2Text = "";
    private Gs2Header header = new Gs2Header('n', "", "");
    private String user = "";
    private Optional<ScramKeys> known = Optional.empty();
    private ScramKeys keys;
    private String nonce = "";
    private String clientFirstBare = "";
    private String serverFirst = "";
    private SaslTurn verdict = SaslTurn.failure(SaslTurn.Reason.CREDENTIALS);

    ScramExchange(
            String mechanism,
            ScramKeys.Hash hash,
            Authenticator authenticator,
            ChannelBindings bindings,
            boolean plusOffered,
            FakeSalts fakeSalts,
            Entropy entropy) {
        this.mechanism = mechanism;
        this.hash = hash;
        this.authenticator = authenticator;
        this.bindings = bindings;
        this.plusOffered = plusOffered;
        this.fakeSalts = fakeSalts;
        this.entropy = entropy;
        this.keys = fakeSalts.keys(hash, "");
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public SaslTurn respond(ByteBuffer response) throws StoreException {
        switch (at) {
            case CLIENT_FIRST:
                return clientFirst(Octets.text(response));
            case CLIENT_FINAL:
                return clientFinal(Octets.text(response));
            default:
                return response.hasRemaining() ? SaslTurn.failure(SaslTurn.Reason.MALFORMED) : verdict;
        }
    }

    /** RFC 5802 §7 {@code client-first-message = gs2-header client-first-message-bare}. */
    private SaslTurn clientFirst(String text) throws StoreException {
        int comma = text.indexOf(',', text.indexOf(',') + 1);
        Optional<Gs2Header> parsed = comma < 0 ? Optional.empty() : Gs2Header.parse(text.substring(0, comma + 1));
        String[] attributes =
                comma < 0 ? new String[0] : text.substring(comma + 1).split(",", -1);
        if (parsed.isEmpty()
                || attributes.length < 2
                || !attributes[0].startsWith("n=")
                || !attributes[1].startsWith("r=")
                || !printable(attributes[1].substring(2))
                || extended(attributes)) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        Optional<String> name = Gs2Header.saslName(attributes[0].substring(2)).flatMap(SaslPrep::presented);
        if (name.isEmpty() || !acceptable(parsed.get())) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        header = parsed.get();
        gs2Text = text.substring(0, comma + 1);
        clientFirstBare = text.substring(comma + 1);
        user = name.get();
        known = authenticator.scramKeys(user, hash);
        keys = known.isPresent()
                ? known.get()
                : authenticator.decoyKeys(user, hash).orElseGet(() -> fakeSalts.keys(hash, user));
        byte[] random = new byte[NONCE];
        entropy.fill(random);
        nonce = attributes[1].substring(2) + Octets.base64(random);
        serverFirst = "r=" + nonce + ",s=" + Octets.base64(Octets.array(keys.salt())) + ",i=" + keys.iterations();
        at = At.CLIENT_FINAL;
        return SaslTurn.Challenge.of(serverFirst);
    }

    /**
     * RFC 5802 §6: a -PLUS mechanism must be bound and the others must not; a client that believes that we cannot bind
     * though we offered it has been lied to by somebody on the line.
     */
    private boolean acceptable(Gs2Header candidate) {
        if (mechanism.endsWith("-PLUS")) {
            return candidate.binds()
                    && bindings.binding(candidate.bindingType()).isPresent();
        }
        return candidate.flag() == 'n' || candidate.flag() == 'y' && !plusOffered;
    }

    /** RFC 5802 §7 {@code client-final-message = channel-binding "," nonce ["," extensions] "," proof}. */
    private SaslTurn clientFinal(String text) throws StoreException {
        int proofAt = text.lastIndexOf(",p=");
        String[] attributes =
                proofAt < 0 ? new String[0] : text.substring(0, proofAt).split(",", -1);
        if (attributes.length < 2
                || !attributes[0].startsWith("c=")
                || !attributes[1].startsWith("r=")
                || extended(attributes)) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        Optional<byte[]> binding = canonical(attributes[0].substring(2));
        Optional<byte[]> proof = canonical(text.substring(proofAt + 3));
        if (binding.isEmpty() || proof.isEmpty()) {
            return SaslTurn.failure(SaslTurn.Reason.MALFORMED);
        }
        String authMessage = clientFirstBare + "," + serverFirst + "," + text.substring(0, proofAt);
        boolean right = MessageDigest.isEqual(binding.get(), expectedBinding())
                & attributes[1].equals("r=" + nonce)
                & fits(proof.get(), authMessage);
        if (!right || known.isEmpty()) {
            return SaslTurn.failure(SaslTurn.Reason.CREDENTIALS);
        }
        verdict = Verdicts.of(authenticator, authenticator.storedName(user), header.authorizationId(), mechanism);
        if (!(verdict instanceof SaslTurn.Success)) {
            return verdict;
        }
        at = At.ACKNOWLEDGED;
        byte[] signature = Scram.mac(hash, Octets.array(keys.serverKey()), authMessage);
        return SaslTurn.Challenge.of("v=" + Octets.base64(signature));
    }

    /** ClientKey := proof XOR HMAC(StoredKey, AuthMessage); H(ClientKey) must be StoredKey. */
    private boolean fits(byte[] proof, String authMessage) {
        byte[] storedKey = Octets.array(keys.storedKey());
        byte[] clientKey = Scram.mac(hash, storedKey, authMessage);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < proof.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(Scram.digest(hash, clientKey), storedKey);
    }

    private byte[] expectedBinding() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(gs2Text.getBytes(StandardCharsets.UTF_8));
        if (header.binds()) {
            bindings.binding(header.bindingType()).ifPresent(data -> octets.writeBytes(Octets.array(data)));
        }
        return octets.toByteArray();
    }

    /** RFC 5802 §2.1: of several texts for the same octets only the one that an encoder writes. */
    private static Optional<byte[]> canonical(String base64) {
        return Octets.fromBase64(base64).filter(octets -> Octets.base64(octets).equals(base64));
    }

    /** RFC 5802 §5.1: what {@code m} asks for must be understood, and nobody has said yet what that is. */
    private static boolean extended(String[] attributes) {
        return Arrays.stream(attributes).anyMatch(attribute -> attribute.startsWith("m="));
    }

    private static boolean printable(String nonce) {
        return !nonce.isEmpty() && nonce.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }
}
