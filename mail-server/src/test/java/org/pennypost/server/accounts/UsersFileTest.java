package org.pennypost.server.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pennypost.core.account.Password;
import org.pennypost.core.account.Scram;
import org.pennypost.core.account.ScramKeys;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.StoreException;

class UsersFileTest {
    /** The user of RFC 7677 §3, whose password is "pencil". */
    private static final String PENCIL = "{SCRAM-SHA-256}4096,W22ZaJ0SNY7soEsUEjb6gQ==,"
            + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    @TempDir
    Path directory;

    @Test
    void aUserIsAddedChangedAndRemoved() throws Exception {
        UsersFile users = users();
        assertTrue(users.add("anna", Password.of("one")));
        assertFalse(users.add("Anna", Password.of("other")));
        FileAuthenticator logins = logins(users);
        assertEquals(Optional.of("anna"), logins.verify("ANNA", Password.of("one")));
        assertTrue(users.password("anna", Password.of("two")));
        assertEquals(Optional.empty(), logins.verify("anna", Password.of("one")));
        assertEquals(Optional.of("anna"), logins.verify("anna@Localhost", Password.of("two")));
        assertEquals(Optional.empty(), logins.verify("anna@example.org", Password.of("two")));
        assertTrue(users.remove("ANNA"));
        assertFalse(users.remove("anna"));
        assertEquals(Optional.empty(), logins.verify("anna", Password.of("two")));
    }

    // RFC5802-2.2-a RFC5802-3-b RFC5802-9-a RFC4616-2-h RFC7677-4-b
    /** RFC 5802 §3: what is written is no password, and made of what SASLprep makes of it. */
    @Test
    void aPasswordIsKeptAsKeysOfItsPreparedForm() throws Exception {
        UsersFile users = users();
        users.add("anna", Password.of("gru\u00df u\u0308"));
        users.add("bert", Password.of("gru\u00df \u00fc"));
        String text = Files.readString(users.path());
        assertFalse(text.contains("gru"), text);
        ScramKeys keys = logins(users).scramKeys("anna", ScramKeys.Hash.SHA_256).orElseThrow();
        assertTrue(keys.iterations() >= 4096);
        byte[] salt = new byte[keys.salt().remaining()];
        keys.salt().duplicate().get(salt);
        assertEquals(keys, Scram.keys(keys.hash(), Password.of("gru\u00df \u00fc"), salt, keys.iterations()));
        assertNotEquals(
                keys.salt(),
                logins(users)
                        .scramKeys("bert", ScramKeys.Hash.SHA_256)
                        .orElseThrow()
                        .salt());
    }

    // RFC4616-2-f
    @Test
    void aPasswordInClearIsComparedAsSaslPrepPrepares() throws Exception {
        Files.writeString(directory.resolve("users"), "anna:{PLAIN}gru\u00df \u00fc\nbert:{PLAIN}gru\u00df u\u0308\n");
        FileAuthenticator logins = logins(users());
        for (String name : List.of("anna", "bert")) {
            assertEquals(Optional.of(name), logins.verify(name, Password.of("gru\u00df u\u0308")));
            assertEquals(Optional.of(name), logins.verify(name, Password.of("gru\u00df \u00fc")));
            assertEquals(Optional.empty(), logins.verify(name, Password.of("gru\u00df u")));
        }
    }

    @Test
    void aFileThatIsGoneForAMomentMeansTryAgainLater() throws Exception {
        UsersFile users = users();
        users.add("anna", Password.of("one"));
        users.quota("anna", Optional.of(new QuotaLimits(1000, QuotaLimits.UNLIMITED)));
        FileAuthenticator logins = logins(users);
        List<Set<String>> bounded = new ArrayList<>();
        logins.tellQuotas(quotas -> bounded.add(quotas.keySet()));
        Files.move(users.path(), directory.resolve("elsewhere"));
        assertEquals(
                StoreException.Reason.UNAVAILABLE,
                assertThrows(StoreException.class, () -> logins.storedName("anna"))
                        .reason());
        Files.move(directory.resolve("elsewhere"), users.path());
        assertEquals(Optional.of("anna"), logins.storedName("anna"));
        assertEquals(List.of(Set.of("anna")), bounded);
    }

