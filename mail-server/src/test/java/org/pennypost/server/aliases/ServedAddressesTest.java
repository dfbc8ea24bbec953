package org.pennypost.server.aliases;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.MemoryAuthenticator;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
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

    private Configuration configuration(String line) throws Exception {
        Path file = Files.write(
                directory.resolve("conf"), List.of("[server]", "domains = example.org", "[addresses]", line));
        return Configuration.read(file).withData(directory);
    }

    private boolean permits(String user, String sender) throws Exception {
        return addresses.permits(new Login(user, user, "PLAIN"), MailAddress.parse(sender, Repertoire.ASCII));
    }
}
