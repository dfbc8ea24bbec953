package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.Domain;
import org.pennypost.core.address.Host;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Destinations;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.LocalAddresses;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Verdict;

/** Addresses of ours that stand for others, where each recipient has a reply of his own. */
class ForwardingTest extends QueueInTime {
    /** No store has an account of this name. */
    private static final String BROKEN = "\1";

    private static final Map<String, Destinations> ADDRESSES = Map.of(
            "anna", Destinations.user("anna"),
            "both", to("anna", "tom@example.net"),
            "full", to(BROKEN, "tim@example.net"),
            "same", to(BROKEN, "tom@example.net"));

    private static Destinations to(String user, String address) {
        return new Destinations(Set.of(user), Set.of(MailAddress.parse(address, Repertoire.ASCII)));
    }

    @Override
    LocalAddresses addresses() {
        return new LocalAddresses() {
            @Override
            public List<Host> domains() {
                return List.of(new Domain("example.org"));
            }

            @Override
            public Destinations resolve(MailAddress address) {
                return ADDRESSES.getOrDefault(address.localPart().value(), Destinations.NONE);
            }

            @Override
            public String postmaster() {
                return "anna";
            }
        };
    }

    // RFC2033-4.2-b
    @Test
    void whatIsNotAcknowledgedToARecipientIsNotForwardedForHim() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            List<Verdict> verdicts = deliver(queue, "both", "full");
            assertEquals(Verdict.ACCEPTED, verdicts.get(0));
            assertInstanceOf(Verdict.Failed.class, verdicts.get(1));
            assertTrue(remote.message().contains("Subject: hello"));
            Office.await(() -> queue.size() == 0, () -> queue.size() + " are left");
            assertEquals("[RCPT TO:<tom@example.net>]", recipients(remote));
        }
    }

    @Test
    void whatIsAcknowledgedToNobodyLeavesTheQueue() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            assertInstanceOf(
                    Verdict.Failed.class, deliver(queue, "anna", "full").get(1));
            assertEquals(0, queue.size());
            assertFalse(remote.hasMessage());
        }
    }

    @Test
    void whoeverIsMeantTwiceGetsItIfOneIsAcknowledged() throws Exception {
        try (Remote remote = new Remote(UnaryOperator.identity());
                MailQueue queue = open(remote)) {
            assertInstanceOf(
                    Verdict.Failed.class, deliver(queue, "both", "same").get(1));
            assertTrue(remote.message().contains("Subject: hello"));
            assertEquals("[RCPT TO:<tom@example.net>]", recipients(remote));
        }
    }

    private static String recipients(Remote remote) {
        return remote.commands().stream()
                .filter(line -> line.startsWith("RCPT"))
                .collect(Collectors.toList())
                .toString();
    }

    private List<Verdict> deliver(MailQueue queue, String... names) throws Exception {
        Envelope envelope = envelope(Mails.from("carl@elsewhere.example"), MailOptions.NONE);
        for (String name : names) {
            envelope = envelope.and(new Envelope.Recipient(Mails.path(name + "@example.org")));
        }
        return send(queue, envelope, Consignment.Settlement.EACH);
    }
}
