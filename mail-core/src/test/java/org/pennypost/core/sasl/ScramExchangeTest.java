package org.pennypost.core.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.account.ScramKeys.Hash;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;

class ScramExchangeTest {
    private static final Peer.Endpoint FAR = new Peer.Endpoint("192.0.2.7", 4711);
    private static final Peer.Endpoint HERE = new Peer.Endpoint("192.0.2.1", 143);
    private static final ByteBuffer END_POINT =
            ByteBuffer.wrap("hash of the certificate".getBytes(StandardCharsets.US_ASCII));

    private final Surroundings surroundings =
            new Surroundings("mail.example", InstantSource.fixed(Instant.EPOCH), octets -> {});
    private final MemoryAuthenticator users =
            new MemoryAuthenticator().user("user", "pencil").user("a,b=c", "x");
    private String extension = "";
    private UnaryOperator<String> spoil = message -> message;
    private final Peer clear = Peer.inClear("c1", FAR, HERE);
    private final Peer secured = clear.secured(new Peer.Tls(
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            "",
            List.of(),
            type -> type.equals("tls-server-end-point") ? Optional.of(END_POINT) : Optional.empty()));

    // RFC5802-2.2-c RFC5802-3-e
    /** RFC 5802 §5: the keys behind the example conversation, whose proof and signature are checked with them. */
    @Test
    void arithmeticOfSha1GivesTheProofOfRfc5802() {
        byte[] salt = Base64.getDecoder().decode("QSXCR+Q6sek8bf92");
        ScramKeys keys = Scram.keys(Hash.SHA_1, Password.of("pencil"), salt, 4096);
        String authMessage = "n=user,r=fyko+d2lbbFgONRv9qkxdawL,"
                + "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096,"
                + "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j";
        assertEquals("v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=", proof(keys, Password.of("pencil"), authMessage));
        assertEquals(
                "rmF9pqV8S7suAoZWja4dJRkFsKQ=",
                Octets.base64(Scram.mac(Hash.SHA_1, Octets.array(keys.serverKey()), authMessage)));
    }

    // RFC7677-3-a
    /** RFC 7677 §3. */
    @Test
    void arithmeticOfSha256GivesTheProofOfRfc7677() {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        ScramKeys keys = Scram.keys(Hash.SHA_256, Password.of("pencil"), salt, 4096);
        String authMessage = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        assertEquals("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", proof(keys, Password.of("pencil"), authMessage));
        assertEquals(
                "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
                Octets.base64(Scram.mac(Hash.SHA_256, Octets.array(keys.serverKey()), authMessage)));
    }

    // RFC5802-3-c RFC5802-3-d RFC5802-4-a RFC5802-5-b RFC5802-5.1-c
    @Test
    void everyHashLogsIn() throws StoreException {
        for (Hash hash : Hash.values()) {
            SaslTurn turn = run("SCRAM-" + hash.digest(), clear, "n,,", "user", "pencil", new byte[0]);
            assertEquals(new SaslTurn.Success(new Login("user", "user", "SCRAM-" + hash.digest())), turn);
        }
    }

    /** RFC 5802 §7 saslname. */
    @Test
    void commaAndEqualsInTheNameAreQuoted() throws StoreException {
        assertTrue(run("SCRAM-SHA-256", clear, "n,,", "a=2Cb=3Dc", "x", new byte[0]) instanceof SaslTurn.Success);
    }

    // RFC5802-3-a RFC5802-5.1-d RFC5802-5.1-f
    /** RFC 5802 §5.1: the hash is one of the octets that came, whatever SASLprep makes of them. */
    @Test
    void namesAndPasswordsAreUtf8AndPrepared() throws StoreException {
        users.user("j\u00fcrgen", "gru\u00df \u00fc");
        for (String name : List.of("j\u00fcrgen", "ju\u0308rgen", "j\u00fcr\u00adgen")) {
            SaslTurn turn = run("SCRAM-SHA-256", clear, "n,,", name, "gru\u00df u\u0308", new byte[0]);
            assertEquals(new SaslTurn.Success(new Login("j\u00fcrgen", "j\u00fcrgen", "SCRAM-SHA-256")), turn);
        }
    }

    // RFC5802-5.1-e
    @Test
    void aNameThatCannotBePreparedEndsTheExchange() throws StoreException {
        for (String name : List.of("bell\u0007", "\u00ad", "\ufffd")) {
            assertEquals(SaslTurn.failure(SaslTurn.Reason.MALFORMED), first("n,,n=" + name + ",r=nonce"));
        }
        assertTrue(first("n,,n=\u0378,r=nonce") instanceof SaslTurn.Challenge, "a query may have what is unassigned");
    }

