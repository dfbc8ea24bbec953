package org.pennypost.core.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.account.Password;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.mailbox.StoreException;

class MechanismsTest {
    private static final Peer NEAR =
            Peer.inClear("c1", new Peer.Endpoint("127.0.0.1", 4711), new Peer.Endpoint("127.0.0.1", 143));
    private static final Peer FAR =
            Peer.inClear("c2", new Peer.Endpoint("192.0.2.7", 4711), new Peer.Endpoint("192.0.2.1", 143));

    private final Surroundings surroundings = new Surroundings(
            "postoffice.example.net", InstantSource.fixed(Instant.ofEpochSecond(697170952)), octets -> {});
    private final MemoryAuthenticator users = new MemoryAuthenticator()
            .user("tim", "tanstaaftanstaaf")
            .user("jürgen", "gruß")
            .token("vF9dft4qmT", "tim");
    private final Sasl sasl = Sasl.with(users, ClearTextPolicy.LOOPBACK, surroundings);

    // RFC4616-2-a RFC4616-2-j
    /** RFC 4616 §4. */
    @Test
    void plainTakesNameAndPassword() throws StoreException {
        assertEquals(success("tim", "PLAIN"), begin("PLAIN").respond(octets("\0tim\0tanstaaftanstaaf")));
        assertEquals(success("jürgen", "PLAIN"), begin("plain").respond(octets("\0jürgen\0gruß")));
        assertEquals(failure(SaslTurn.Reason.CREDENTIALS), begin("PLAIN").respond(octets("\0tim\0wrong")));
        assertEquals(failure(SaslTurn.Reason.CREDENTIALS), begin("PLAIN").respond(octets("\0nobody\0")));
    }

