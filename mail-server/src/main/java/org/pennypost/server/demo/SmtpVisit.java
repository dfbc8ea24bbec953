package org.pennypost.server.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sends the message of the tour: SMTP (RFC 5321), and as submission (RFC 6409) with a login. */
final class SmtpVisit {
    private final LineClient client;
    private final TourMessage message;

    SmtpVisit(LineClient client, TourMessage message) {
        this.client = client;
        this.message = message;
    }

    /** As another server does: no login, from somebody else. */
    void deliver(String recipient) throws IOException {
        greet();
        send("zoe@sender.example", recipient);
    }

    /** As a mail program does on port 587: TLS first, then the login. */
    void submitWithStartTls(TourAccount account) throws IOException {
        greet();
        client.say("STARTTLS", "RFC 3207 §4");
        client.expect("220");
        client.startTls();
        hello();
        login(account);
        send(account.address(), account.address());
    }

    /** As a mail program does on port 465: TLS is there from the start. */
    void submit(TourAccount account) throws IOException {
        greet();
        login(account);
        send(account.address(), account.address());
    }

    private void greet() throws IOException {
        client.expect("220");
        hello();
    }

    private void hello() throws IOException {
        client.say("EHLO tour.example", "RFC 5321 §4.1.1.1");
        while (client.expect("250").startsWith("250-")) {
            // each line is an extension
        }
    }

    private void login(TourAccount account) throws IOException {
        String response = Base64.getEncoder()
                .encodeToString(("\0" + account.user() + "\0" + account.password()).getBytes(StandardCharsets.UTF_8));
        client.saySecretly("AUTH PLAIN " + response, "AUTH PLAIN ********", "RFC 4954 §4, RFC 4616 §2");
        client.expect("235");
    }

    private void send(String from, String recipient) throws IOException {
        client.say("MAIL FROM:<" + from + "> SIZE=" + message.size(), "RFC 5321 §4.1.1.2, RFC 1870 §4");
        client.expect("250");
        client.say("RCPT TO:<" + recipient + ">", "RFC 5321 §4.1.1.3");
        client.expect("250");
        client.say("DATA", "RFC 5321 §4.1.1.4");
        client.expect("354");
        client.transcript().note(message.size() + " octets, dots at line starts doubled, then a lone dot");
        client.send(message.stuffed());
        client.expect("250");
        client.say("QUIT", "RFC 5321 §4.1.1.10");
        client.expect("221");
    }
}
