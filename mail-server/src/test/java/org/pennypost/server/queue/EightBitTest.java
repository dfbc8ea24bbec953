package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.Acceptance;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;

/** Mail whose sender does not say that it has 8-bit octets. */
class EightBitTest extends QueueInTime {
    // RFC6152-3-e
    @Test
    void itSaysSoWhenItLeaves() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            for (int i = 0; i < 9; i++) { // wherever the octet stands
                send(queue, "Subject: x\r\n\r\n" + "a".repeat(i) + "\u00fc\r\n");
                assertTrue(remote.message().contains("\u00fc"));
            }
            send(queue, "Subject: x\r\n\r\nascii\r\n");
            remote.message();
            String said = remote.commands().stream()
                    .filter(line -> line.startsWith("MAIL"))
                    .map(line -> line.contains(" BODY=8BITMIME") ? "8" : "7")
                    .reduce("", String::concat);
            assertEquals("8888888887", said);
        }
    }

    // RFC6152-3-f RFC6152-3-g
    @Test
    void itIsEncodedWhereItCannotBeTakenAsItIs() throws Exception {
        try (Remote remote = new Remote(line -> line.startsWith("EHLO") ? "250 mx.example.net" : line);
                MailQueue queue = open(remote)) {
            send(queue, "Subject: x\r\n\r\n\u00fc\r\n");
            String message = remote.message();
            assertTrue(message.contains("\r\nContent-Transfer-Encoding: quoted-printable\r\n"), message);
            assertTrue(message.endsWith("\r\n\r\n=C3=BC\r\n"), message);
        }
    }

    // RFC6152-3-f RFC6152-3-g
    @Test
    void itComesBackWhereThatIsOfNoHelp() throws Exception {
        try (Remote remote = new Remote(line -> line.startsWith("EHLO") ? "250 mx.example.net" : line);
                MailQueue queue = open(remote)) {
            send(queue, "Subject: \u00fc\r\n\r\nx\r\n");
            assertEquals("5.6.3", ParsedReport.of(mail(1)).recipient(0, "Status"));
            assertFalse(remote.hasMessage());
        }
    }

    private void send(MailQueue queue, String text) throws Exception {
        Envelope envelope = envelope(Mails.from("anna@example.org"), MailOptions.NONE)
                .and(new Envelope.Recipient(Mails.path("tim@example.net")));
        send(queue, envelope, Consignment.Settlement.TOGETHER, Acceptance.NONE, text);
    }
}