    // RFC5802-5-a RFC5802-5.1-a RFC5802-5.1-g
    @Test
    void attributesHaveTheirCaseAndTheirOrder() throws StoreException {
        for (String message : List.of(
                "x,,n=user,r=nonce",
                "N,,n=user,r=nonce",
                "F,n,,n=user,r=nonce",
                ",,n=user,r=nonce",
                "n,,N=user,r=nonce",
                "n,,n=user,R=nonce",
                "n,,r=nonce,n=user",
                "n,,m=x,n=user,r=nonce",
                "n,,x=1,n=user,r=nonce",
                "n,,n=us=er,r=nonce",
                "n,,n=user=2,r=nonce",
                "n,,n=user=2E,r=nonce")) {
            assertEquals(SaslTurn.failure(SaslTurn.Reason.MALFORMED), first(message), message);
        }
    }

    // RFC5802-5.1-i
    @Test
    void theNonceIsPrintableAndNeverTheSame() throws StoreException {
        AtomicInteger counter = new AtomicInteger();
        Surroundings counting = new Surroundings("mail.example", InstantSource.fixed(Instant.EPOCH), octets -> {
            Arrays.fill(octets, (byte) counter.incrementAndGet());
        });
        Sasl sasl = Sasl.with(users, ClearTextPolicy.NEVER, counting);
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 250; i++) {
            SaslTurn turn = sasl.begin("SCRAM-SHA-256", clear).orElseThrow().respond(octets("n,,n=user,r=nonce"));
            String nonce = Octets.text(((SaslTurn.Challenge) turn).octets()).split(",s=")[0];
            assertTrue(nonce.matches("r=nonce[!-+\\--~]{20,}"), nonce);
            assertTrue(nonces.add(nonce), nonce);
        }
    }

    // RFC5802-2.1-a RFC5802-5.1-j RFC5802-5.1-k
    /** RFC 5802 §5.1: the proof is right in all of these. */
    @Test
    void theFinalMessageHasTheNonceAndTheHeaderInTheirPlace() throws StoreException {
        Map<UnaryOperator<String>, SaslTurn.Reason> spoilt = Map.of(
                message -> message + "x", SaslTurn.Reason.CREDENTIALS,
                message -> message.replaceFirst("r=.*", "r=nonce"), SaslTurn.Reason.CREDENTIALS,
                message -> message.replaceFirst("c=[^,]*", "c="), SaslTurn.Reason.CREDENTIALS,
                message -> message.replaceFirst("c=[^,]*", "c=eSws"), SaslTurn.Reason.CREDENTIALS,
                message -> message.replaceFirst("c=biws", "c=bi ws"), SaslTurn.Reason.MALFORMED,
                message -> message.replaceFirst("c=[^,]*,", ""), SaslTurn.Reason.MALFORMED,
                message -> message.replaceFirst("c=", "C="), SaslTurn.Reason.MALFORMED,
                message -> message.replaceFirst("(c=.*),(r=.*)", "$2,$1"), SaslTurn.Reason.MALFORMED);
        for (Map.Entry<UnaryOperator<String>, SaslTurn.Reason> one : spoilt.entrySet()) {
            spoil = one.getKey();
            assertEquals(
                    SaslTurn.failure(one.getValue()),
                    run("SCRAM-SHA-256", clear, "n,,", "user", "pencil", new byte[0]),
                    spoil.apply("c=biws,r=nonce"));
        }
        spoil = message -> message.replaceFirst("c=[^,]*", "c=bixhPXVzZXIs"); // n,a=user,
        assertTrue(run("SCRAM-SHA-256", clear, "n,a=user,", "user", "pencil", new byte[0]) instanceof SaslTurn.Success);
        spoil = message -> message.replaceFirst("c=[^,]*", "c=bixhPXVzZXJzLB=="); // the last bits count for nothing
        users.user("users", "pencil");
        assertEquals(
                SaslTurn.failure(SaslTurn.Reason.MALFORMED),
                run("SCRAM-SHA-256", clear, "n,a=users,", "users", "pencil", new byte[0]));
    }

    // RFC5802-5-c RFC5802-5.1-b
    /** RFC 5802 §5: who may not act as another gets no proof of ours. */
    @Test
    void actingAsAnotherIsDecidedBeforeTheLastMessage() throws StoreException {
        assertEquals(
                SaslTurn.failure(SaslTurn.Reason.AUTHORIZATION),
                run("SCRAM-SHA-256", clear, "n,a=a=2Cb=3Dc,", "user", "pencil", new byte[0]));
        assertEquals(
                SaslTurn.failure(SaslTurn.Reason.AUTHORIZATION),
                run("SCRAM-SHA-256", clear, "n,a=bell\u0007,", "user", "pencil", new byte[0]));
        assertEquals(
                SaslTurn.failure(SaslTurn.Reason.CREDENTIALS),
                run("SCRAM-SHA-256", clear, "n,a=user,", "user", "pen", new byte[0]));
        assertTrue(run("SCRAM-SHA-256", clear, "n,a=user,", "user", "pencil", new byte[0]) instanceof SaslTurn.Success);
    }

    // RFC5802-5.1-h RFC5802-5.1-o RFC5802-5.1-q
    /** RFC 5802 §5.1: m MUST cause failure; §7 extensions: others may be left aside. */
    @Test
    void mandatoryExtensionFailsAndOthersDoNot() throws StoreException {
        extension = ",x=1";
        assertTrue(run("SCRAM-SHA-256", clear, "n,,", "user", "pencil", new byte[0]) instanceof SaslTurn.Success);
        extension = ",m=1";
        assertEquals(
                SaslTurn.failure(SaslTurn.Reason.MALFORMED),
                run("SCRAM-SHA-256", clear, "n,,", "user", "pencil", new byte[0]));
        SaslExchange exchange = Sasl.with(users, ClearTextPolicy.NEVER, surroundings)
                .begin("SCRAM-SHA-256", clear)
                .orElseThrow();
        assertEquals(SaslTurn.failure(SaslTurn.Reason.MALFORMED), exchange.respond(octets("n,,n=user,r=nonce,m=1")));
        assertTrue(first("n,,n=user,r=nonce,x=1,Y=z") instanceof SaslTurn.Challenge);
    }

    @Test
    void wrongPasswordAndUnknownUserFailAlike() throws StoreException {
        SaslTurn wrong = run("SCRAM-SHA-256", clear, "n,,", "user", "pen", new byte[0]);
        assertEquals(SaslTurn.failure(SaslTurn.Reason.CREDENTIALS), wrong);
        assertEquals(wrong, run("SCRAM-SHA-256", clear, "n,,", "nobody", "pen", new byte[0]));
    }

    // RFC5802-5.1-l RFC5802-5.1-m RFC7677-3-b
    /** RFC 5802 §9. */
    @Test
    void theChallengeTellsNotWhoHasAnAccount() throws StoreException {
        for (String name : List.of("user", "nobody")) {
            for (String protocol : List.of("imap", "pop")) {
                Sasl sasl = Sasl.with(users, ClearTextPolicy.NEVER, surroundings);
                SaslExchange exchange = sasl.begin("SCRAM-SHA-256", clear).orElseThrow();
                SaslTurn turn = exchange.respond(StandardCharsets.US_ASCII.encode("n,,n=" + name + ",r=nonce"));
                String challenge = Octets.text(((SaslTurn.Challenge) turn).octets());
                String salt = Octets.base64(("salt of " + name).getBytes(StandardCharsets.US_ASCII));
                assertTrue(challenge.endsWith(",s=" + salt + ",i=4096"), protocol + " " + challenge);
            }
        }
    }

    // RFC5802-6-e RFC5802-6.1-c
    @Test
    void aBindingThatWeDoNotHaveIsRefused() throws StoreException {
        for (String type : List.of("tls-unique", "tls-exporter", "x")) {
            assertEquals(
                    SaslTurn.failure(SaslTurn.Reason.MALFORMED),
                    run("SCRAM-SHA-256-PLUS", secured, "p=" + type + ",,", "user", "pencil", Octets.array(END_POINT)));
        }
    }

    // RFC5802-7-a
    @Test
    void bindingDataAreThereIfAndOnlyIfTheClientBinds() throws StoreException {
        byte[] data = Octets.array(END_POINT);
        SaslTurn wrong = SaslTurn.failure(SaslTurn.Reason.CREDENTIALS);
        assertEquals(
                wrong, run("SCRAM-SHA-256-PLUS", secured, "p=tls-server-end-point,,", "user", "pencil", new byte[0]));
        assertEquals(wrong, run("SCRAM-SHA-256", secured, "n,,", "user", "pencil", data));
        assertEquals(wrong, run("SCRAM-SHA-256", clear, "y,,", "user", "pencil", data));
    }

    // RFC5802-6-f
    /** RFC 5802 §6. */
    @Test
    void plusFormIsBoundToTheChannel() throws StoreException {
        byte[] data = Octets.array(END_POINT);
        SaslTurn turn = run("SCRAM-SHA-256-PLUS", secured, "p=tls-server-end-point,,", "user", "pencil", data);
        assertTrue(turn instanceof SaslTurn.Success);
        byte[] another = "hash of another certificate".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                SaslTurn.failure(SaslTurn.Reason.CREDENTIALS),
                run("SCRAM-SHA-256-PLUS", secured, "p=tls-server-end-point,,", "user", "pencil", another));
    }

    // RFC5802-6-d
    /** RFC 5802 §6: a client that supports binding and was told that we do not has been lied to. */
    @Test
    void downgradeIsNoticed() throws StoreException {
        assertEquals(
                SaslTurn.failure(SaslTurn.Reason.MALFORMED),
                run("SCRAM-SHA-256", secured, "y,,", "user", "pencil", new byte[0]));
        assertTrue(run("SCRAM-SHA-256", clear, "y,,", "user", "pencil", new byte[0]) instanceof SaslTurn.Success);
    }

    /** RFC 5802 §6: a client that can bind says y where we do not announce it, and that is no lie on the line. */
    @Test
    void bindingCanBeLeftAside() throws StoreException {
        Sasl aside = Sasl.with(users, ClearTextPolicy.NEVER, surroundings).channelBinding(false);
        assertEquals(
                List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"),
                aside.offered(secured));
        assertTrue(aside.begin("SCRAM-SHA-256-PLUS", secured).isEmpty());
        SaslExchange exchange = aside.begin("SCRAM-SHA-256", secured).orElseThrow();
        assertTrue(
                exchange.respond(StandardCharsets.US_ASCII.encode("y,,n=user,r=nonce")) instanceof SaslTurn.Challenge);
    }

    // RFC5802-4-b RFC5802-6-a RFC5802-6-b
    @Test
    void plusIsOfferedOnlyWhereThereIsABinding() {
        Sasl sasl = Sasl.with(users, ClearTextPolicy.NEVER, surroundings);
        assertEquals(List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5"), sasl.offered(clear));
        assertEquals(
                List.of(
                        "SCRAM-SHA-512-PLUS",
                        "SCRAM-SHA-256-PLUS",
                        "SCRAM-SHA-1-PLUS",
                        "SCRAM-SHA-512",
                        "SCRAM-SHA-256",
                        "SCRAM-SHA-1",
                        "CRAM-MD5",
                        "PLAIN",
                        "LOGIN"),
                sasl.offered(secured));
    }

    private SaslTurn first(String message) throws StoreException {
        return Sasl.with(users, ClearTextPolicy.NEVER, surroundings)
                .begin("SCRAM-SHA-256", clear)
                .orElseThrow()
                .respond(octets(message));
    }

    /** A client, written from RFC 5802 §3 and §5. */
    private SaslTurn run(String mechanism, Peer peer, String gs2, String name, String password, byte[] binding)
            throws StoreException {
        Sasl sasl = Sasl.with(users, ClearTextPolicy.NEVER, surroundings);
        SaslExchange exchange = sasl.begin(mechanism, peer).orElseThrow();
        String bare = "n=" + name + ",r=nonce";
        SaslTurn first = exchange.respond(octets(gs2 + bare));
        if (!(first instanceof SaslTurn.Challenge)) {
            return first;
        }
        String serverFirst = Octets.text(((SaslTurn.Challenge) first).octets());
        String[] attributes = serverFirst.split(",");
        byte[] salt = Base64.getDecoder().decode(attributes[1].substring(2));
        int iterations = Integer.parseInt(attributes[2].substring(2));
        Hash hash = Arrays.stream(Hash.values())
                .filter(one -> mechanism.startsWith("SCRAM-" + one.digest()))
                .findFirst()
                .orElseThrow();
        byte[] header = gs2.getBytes(StandardCharsets.UTF_8);
        ByteBuffer cbind = ByteBuffer.allocate(header.length + binding.length);
        cbind.put(header).put(binding);
        String withoutProof = spoil.apply("c=" + Octets.base64(cbind.array()) + "," + attributes[0] + extension);
        ScramKeys keys = Scram.keys(hash, Password.of(password), salt, iterations);
        String proof = proof(keys, Password.of(password), bare + "," + serverFirst + "," + withoutProof);
        SaslTurn last = exchange.respond(octets(withoutProof + ",p=" + proof));
        return last instanceof SaslTurn.Challenge ? exchange.respond(octets("")) : last;
    }

    private static String proof(ScramKeys keys, Password password, String authMessage) {
        byte[] salted = Scram.saltedPassword(keys.hash(), password, Octets.array(keys.salt()), keys.iterations());
        byte[] clientKey = Scram.mac(keys.hash(), salted, "Client Key");
        byte[] signature = Scram.mac(keys.hash(), Octets.array(keys.storedKey()), authMessage);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= signature[i];
        }
        return Octets.base64(clientKey);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
