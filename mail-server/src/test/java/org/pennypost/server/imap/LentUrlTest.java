package org.pennypost.server.imap;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.server.MailServer;
import org.pennypost.server.accounts.UsersFile;
import org.pennypost.server.config.Role;

/** URLs by which a user lets others read: RFC 4467. */
class LentUrlTest {
    private static final String MAIL = "Subject: x\r\n\r\nsecret text\r\n";

    private static final Pattern URL = Pattern.compile("\\* GENURLAUTH \"([^\"]+)\"");

    @TempDir
    Path directory;

    private MailServer server;

    @Test
    void theNameInAUrlIsSpelledAsTheUserLogsIn() throws Exception {
        Files.write(directory.resolve("users"), List.of("joe:{PLAIN}one"));
        try (MailServer started =
                MailServer.builder().maildir(directory).serving(Role.IMAP).start()) {
            server = started;
            String made = talk("1 LOGIN joe@localhost one\r\n2 APPEND INBOX {" + MAIL.length() + "+}\r\n" + MAIL
                    + "\r\n3 GENURLAUTH \"imap://joe%40localhost@localhost/INBOX/;uid=1/;section=text"
                    + ";urlauth=user+joe@localhost\" INTERNAL\r\n");
            Matcher url = URL.matcher(made);
            assertTrue(url.find(), made);
            String fetched = talk("1 LOGIN joe one\r\n2 URLFETCH \"" + url.group(1) + "\"\r\n");
            assertTrue(fetched.contains("secret text"), fetched);
        }
    }

    @Test
    void aUserWhoMayNotLogInAnyMoreLendsNothing() throws Exception {
        Files.write(directory.resolve("users"), List.of("joe:{PLAIN}one", "fred:{PLAIN}two"));
        try (MailServer started =
                MailServer.builder().maildir(directory).serving(Role.IMAP).start()) {
            server = started;
            String made = talk("1 LOGIN joe one\r\n2 APPEND INBOX {" + MAIL.length() + "+}\r\n" + MAIL + "\r\n"
                    + "3 GENURLAUTH \"imap://joe@localhost/INBOX/;uid=1/;section=text;urlauth=authuser\" INTERNAL\r\n");
            Matcher url = URL.matcher(made);
            assertTrue(url.find(), made);
            String fetch = "1 LOGIN fred two\r\n2 URLFETCH \"" + url.group(1) + "\"\r\n";
            assertTrue(talk(fetch).contains("secret text"), "lent");
            UsersFile users = UsersFile.in(directory, new SecureRandom()::nextBytes);
            assertTrue(users.disable("joe", true));
            assertTrue(soon(fetch, "\" NIL\r\n2 OK"), "lent although he is out");
            assertTrue(users.disable("joe", false));
            assertTrue(soon(fetch, "secret text"), "not lent although he is back");
        }
    }

    /** Whether the answer comes to hold this: the users file is looked at every few milliseconds only. */
    private boolean soon(String lines, String wanted) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        boolean there = talk(lines).contains(wanted);
        while (!there && System.nanoTime() < end) {
            there = talk(lines).contains(wanted);
        }
        return there;
    }

    private String talk(String lines) throws IOException {
        InetSocketAddress imap = server.address(Role.IMAP).orElseThrow();
        try (Socket socket = new Socket(imap.getAddress(), imap.getPort())) {
            socket.getOutputStream().write((lines + "9 LOGOUT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
