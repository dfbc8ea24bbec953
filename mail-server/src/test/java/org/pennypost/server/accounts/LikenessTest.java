package org.pennypost.server.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.account.ScramKeys.Hash;
import org.pennypost.core.mailbox.StoreException;

/** RFC 5802 §9: a stranger cannot tell by asking who has an account. */
class LikenessTest {
    private static final String KEYS = "W22ZaJ0SNY7soEsUEjb6gQ==,WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,"
            + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    @TempDir
    Path data;

    @Test
    void eachNameHasASaltOfItsOwnForEver() throws Exception {
        String[] lines = {"anna:{PLAIN}x", "bert:{PLAIN}x"};
        assertNotEquals(salt("anna", lines), salt("bert", lines));
        for (String name : List.of("anna", "nobody")) {
            ByteBuffer salt = salt(name, lines);
            assertEquals(16, salt.remaining());
            for (String spelling : List.of(name, name.toUpperCase(Locale.ROOT), name + "@localhost")) {
                assertEquals(salt, salt(spelling, lines), "after a restart too");
            }
        }
    }

    @Test
    void nobodyHasTheIterationsOfSomebody() throws Exception {
        assertEquals(Set.of(15_000), iterationsOfNobody());
        assertEquals(Set.of(4096), iterationsOfNobody("anna:{SCRAM-SHA-256}4096," + KEYS));
        assertEquals(
                Set.of(4096, 5000, 15_000),
                iterationsOfNobody(
                        "anna:{SCRAM-SHA-256}4096," + KEYS, "bert:{SCRAM-SHA-256}5000," + KEYS, "cora:{PLAIN}x"));
    }

    @Test
    void noProofFitsNobody() throws Exception {
        FileAuthenticator users = users("anna:{PLAIN}x");
        assertEquals(Optional.empty(), users.scramKeys("nobody", Hash.SHA_256));
        ScramKeys decoy = users.decoyKeys("nobody", Hash.SHA_256).orElseThrow();
        assertEquals(32, decoy.storedKey().remaining());
        assertEquals(Optional.empty(), users.verify("nobody", Password.of("")));
        assertEquals(Optional.empty(), users("").verify("nobody", Password.of("")));
    }

    @Test
    void whatCostsALoginAnotherTimeIsAKindOfItsOwn() {
        List<Secret> kinds = Likeness.kinds(Stream.of(
                        "{PLAIN}x",
                        "{PLAIN}y",
                        "{X}unknown",
                        "{SCRAM-SHA-256}4096," + KEYS,
                        "{SCRAM-SHA-256}5000," + KEYS,
                        "{BLF-CRYPT}$2y$05$wfQ5a3GR.js4yQZDjzMNo.KW0rkI/0v2gAmvn80.uwyww2kICMvMa",
                        "{BLF-CRYPT}$2y$05$bbb5a3GR.js4yQZDjzMNo.KW0rkI/0v2gAmvn80.uwyww2kICMvMa",
                        "{BLF-CRYPT}$2y$10$wfQ5a3GR.js4yQZDjzMNo.KW0rkI/0v2gAmvn80.uwyww2kICMvMa")
                .map(Secret::parse)
                .toList());
        assertEquals(5, kinds.size(), kinds.toString());
    }

    private Set<Integer> iterationsOfNobody(String... lines) throws Exception {
        FileAuthenticator users = users(lines);
        return IntStream.range(0, 100)
                .mapToObj(i -> decoy(users, "nobody" + i).iterations())
                .collect(Collectors.toSet());
    }

    private static ScramKeys decoy(FileAuthenticator users, String name) {
        try {
            return users.decoyKeys(name, Hash.SHA_256).orElseThrow();
        } catch (StoreException trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    private ByteBuffer salt(String name, String... lines) throws Exception {
        FileAuthenticator users = users(lines);
        Optional<ScramKeys> keys = users.scramKeys(name, Hash.SHA_256);
        assertTrue(keys.isPresent() || name.startsWith("nobody") || name.startsWith("NOBODY"));
        return keys.isPresent() ? keys.get().salt() : decoy(users, name).salt();
    }

    private FileAuthenticator users(String... lines) throws Exception {
        Files.write(data.resolve("users"), List.of(lines));
        return FileAuthenticator.over(
                UsersFile.in(data, new SecureRandom()::nextBytes), Set.of("localhost"), new SecureRandom()::nextBytes);
    }
}
