package org.pennypost.smtp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.smtp.SmtpClient;

/** Logging in without telling the password. */
class ScramLoginTest {
    private static final ClientSetup.Credentials OWN = new ClientSetup.Credentials("user", Password.of("pencil"));
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String CHALLENGE =
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    // RFC 7677 §3
    @Test
    void theExampleOfTheRfc() {
        ScramLogin login = new ScramLogin(ScramKeys.Hash.SHA_256, OWN, NONCE);
        assertEquals("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", login.first());
        assertEquals(
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                login.last(CHALLENGE));
        assertTrue(login.isProof("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        assertFalse(login.isProof("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        assertFalse(login.isProof("e=invalid-proof"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOx,s=***,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=999999999",
                "m=x,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
            })
    void aServerThatWantsTooLittleOrTooMuchGetsNoProof(String challenge) {
        ScramLogin login = new ScramLogin(ScramKeys.Hash.SHA_256, OWN, NONCE);
        assertThrows(SyntaxException.class, () -> login.last(challenge));
        assertFalse(login.isProof("v="));
    }

    // RFC 4954 §4
    @Test
    void isPreferredToTellingIt() {
        Script script = new Script(
                SmtpClient.named("me.example").login(OWN.with(octets -> Arrays.fill(octets, (byte) 0))),
                Script.mail("Subject: x\r\n", "b@example.org"));
        script.server("220 mx.example.org")
                .server("250-mx.example.org", "250 AUTH LOGIN PLAIN SCRAM-SHA-1 SCRAM-SHA-256")
                .client("EHLO me.example", "AUTH SCRAM-SHA-256 " + base64("n,,n=user,r=AAAAAAAAAAAAAAAAAAAAAAAA"));
        script.server("334 " + base64("r=AAAAAAAAAAAAAAAAAAAAAAAAx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));
        script.server("235 2.7.0 welcome");
        assertEquals("DEFERRED CONNECTION 4.7.0", script.outcomes(), "who proves nothing gets nothing");
    }

    // RFC4954-4-ag
    @Test
    void aChallengeThatIsNoneEndsTheLogin() {
        for (String challenge : List.of("334 ***", "334 " + base64("r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"))) {
            Script script = new Script(
                    SmtpClient.named("me.example").login(OWN.with(octets -> Arrays.fill(octets, (byte) 0))),
                    Script.mail("Subject: x\r\n", "b@example.org"));
            script.server("220 mx.example.org").server("250-mx.example.org", "250 AUTH SCRAM-SHA-256");
            assertEquals("*", script.server(challenge).last());
            assertEquals("QUIT", script.server("501 5.5.2 as you wish").last());
            assertEquals("DEFERRED CONNECTION 4.7.0", script.outcomes());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
