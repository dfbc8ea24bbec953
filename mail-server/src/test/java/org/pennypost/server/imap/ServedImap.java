package org.pennypost.server.imap;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.pennypost.core.account.Password;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Configuration;
import org.pennypost.server.config.Role;
import org.pennypost.server.demo.Trust;

/** A whole server with one user, as clients find it. */
final class ServedImap implements AutoCloseable {
    static final String USER = "tim";
    static final String PASSWORD = "tanstaaf";

    private final MailServer server;

    /** How a client comes. */
    enum Way {
        CLEAR(Role.IMAP),
        STARTTLS(Role.IMAP),
        IMAPS(Role.IMAPS);

        private final Role role;

        Way(Role role) {
            this.role = role;
        }
    }

    private ServedImap(MailServer server) {
        this.server = server;
    }

    static ServedImap start(Path directory) throws Exception {
        Path file = Files.write(
                directory.resolve("imap.conf"), List.of("[store]", "kind = memory", "[server]", "data = d"));
        UsersFile.in(directory.resolve("d"), new SecureRandom()::nextBytes).add(USER, Password.of(PASSWORD));
        return new ServedImap(MailServer.start(Configuration.read(file).withFreePorts()));
    }

    int port(Way way) {
        return server.address(way.role).orElseThrow().getPort();
    }

    /** The certificate of the CA that signed the server's, in PEM. */
    Path authority() {
        return server.authority().orElseThrow();
    }

    SSLSocketFactory trust() throws Exception {
        return Trust.in(authority());
    }

    /** Angus Mail, logged in. */
    Store connect(Way way) throws Exception {
        String protocol = way == Way.IMAPS ? "imaps" : "imap";
        Properties properties = new Properties();
        properties.put("mail." + protocol + ".ssl.socketFactory", trust());
        properties.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        properties.put("mail." + protocol + ".starttls.enable", Boolean.toString(way == Way.STARTTLS));
        properties.put("mail." + protocol + ".starttls.required", Boolean.toString(way == Way.STARTTLS));
        properties.put("mail." + protocol + ".timeout", "30000");
        properties.put("mail.debug", "true");
        Store store = Session.getInstance(properties).getStore(protocol);
        try {
            store.connect("localhost", port(way), USER, PASSWORD);
        } catch (MessagingException failed) {
            store.close();
            throw failed;
        }
        return store;
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(10));
    }
}
