package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MailRequest;

/** How urgent reports are: RFC 6710 §4.6. */
class PriorityOfReportsTest extends QueueInTime {
    private static final UnaryOperator<String> URGENT = line -> line.startsWith("EHLO")
            ? "250-mx.example.net\r\n250 MT-PRIORITY MIXER"
            : line.startsWith("RCPT TO:<tim@") ? "550 5.1.1 no such user" : line;
    private static final MailOptions LATER = MailOptions.NONE.with(new MailRequest.Priority(-3));

    // RFC6710-4.6-a
    @Test
    void aReportOfOursIsAsUrgentAsWhatItIsAbout() throws Exception {
        try (Remote remote = new Remote(URGENT);
                MailQueue queue = open(remote)) {
            send(queue, Mails.from("tom@elsewhere.example"), LATER, Set.of());
            assertTrue(remote.message().contains("Subject: Undelivered mail"));
            assertTrue(remote.commands().contains("MAIL FROM:<> MT-PRIORITY=-3"), () -> "" + remote.commands());
        }
    }

    // RFC6710-4.6-b
    @Test
    void aReportOfOthersIsAsUrgentAsTheySay() throws Exception {
        try (Remote remote = new Remote(URGENT);
                MailQueue queue = open(remote)) {
            send(queue, ReversePath.NULL, MailOptions.NONE, Set.of(), "tom@elsewhere.example");
            remote.message();
            assertTrue(remote.commands().contains("MAIL FROM:<>"), () -> "" + remote.commands());
            send(queue, ReversePath.NULL, LATER, Set.of(), "tom@elsewhere.example");
            remote.message();
            assertTrue(remote.commands().contains("MAIL FROM:<> MT-PRIORITY=-3"), () -> "" + remote.commands());
        }
    }
}
