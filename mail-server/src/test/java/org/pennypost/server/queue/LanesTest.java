package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.RecipientRequest;
import org.pennypost.core.delivery.RecipientRequest.Notify;

/** Servers of others that take all the time there is. */
class LanesTest extends QueueInTime {
    @Test
    void slowServersHoldUpNeitherOurOwnMailNorAWarning() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        UnaryOperator<String> slow = line -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return line;
        };
        try (Remote remote = new Remote(slow);
                MailQueue queue = open(remote)) {
            for (int i = 0; i < 6; i++) {
                send(queue, Mails.from("anna@example.org"), MailOptions.NONE, Set.of(), "tim@d" + i + ".example");
            }
            Office.await(() -> remote.connections() == 5, () -> remote.connections() + " connections");
            Set<RecipientRequest> success = Set.of(new Notify(Set.of(Notify.Event.SUCCESS)));
            send(queue, Mails.from("carl@example.org"), MailOptions.NONE, success, "anna@example.org");
            mail(1);
            pass(Duration.ofHours(5));
            assertEquals("delayed", ParsedReport.of(mail(2)).recipient(0, "Action"));
            over.countDown();
        }
    }
}
