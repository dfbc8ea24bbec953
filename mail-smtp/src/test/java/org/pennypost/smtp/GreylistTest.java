package org.pennypost.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.address.Repertoire;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.testing.ManualTime;

class GreylistTest {
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final Greylist list = Greylist.with(time, Duration.ofMinutes(5), Duration.ofDays(30));

    // RFC 6647 §5: another host of the network is the same sender
    @Test
    void knowsNetworksAndNotHosts() {
        assertEquals(false, takes("192.0.2.1", "b@example.org"));
        time.advance(Duration.ofMinutes(5));
        assertEquals(false, takes("192.0.3.1", "b@example.org"));
        assertEquals(false, takes("192.0.2.1", "c@example.org"));
        assertEquals(true, takes("192.0.2.200", "b@example.org"));
        assertEquals(false, takes("2001:db8:1:2::3", "b@example.org"));
        time.advance(Duration.ofMinutes(5));
        assertEquals(true, takes("2001:db8:1:2:9:9:9:9", "b@example.org"));
        assertEquals(false, takes("2001:db8:1:3::3", "b@example.org"));
        assertEquals(false, takes("2001:db8::1", "b@example.org"));
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyWaitingForLonger() {
        time.advance(Duration.ofDays(365));
        assertEquals(false, takes("192.0.2.1", "b@example.org"));
        time.advance(Duration.ofDays(-365));
        assertEquals(false, takes("192.0.2.1", "b@example.org"));
        time.advance(Duration.ofMinutes(5));
        assertEquals(true, takes("192.0.2.1", "b@example.org"));
    }

    @Test
    void keepsWhatChangesAndNoAddresses() {
        List<Greylist.Entry> kept = new ArrayList<>();
        Greylist keeping = Greylist.with(time, Duration.ofMinutes(5), Duration.ofDays(30), new Greylist.Memory() {
            @Override
            public List<Greylist.Entry> recall() {
                return List.of();
            }

            @Override
            public void keep(Greylist.Entry entry) {
                kept.add(entry);
            }
        });
        takes(keeping, "192.0.2.1", "b@example.org");
        time.advance(Duration.ofMinutes(4));
        takes(keeping, "192.0.2.1", "b@example.org");
        time.advance(Duration.ofMinutes(1));
        takes(keeping, "192.0.2.1", "b@example.org");
        time.advance(Duration.ofHours(23));
        takes(keeping, "192.0.2.1", "b@example.org");
        time.advance(Duration.ofHours(1));
        takes(keeping, "192.0.2.1", "b@example.org");
        assertEquals(
                List.of("0s false", "300s true", "86700s true"),
                kept.stream()
                        .map(entry -> entry.last().getEpochSecond() + "s " + entry.known())
                        .toList());
        assertTrue(kept.stream().allMatch(entry -> entry.key().matches("[0-9a-f]{32}")));
    }

    private boolean takes(String host, String recipient) {
        return takes(list, host, recipient);
    }

    private boolean takes(Greylist list, String host, String recipient) {
        Peer peer = Peer.inClear("c1", new Peer.Endpoint(host, 4711), new Peer.Endpoint("127.0.0.1", 25));
        Envelope envelope = new Envelope(
                QueueId.next(time.instant(), octets -> {}),
                ReversePath.NULL,
                MailOptions.NONE,
                new Origin(peer, "client.example", Origin.Submitter.UNKNOWN, time.instant()));
        return list.check(
                        new Envelope.Recipient(
                                new ForwardPath.Recipient(MailAddress.parse(recipient, Repertoire.ASCII))),
                        envelope)
                instanceof Verdict.Accepted;
    }
}
