package org.pennypost.server.demo;

import java.io.IOException;

/** Reads a message by POP2, RFC 937. */
final class Pop2Visit {
    private final LineClient client;

    Pop2Visit(LineClient client) {
        this.client = client;
    }

    /** Reads the first message and keeps it on the server. */
    void read(TourAccount account, TourMessage message) throws IOException {
        client.expect("+ POP2");
        client.saySecretly(
                "HELO " + account.user() + " " + account.password(),
                "HELO " + account.user() + " ********",
                "RFC 937 HELO");
        client.expect("#");
        client.say("READ 1", "RFC 937 READ");
        int length = Integer.parseInt(client.expect("=").substring(1).split(" ")[0]);
        client.say("RETR", "RFC 937 RETR");
        byte[] whole = client.octets(length);
        client.transcript().note(length + " octets, as many as were announced: POP2 has no final dot");
        message.check(whole, client.transcript(), "POP2");
        client.say("ACKS", "RFC 937 ACKS: received, keep it");
        client.expect("=");
        client.say("QUIT", "RFC 937 QUIT");
        client.expect("+");
    }
}
