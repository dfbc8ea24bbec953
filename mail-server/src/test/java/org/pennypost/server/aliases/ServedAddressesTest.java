package org.pennypost.server.aliases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.server.accounts.FileAuthenticator;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;

/** Who may send from an address. */
class ServedAddressesTest {
    @TempDir
    Path directory;

    private ServedAddresses addresses;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(directory.resolve("aliases"), "sales: anna, bert\n");
        addresses = ServedAddresses.of(
                configuration(""),
                new MemoryAuthenticator().user("anna", "a").user("bert", "b").user("lists", "l"),
                UsersFile.in(directory, new SecureRandom()::nextBytes));
    }

    // RFC6409-6.1-a
    @Test
    void anAddressIsOfThoseToWhomItsMailGoes() throws Exception {
        assertTrue(permits("anna", "anna@example.org"));
        assertTrue(permits("bert", "sales@example.org"));
        assertFalse(permits("bert", "anna@example.org"));
        assertFalse(permits("lists", "sales@example.org"));
        assertTrue(permits("lists", "anybody@example.net"), "which is elsewhere");
    }

    @Test
    void theOperatorMayLetAProgramSendAsOthers() throws Exception {
        addresses.follow(configuration("send-as-others = lists, web"));
        assertTrue(permits("lists", "anna@example.org"));
        assertFalse(permits("bert", "anna@example.org"));
        addresses.follow(configuration(""));
        assertFalse(permits("lists", "anna@example.org"));
    }

    // RFC6409-6.1-a
    @Test
    void anAddressThatIsRoutedIsNobodysHereFromTheNextConfigurationOn() throws Exception {
        assertTrue(permits("anna", "anna@example.org"));
        addresses.follow(configuration("[routes]", "anna@example.org = lmtp 10.0.0.1:24"));
        assertFalse(permits("anna", "anna@example.org"));
        assertEquals(24, addresses.hop("anna@example.org").orElseThrow().port());
        assertTrue(addresses.destination(address("Anna@example.org")).isPresent());
        assertTrue(addresses.destination(address("sales@example.org")).isEmpty());
        addresses.follow(configuration());
        assertTrue(addresses.hop("anna@example.org").isEmpty());
    }

    // RFC6409-6.1-a
    /** Who is asked as the postmaster answers as the postmaster. */
    @Test
    void thePostmastersAddressIsHis() throws Exception {
        Files.writeString(directory.resolve("users"), "anna:{PLAIN}a\nbert:{PLAIN}b\n");
        UsersFile users = UsersFile.in(directory, new SecureRandom()::nextBytes);
        addresses = ServedAddresses.of(
                configuration("[server]", "postmaster = Anna"),
                FileAuthenticator.over(users, Set.of("example.org"), new SecureRandom()::nextBytes),
                users);
        assertEquals("anna", addresses.postmaster(), "as she is spelled, whatever the file says");
        assertTrue(permits("anna", "postmaster@example.org"));
        assertTrue(permits("anna", "Abuse@example.org"));
        assertFalse(permits("bert", "postmaster@example.org"));
        addresses.follow(configuration("[server]", "postmaster = dora"));
        assertEquals("dora", addresses.postmaster(), "who may come yet");
    }

    private Configuration configuration(String... lines) throws Exception {
        Path file = Files.writeString(
                directory.resolve("conf"), "[server]\ndomains = example.org\n[addresses]\n" + String.join("\n", lines));
        return Configuration.read(file).withData(directory);
    }

    private boolean permits(String user, String sender) throws Exception {
        return addresses.permits(new Login(user, user, "PLAIN"), address(sender));
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text, Repertoire.ASCII);
    }
}
