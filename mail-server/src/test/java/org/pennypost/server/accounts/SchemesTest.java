package org.pennypost.server.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pennypost.core.account.Authenticator.Proof;
import org.pennypost.core.account.Password;
import org.pennypost.core.mailbox.QuotaLimits;

/** Passwords and rules of a users file that Dovecot has written or could have. */
class SchemesTest {
    private static final String BCRYPT = "{BLF-CRYPT}$2y$05$wfQ5a3GR.js4yQZDjzMNo.KW0rkI/0v2gAmvn80.uwyww2kICMvMa";

    @TempDir
    Path data;

    /** Made by doveadm pw and by openssl passwd. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pässword-1|{SHA512-CRYPT}$6$uqFpFDEQAD4x3Dbc$qHKjyBGSUOrzVaDlMPOQ7nQShd3evlVFDZbE6hP4Lvxceko/ZCn5/JOk/oorL2yaXqodm4W9UWWGnJUwV9Fnv.
                    pässword-1|{SHA256-CRYPT}$5$8tdvFh6N/QiC8zUC$IQoQVHujtlLzFc5Isqawak5huydJR3Y9IJS/SeuvwdA
                    pässword-1|{BLF-CRYPT}$2y$05$wfQ5a3GR.js4yQZDjzMNo.KW0rkI/0v2gAmvn80.uwyww2kICMvMa
                    pässword-1|{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$lciDJ2olBCY/zynmqz0TDQ$OV8ajnF6lvv9Bp46vgMqJOtGHux9nTuhy4Wp4Mv6M28
                    pässword-1|{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$MS6XD17vrjZgEPEnOgQn5Q$EMxWa6Kv5PJaLdG+q1JH0+0AoEaNnJwDeZ1zn8uArZ4
                    Hello world!|$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1
                    This is just a test|{CRYPT}$5$toolongsaltstrin$Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5
                    """)
    void passwordsOfOtherSchemesAreChecked(String password, String secret) throws Exception {
        FileAuthenticator users = users("anna:" + secret + ":1000:1000::/home/anna::");
        assertEquals(Optional.of("anna"), users.verify("anna", Password.of(password)));
        assertEquals(Optional.of("anna"), users.verify("anna", Password.of(password)), "and when it is recognized");
        assertEquals(Optional.empty(), users.verify("anna", Password.of(password + " ")));
        assertEquals(Optional.empty(), users.verify("nobody", Password.of(password)));
    }

    @Test
    void scramIsOfferedOnlyIfAllCanUseIt() throws Exception {
        assertFalse(users("anna:" + BCRYPT, "bert:{PLAIN}x").proofs().contains(Proof.SCRAM_SHA_256));
        assertTrue(users("bert:{PLAIN}x").proofs().contains(Proof.SCRAM_SHA_256));
    }

    @Test
    void whatWouldCostTooMuchIsNotComputed() throws Exception {
        FileAuthenticator users = users(
                "anna:{ARGON2ID}$argon2id$v=19$m=9999999,t=3,p=1$lciDJ2olBCY/zynmqz0TDQ$OV8ajnF6lvv9Bp46vgMqJOtGHux9nTuhy4Wp4Mv6M28",
                "bert:{BLF-CRYPT}$2y$31$wfQ5a3GR.js4yQZDjzMNo.KW0rkI/0v2gAmvn80.uwyww2kICMvMa");
        assertEquals(Optional.empty(), users.verify("anna", Password.of("x")));
        assertEquals(Optional.empty(), users.verify("bert", Password.of("x")));
    }

    // CVE-2016-20013: the work of crypt(3) grows with the square of what a stranger sends
    @Test
    void aPasswordOfMegabytesCostsNothing() throws Exception {
        FileAuthenticator users = users(
                "anna:$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1");
        Password huge = Password.of("x".repeat(1_000_000));
        for (String name : List.of("anna", "nobody")) {
            assertEquals(
                    Optional.empty(),
                    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> users.verify(name, huge)));
        }
        assertEquals(Optional.of("anna"), users.verify("anna", Password.of("Hello world!")));
    }

    @Test
    void extraFieldsOfDovecotCount() throws Exception {
        FileAuthenticator users = users(
                "anna:" + BCRYPT + "::::::userdb_quota_rule=*:storage=100M:messages=5 nologin",
                "bert:{PLAIN}x::::::userdb_pennypost_protocols=imap,smtp allow_nets=10.0.0.0/8",
                "cora:{PLAIN}x::::::userdb_quota_rule=*:storage=3",
                "dora:{PLAIN}x:1000:1000::/home/d::nologin=no");
        assertFalse(users.admits("anna", "imap"));
        assertTrue(users.admits("bert", "imap"));
        assertFalse(users.admits("bert", "pop"));
        assertTrue(users.admits("dora", "pop"));
        Map<String, QuotaLimits> quotas = new HashMap<>();
        users.tellQuotas(quotas::putAll);
        assertEquals(
                Map.of(
                        "anna", new QuotaLimits(100L << 20, 5),
                        "cora", new QuotaLimits(3 << 10, QuotaLimits.UNLIMITED)),
                quotas);
    }

    @Test
    void commandsChangeTheirFieldAndNothingElse() throws Exception {
        users(
                "anna:" + BCRYPT + ":1000:1000:Anna A.:/home/anna:/bin/sh:userdb_mail=maildir:~/Maildir proxy=y",
                "bert:{PLAIN}x");
        UsersFile file = file();
        assertTrue(file.disable("anna", true));
        assertTrue(file.protocols("bert", Set.of("pop", "imap")));
        assertTrue(file.quota("bert", Optional.of(new QuotaLimits(1 << 20, 10))));
        assertEquals(
                List.of(
                        "anna:" + BCRYPT
                                + ":1000:1000:Anna A.:/home/anna:/bin/sh:userdb_mail=maildir:~/Maildir proxy=y nologin=y",
                        "bert:{PLAIN}x::::::userdb_pennypost_protocols=imap,pop userdb_quota_rule=*:bytes=1048576:messages=10"),
                Files.readAllLines(file.path()));
        assertEquals(
                List.of(
                        new UsersFile.Detail("anna", true, new TreeSet<>(), Optional.empty()),
                        new UsersFile.Detail(
                                "bert",
                                false,
                                new TreeSet<>(Set.of("imap", "pop")),
                                Optional.of(new QuotaLimits(1 << 20, 10)))),
                file.details());
        assertTrue(file.disable("anna", false));
        assertTrue(file.protocols("bert", Set.of()) && file.quota("bert", Optional.empty()));
        assertTrue(file.details().stream()
                .noneMatch(user -> user.disabled() || !user.protocols().isEmpty()));
        assertFalse(file.disable("cora", true));
    }

    private UsersFile file() {
        return UsersFile.in(data, new SecureRandom()::nextBytes);
    }

    private FileAuthenticator users(String... lines) throws Exception {
        Files.write(data.resolve("users"), List.of(lines));
        return FileAuthenticator.over(file(), Set.of(), new SecureRandom()::nextBytes);
    }
}
