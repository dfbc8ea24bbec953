package org.pennypost.server.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;

class RecognitionTest {
    @TempDir
    Path directory;

    @Test
    void onlyTheSamePasswordOfTheSameUserIsRecognized() {
        Recognition recognition = new Recognition(new byte[] {1});
        recognition.remember("anna", Password.of("one"));
        assertTrue(recognition.recognizes("anna", Password.of("one")));
        assertFalse(recognition.recognizes("anna", Password.of("two")));
        assertFalse(recognition.recognizes("ann", Password.of("one")));
        assertFalse(recognition.recognizes("bert", Password.of("one")));
        recognition.remember("anna", Password.of("two"));
        assertFalse(recognition.recognizes("anna", Password.of("one")));
        assertEquals(1, recognition.size());
    }

    @Test
    void itIsBoundedAndForgetsWhoWasAwayLongest() {
        Recognition recognition = new Recognition(new byte[] {1});
        for (int i = 0; i < 10_000; i++) {
            recognition.remember("user" + i, Password.of("x"));
        }
        assertTrue(recognition.recognizes("user0", Password.of("x")));
        recognition.remember("one more", Password.of("x"));
        assertEquals(10_000, recognition.size());
        assertTrue(recognition.recognizes("user0", Password.of("x")));
        assertFalse(recognition.recognizes("user1", Password.of("x")));
    }

    @Test
    void anotherPasswordInTheFileEndsIt() throws Exception {
        UsersFile users = UsersFile.in(directory, new SecureRandom()::nextBytes);
        users.add("anna", Password.of("one"));
        FileAuthenticator logins =
                FileAuthenticator.over(users, FileStamp.precise(users.path()), Set.of(), new SecureRandom()::nextBytes);
        for (int i = 0; i < 2; i++) {
            assertEquals(Optional.of("anna"), logins.verify("Anna", Password.of("one")));
            assertEquals(Optional.empty(), logins.verify("anna", Password.of("two")));
        }
        users.password("anna", Password.of("two"));
        assertEquals(Optional.empty(), logins.verify("anna", Password.of("one")));
        assertEquals(Optional.of("anna"), logins.verify("anna", Password.of("two")));
        users.remove("anna");
        assertEquals(Optional.empty(), logins.verify("anna", Password.of("two")));
    }
}