    // RFC7293-5-c, RFC7293-9-a
    @Test
    void aNameThatWasAnothersIsKnown() throws Exception {
        UsersFile users = users();
        users.add("anna", Password.of("one"));
        assertEquals(Optional.empty(), users.ownedSince("anna"));
        users.remove("anna");
        assertTrue(users.ownedSince("anna").isPresent(), "the latest time at which it may have been given again");
        Instant before = Instant.now();
        users.add("Anna", Password.of("two"));
        Instant since = users.ownedSince("anna").orElseThrow();
        assertFalse(since.isBefore(before));
        assertEquals(Optional.of(since), users().ownedSince("ANNA"));
        assertEquals(Optional.empty(), users.ownedSince("bert"));
    }

    @Test
    void whatOthersWroteIsKept() throws IOException {
        List<String> lines = List.of(
                "# the first",
                "tim:{PLAIN}tanstaaf:1000:1000::/home/tim::userdb_quota_rule=*:storage=1G",
                "",
                "eve:{BLF-CRYPT}$2y$05$abc:::",
                "user:" + PENCIL);
        Files.write(directory.resolve("users"), lines);
        users().add("zoe", Password.of("z"));
        List<String> after = Files.readAllLines(directory.resolve("users"));
        assertEquals(lines, after.subList(0, 5));
        assertTrue(after.get(5).matches("zoe:\\{SCRAM-SHA-256\\}[0-9]{5},.{24},.{44},.{44}"), after.get(5));
        assertEquals(List.of("tim", "eve", "user", "zoe"), users().names());
    }

    @Test
    void whoWasTheOnlyUserLeavesNothing() throws IOException {
        users().add("anna", Password.of("one"));
        users().remove("anna");
        assertEquals(List.of(), users().names());
        users().add("zoe", Password.of("z"));
        assertEquals(1, Files.readAllLines(directory.resolve("users")).size());
    }

    @Test
    void dovecotsSchemesAreUnderstood() throws Exception {
        Files.write(
                directory.resolve("users"),
                List.of(
                        "tim:{plain}tanstaaf:1000:1000",
                        "user:" + PENCIL,
                        "eve:{MD5-CRYPT}x",
                        "odd:{SCRAM-SHA-256}1,2"));
        FileAuthenticator logins = logins(users());
        assertEquals(Optional.of("tim"), logins.verify("tim", Password.of("tanstaaf")));
        assertEquals(Optional.of("user"), logins.verify("user", Password.of("pencil")));
        assertEquals(Optional.empty(), logins.verify("user", Password.of("Pencil")));
        assertEquals(Optional.empty(), logins.verify("eve", Password.of("x")));
        assertEquals(Optional.empty(), logins.verify("odd", Password.of("")));
        assertEquals(
                4096,
                logins.scramKeys("user", ScramKeys.Hash.SHA_256).orElseThrow().iterations());
        assertTrue(logins.scramKeys("user", ScramKeys.Hash.SHA_1).isEmpty());
        assertTrue(logins.scramKeys("tim", ScramKeys.Hash.SHA_1).isPresent());
        assertTrue(logins.plainPassword("tim").isPresent());
        assertTrue(logins.plainPassword("user").isEmpty());
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        users().add("anna", Password.of("one"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("users"))));
    }

    @Test
    void manyAtOnceLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Boolean>> additions = IntStream.range(0, 20)
                .mapToObj(i -> (Callable<Boolean>) () -> users().add("user" + i, Password.of("x")))
                .toList();
        for (var added : threads.invokeAll(additions)) {
            assertTrue(added.get());
        }
        threads.shutdown();
        assertEquals(20, users().names().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "../x", "a/b", ".a", "a@", "a\nb", "\"a\"", "a\\b", "@b", "a..b"})
    void namesThatAreNoLocalPartsAreRefused(String name) {
        assertTrue(UsersFile.fault(name).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "anna.b", "anna+lists", "anna@example.org", "zo\u00eb", "a-b_c"})
    void namesThatAreLocalPartsAreTaken(String name) {
        assertEquals(Optional.empty(), UsersFile.fault(name));
    }

    @Test
    void nothingSecretIsPrinted() {
        assertFalse(UserLine.parse("tim:{PLAIN}tanstaaf").toString().contains("tanstaaf"));
        assertFalse(UserLine.parse("tim:{X}tanstaaf").toString().contains("tanstaaf"));
    }

    private UsersFile users() {
        return UsersFile.in(directory, new SecureRandom()::nextBytes);
    }

    private static FileAuthenticator logins(UsersFile users) {
        return FileAuthenticator.over(
                users, FileStamp.precise(users.path()), Set.of("localhost"), false, new SecureRandom()::nextBytes);
    }
}
