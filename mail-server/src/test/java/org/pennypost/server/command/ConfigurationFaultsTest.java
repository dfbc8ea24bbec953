package org.pennypost.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.tls.CertificateStore;

class ConfigurationFaultsTest {
    @TempDir
    Path directory;

    /** All at once, as docs/operation.md has it. */
    @Test
    void whatTheStartWouldRefuseIsTold() throws Exception {
        List<String> faults = faults(
                "[tls]",
                "certificate = one.pem, two.pem",
                "client-authorities = staff.pem",
                "[evidence]",
                "stamp-certificates = tsa.pem",
                "[store]",
                "kind = tape",
                "[login]",
                "provider = ldap");
        assertEquals("there is no store called tape, but maildir and memory; set kind in [store]", faults.get(0));
        assertTrue(faults.get(1).startsWith("[login] provider = ldap: there is none of this name, only file"));
        assertEquals(
                List.of(missing("one.pem"), missing("two.pem"), missing("staff.pem"), missing("tsa.pem")),
                faults.subList(2, faults.size()));
    }

    @Test
    void whatIsThereIsRight() throws Exception {
        CertificateStore.open(directory, List.of("localhost"), Clock.systemUTC());
        assertEquals(
                List.of(),
                faults(
                        "[tls]",
                        "certificate = server.pem",
                        "key = server-key.pem",
                        "client-authorities = ca.pem",
                        "[evidence]",
                        "stamp-certificates = ca.pem"));
        assertEquals(List.of(), faults());
    }

    @Test
    void aFilterThatIsNotThereIsTold() throws Exception {
        String gone = directory.toRealPath().resolve("gone.sock").toString();
        assertEquals(
                List.of("the filter at unix:" + gone + " does not answer: it cannot be reached:"
                        + " No such file or directory; start it, or take it out of milters in [filters]"),
                faults("[filters]", "milters = unix:" + gone));
    }

    /** With a name spelled wrong the others on its line get their mail, and nobody would notice. */
    @Test
    void anAliasThatLeadsToNobodyIsTold() throws Exception {
        Path data = Files.createDirectory(directory.resolve("pennypost-data"));
        Files.writeString(data.resolve("aliases"), """
                sales: anna, brt
                all: sales, tim@far.example
                anna: anna
                old: gone@localhost
                """);
        assertEquals(List.of(), faults(), "as long as there are no users at all");
        Files.writeString(data.resolve("users"), "anna:{PLAIN}secret\n");
        String file = data.resolve("aliases").toString();
        String advice = ", which nobody has: expected a user, another name of the file, or an address; add the user, or"
                + " take it out";
        assertEquals(List.of(file + ":1: brt" + advice, file + ":4: gone@localhost" + advice), faults());
    }

    /** Else a provider would refuse mail, and the settings would look as if they were right. */
    @Test
    void aLoginWithoutAHostIsTold() throws Exception {
        Files.writeString(directory.resolve("secret"), "tanstaaf");
        String[] login = {"[relay]", "user = anna", "password-file = secret", "host = smtp.example.net"};
        assertEquals(List.of(), faults(login));
        List<String> faults = faults(login[0], login[1], login[2]);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("[relay] user = anna without host: "), faults::toString);
    }

    @Test
    void aPostmasterWhoIsNobodyIsTold() throws Exception {
        Path data = Files.createDirectory(directory.resolve("pennypost-data"));
        String[] named = {"[server]", "postmaster = Bret"};
        assertEquals(List.of(), faults(named), "as long as there are no users at all");
        Files.writeString(data.resolve("users"), "bert:{PLAIN}secret\n");
        List<String> faults = faults(named);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("[server] postmaster = Bret, which is no user: "), faults::toString);
        assertEquals(List.of(), faults("[server]", "postmaster = BERT"));
        Files.writeString(data.resolve("aliases"), "root: postmaster\n");
        assertEquals(List.of(), faults());
    }

    private String missing(String file) {
        return directory.resolve(file) + ": does not exist";
    }

    private List<String> faults(String... lines) throws ConfigurationException {
        return ConfigurationFaults.of(Configuration.of(List.of(lines), directory), Instant.now());
    }
}