    // RFC4616-2-b RFC4616-2-c
    /** RFC 4616 §2: exactly two NULs, a name between them. */
    @Test
    void plainRefusesWhatItsGrammarDoesNotHave() throws StoreException {
        for (String text : new String[] {"", "tim", "\0tim", "\0\0x", "\0tim\0x\0y"}) {
            assertEquals(failure(SaslTurn.Reason.MALFORMED), begin("PLAIN").respond(octets(text)));
        }
        ByteBuffer latin = ByteBuffer.wrap("\0j\u00fcrgen\0x".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(failure(SaslTurn.Reason.CREDENTIALS), begin("PLAIN").respond(latin)); // no UTF-8
    }

    // RFC4616-2-e
    /** RFC 4616 §2: the authorization identity. */
    @Test
    void actingAsSomebodyElseNeedsPermission() throws StoreException {
        assertEquals(
                failure(SaslTurn.Reason.AUTHORIZATION),
                begin("PLAIN").respond(octets("jürgen\0tim\0tanstaaftanstaaf")));
        assertEquals(success("tim", "PLAIN"), begin("PLAIN").respond(octets("tim\0tim\0tanstaaftanstaaf")));
    }

    // RFC4616-2-d
    @Test
    void plainTakesAsManyOctetsAsItMust() throws StoreException {
        String name = "n".repeat(255);
        String password = "p".repeat(255);
        users.user(name, password);
        assertEquals(success(name, "PLAIN"), begin("PLAIN").respond(octets(name + "\0" + name + "\0" + password)));
    }

    // RFC4616-2-f RFC4616-2-g
    /** RFC 4616 §2: here with letters and marks of their own, and a code point that nobody has assigned. */
    @Test
    void plainComparesAsSaslPrepPrepares() throws StoreException {
        users.user("zo\u00eb", "stra\u00dfe u\u0308");
        assertEquals(
                success("j\u00fcrgen", "PLAIN"),
                begin("PLAIN").respond(octets("\0ju\u0308rg\u00aden\0g\u00adru\u00df")));
        assertEquals(success("zo\u00eb", "PLAIN"), begin("PLAIN").respond(octets("\0zoe\u0308\0stra\u00dfe \u00fc")));
        users.user("ann", "x\u0378");
        assertEquals(success("ann", "PLAIN"), begin("PLAIN").respond(octets("\0ann\0x\u0378")));
    }

    // RFC4616-2-i
    @Test
    void plainFailsWithWhatCannotBePrepared() throws StoreException {
        users.user("bell\u0007", "x").user("ann", "x\u0007").user("eve", "").user("bob", "\ufffd");
        for (String text : List.of("\0bell\u0007\0x", "\0ann\0x\u0007", "\0eve\0", "\0eve\0\u00ad", "\0\u00ad\0x")) {
            assertEquals(failure(SaslTurn.Reason.CREDENTIALS), begin("PLAIN").respond(octets(text)), text);
        }
        ByteBuffer latin = ByteBuffer.wrap("\0bob\0\u00fc".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(failure(SaslTurn.Reason.CREDENTIALS), begin("PLAIN").respond(latin));
    }

    @Test
    void loginAsksForNameAndPassword() throws StoreException {
        SaslExchange exchange = begin("LOGIN");
        assertEquals(SaslTurn.Challenge.of("Username:"), exchange.respond(octets("")));
        assertEquals(SaslTurn.Challenge.of("Password:"), exchange.respond(octets("tim")));
        assertEquals(success("tim", "LOGIN"), exchange.respond(octets("tanstaaftanstaaf")));
    }

    /** RFC 2195 §2, with our own challenge. */
    @Test
    void cramMd5ChecksTheKeyedDigest() throws Exception {
        SaslExchange exchange = begin("CRAM-MD5");
        ByteBuffer challenge = ((SaslTurn.Challenge) exchange.respond(octets(""))).octets();
        assertTrue(Octets.text(challenge).endsWith(".697170952@postoffice.example.net>"));
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec("tanstaaftanstaaf".getBytes(StandardCharsets.UTF_8), "HmacMD5"));
        String digest = HexFormat.of().formatHex(mac.doFinal(Octets.array(challenge)));
        assertEquals(success("tim", "CRAM-MD5"), exchange.respond(octets("tim " + digest)));
    }

    // RFC7628-3-c RFC7628-3-d RFC7628-3.1-a RFC7628-3.2.2-a RFC7628-3.2.2-b
    /** RFC 7628 §4.1 and §4.3. */
    @Test
    void oauthBearerTakesTokensAndTellsFailuresInJson() throws StoreException {
        assertEquals(
                success("tim", "OAUTHBEARER"),
                begin("OAUTHBEARER").respond(octets("n,a=tim,\1host=x\1port=143\1auth=Bearer vF9dft4qmT\1\1")));
        SaslExchange exchange = begin("OAUTHBEARER");
        assertEquals(
                SaslTurn.Challenge.of("{\"status\":\"invalid_token\"}"),
                exchange.respond(octets("n,,\1auth=Bearer nonsense\1\1")));
        assertEquals(failure(SaslTurn.Reason.CREDENTIALS), exchange.respond(octets("\1")));
    }

    // RFC7628-3.1-b RFC7628-3.1-c RFC7628-3.1-d RFC7628-4-a
    @Test
    void oauthBearerReadsWhatItNeedsAndNothingElse() throws StoreException {
        String token = "auth=bEARER vF9dft4qmT\1";
        for (String pairs : List.of(token, "odd=x\1" + token, token + "port=0143\1host=\1mthd=GET\1")) {
            assertEquals(success("tim", "OAUTHBEARER"), begin("OAUTHBEARER").respond(octets("n,,\1" + pairs + "\1")));
        }
        for (String text : List.of(
                "\1",
                "n,,\1\1",
                "n,,\1host=x\1port=143\1\1",
                "n,,\1auth=\1\1",
                "n,,\1auth=Bearer \1\1",
                "n,,\1auth=MAC vF9dft4qmT\1\1",
                "p=tls-exporter,,\1" + token + "\1")) {
            assertEquals(
                    failure(SaslTurn.Reason.MALFORMED), begin("OAUTHBEARER").respond(octets(text)), text);
        }
    }

    // RFC7628-3.2-a RFC7628-3.2-c
    @Test
    void theTokenSaysWhoItIsAndTheServerWhoseMailHeMayRead() throws StoreException {
        users.user("eve", "x");
        for (String wished : List.of("eve", "j\u00fcrgen", "nobody")) {
            SaslExchange exchange = begin("OAUTHBEARER");
            SaslTurn told = exchange.respond(octets("n,a=" + wished + ",\1auth=Bearer vF9dft4qmT\1\1"));
            assertTrue(told instanceof SaslTurn.Challenge, wished);
            assertEquals(failure(SaslTurn.Reason.CREDENTIALS), exchange.respond(octets("\1")));
        }
        assertEquals(
                success("tim", "OAUTHBEARER"), begin("OAUTHBEARER").respond(octets("n,,\1auth=Bearer vF9dft4qmT\1\1")));
    }

    // RFC7628-3-a RFC7628-5-a
    @Test
    void tokensNeedAProtectedLine() {
        for (String mechanism : List.of("OAUTHBEARER", "XOAUTH2")) {
            assertFalse(sasl.offered(FAR).contains(mechanism));
            assertTrue(sasl.begin(mechanism, FAR).isEmpty());
            assertTrue(sasl.needsProtectedLine(mechanism));
        }
    }

    @Test
    void aWrongTokenCountsOnceWhetherTheClientAnswersOrNot() throws StoreException {
        List<String> failures = new ArrayList<>();
        Sasl watched = sasl.watching(new LoginWatch() {
            @Override
            public void attempt(Peer peer, String user) {
                // everybody may try
            }

            @Override
            public boolean admits(Peer peer, Login login) {
                return true;
            }

            @Override
            public boolean mayEnter(String user) {
                return true;
            }

            @Override
            public Duration failed(Peer peer, String user, String mechanism) {
                failures.add(user + " " + mechanism);
                return Duration.ofSeconds(failures.size());
            }
        });
        SaslExchange bearer = watched.begin("OAUTHBEARER", NEAR).orElseThrow();
        SaslTurn.Challenge told = (SaslTurn.Challenge) bearer.respond(octets("n,a=tim,\1auth=Bearer nonsense\1\1"));
        assertEquals(Duration.ofSeconds(1), told.delay());
        assertEquals(List.of("tim OAUTHBEARER"), failures);
        assertEquals(failure(SaslTurn.Reason.CREDENTIALS), bearer.respond(octets("\1")));
        watched.begin("XOAUTH2", NEAR).orElseThrow().respond(octets("user=tim\1auth=Bearer nonsense\1\1"));
        assertEquals(List.of("tim OAUTHBEARER", "tim XOAUTH2"), failures);
    }

    @Test
    void xoauth2TakesTokens() throws StoreException {
        assertEquals(
                success("tim", "XOAUTH2"), begin("XOAUTH2").respond(octets("user=tim\1auth=Bearer vF9dft4qmT\1\1")));
    }

    // RFC4616-1-a RFC4616-5-a
    /** RFC 8314 §4.1: no password on a line that others can read. */
    @Test
    void passwordsNeedAProtectedLine() {
        assertTrue(sasl.offered(NEAR).contains("PLAIN"));
        assertFalse(sasl.offered(FAR).contains("PLAIN"));
        assertTrue(sasl.begin("PLAIN", FAR).isEmpty());
        assertTrue(sasl.needsProtectedLine("plain"));
    }

    /** RFC 4505 §4: nobody is anonymous unless a server was told so. */
    @Test
    void anonymousIsRefusedByDefault() {
        assertTrue(sasl.begin("ANONYMOUS", NEAR).isEmpty());
    }

    @Test
    void passwordsDoNotPrintThemselves() {
        assertFalse(Password.of("tanstaaf").toString().contains("tan"));
    }

    @Property(tries = 300)
    void garbageIsRefusedAndNeverThrows(@ForAll @Size(max = 200) byte[] garbage) throws StoreException {
        for (String mechanism : sasl.offered(NEAR)) {
            SaslExchange exchange = begin(mechanism);
            for (int i = 0; i < 3; i++) {
                assertFalse(exchange.respond(ByteBuffer.wrap(garbage)) instanceof SaslTurn.Success);
            }
        }
    }

    private SaslExchange begin(String mechanism) {
        return sasl.begin(mechanism, NEAR).orElseThrow();
    }

    private static SaslTurn success(String user, String mechanism) {
        return new SaslTurn.Success(new Login(user, user, mechanism));
    }

    private static SaslTurn failure(SaslTurn.Reason reason) {
        return SaslTurn.failure(reason);
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
