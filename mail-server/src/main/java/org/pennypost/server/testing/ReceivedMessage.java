package org.pennypost.server.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that a program has sent.
 *
 * @param sender the address of MAIL FROM; empty text for the null reverse-path
 * @param recipients the addresses of RCPT TO, blind copies among them
 * @param login the user who had logged in, if any had
 * @param at when it was received
 * @param message what came
 */
public record ReceivedMessage(
        String sender, List<String> recipients, Optional<String> login, Instant at, TestMessage message) {
    public ReceivedMessage {
        recipients = List.copyOf(recipients);
    }

    /** Its subject, decoded. */
    public String subject() {
        return message.subject();
    }

    /** Its text, decoded. */
    public String text() {
        return message.text();
    }

    /** One line for a person. */
    @Override
    public String toString() {
        return "from <" + sender + "> to " + recipients + ": " + subject();
    }
}
