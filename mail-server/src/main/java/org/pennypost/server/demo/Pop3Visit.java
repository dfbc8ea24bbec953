package org.pennypost.server.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads a message by POP3, RFC 1939. */
final class Pop3Visit {
    private final LineClient client;

    Pop3Visit(LineClient client) {
        this.client = client;
    }

    /** Looks around, reads the first message, and leaves all as it is. */
    void read(TourAccount account, TourMessage message, String how) throws IOException {
        client.expect("+OK");
        client.say("CAPA", "RFC 2449 §5");
        client.expect("+OK");
        while (!client.expect("").equals(".")) {
            // each line is a capability
        }
        client.say("USER " + account.user(), "RFC 1939 §7");
        client.expect("+OK");
        client.saySecretly("PASS " + account.password(), "PASS ********", "RFC 1939 §7");
        client.expect("+OK");
        client.say("STAT", "RFC 1939 §5");
        client.expect("+OK");
        client.say("UIDL 1", "RFC 1939 §7");
        client.expect("+OK 1 ");
        client.say("TOP 1 0", "RFC 1939 §7: the header only");
        client.expect("+OK");
        client.transcript().note(multiLine().length + " octets of header");
        client.say("RETR 1", "RFC 1939 §5");
        client.expect("+OK");
        byte[] whole = multiLine();
        client.transcript().note(whole.length + " octets after the doubled dots are single again");
        message.check(whole, client.transcript(), how);
        client.say("QUIT", "RFC 1939 §6");
        client.expect("+OK");
    }

    /** RFC 1939 §3: up to the line of one dot. */
    private byte[] multiLine() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (String line = client.line(); !line.equals("."); line = client.line()) {
            String unstuffed = line.startsWith(".") ? line.substring(1) : line;
            text.writeBytes((unstuffed + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return text.toByteArray();
    }
}
