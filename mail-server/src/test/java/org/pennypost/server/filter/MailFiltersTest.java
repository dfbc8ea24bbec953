package org.pennypost.server.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.address.ForwardPath;
import org.pennypost.core.address.ReversePath;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Custody;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MailOptions;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.delivery.WholeMessageDelivery;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.server.authentication.NameServer;
import org.pennypost.server.config.FilterAddress;
import org.pennypost.server.config.FilterSettings;

/** What becomes of messages that are with filters. */
class MailFiltersTest {
    @TempDir
    Path directory;

    /** Whoever sent it is gone, and sends it once more: it must not be there by then, unseen by the filter. */
    @Test
    void nothingIsTakenWithoutAFilterBecauseTheServerStops() throws Exception {
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (NameServer names = new NameServer();
                ScriptedFilter filter = ScriptedFilter.open().at('E')) {
            MailFilters filters = filters(filter, names);
            Delivery delivery = WholeMessageDelivery.to((envelope, message) -> {
                throw new AssertionError("taken");
            });
            Consignment message =
                    filters.incoming((envelope, next) -> next.open(envelope)).open(envelope(), delivery);
            message.write(ByteBuffer.wrap("Received: x\r\nA: b\r\n\r\nc\r\n".getBytes(StandardCharsets.US_ASCII)));
            Future<Custody> custody = sender.submit(() -> message.keep(Consignment.Settlement.TOGETHER));
            filter.told('E', 1);
            filters.close();
            List<Verdict> verdicts = custody.get(20, TimeUnit.SECONDS).verdicts();
            assertEquals(List.of(ReplyText.LATER), verdicts);
            message.close();
        } finally {
            sender.shutdownNow();
        }
    }

    /** Those that take messages without a filter that does not answer. */
    private MailFilters filters(ScriptedFilter filter, NameServer names) {
        FilterSettings settings = new FilterSettings(
                List.of(FilterAddress.parse(filter.address())), false, true, true, Duration.ofSeconds(60), false);
        return new MailFilters(
                settings,
                directory,
                names.resolver(),
                Surroundings.of("mail.example.org"),
                MessageLog.NONE,
                EvidenceSink.NONE,
                outcome -> {});
    }

    private static Envelope envelope() {
        Peer.Endpoint here = new Peer.Endpoint("127.0.0.1", 1);
        Origin origin = new Origin(Peer.inClear("c1", here, here), "c", Origin.Submitter.UNKNOWN, Instant.EPOCH);
        Envelope empty = new Envelope(new QueueId("0".repeat(16)), ReversePath.NULL, MailOptions.NONE, origin);
        return empty.to(List.of(new Envelope.Recipient(ForwardPath.POSTMASTER)));
    }
}
