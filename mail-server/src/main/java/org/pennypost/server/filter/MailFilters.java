package org.pennypost.server.filter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.pennypost.core.delivery.Consignment;
import org.pennypost.core.delivery.Delivery;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.MessageLog;
import org.pennypost.core.delivery.Verdict;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.message.Header;
import org.pennypost.server.authentication.HeldMessage;
import org.pennypost.server.config.FilterAddress;
import org.pennypost.server.config.FilterSettings;
import org.pennypost.server.dns.Resolver;
import org.pennypost.smtp.Passage;

/**
 * Asks filters about messages before they are taken: two passages for the engines, each around another. Thread-safe.
 *
 * <p>Mail from others is examined first, so that signatures are verified over what was sent; mail of users is signed
 * last, so that they are made over what leaves. {@value #AT_ONCE} messages are with filters at the same time; others have
 * to come again, because each keeps a thread that readers of mail need, too.
 */
public final class MailFilters implements AutoCloseable {
    static final int AT_ONCE = 24;
    /** Fields by which filters say what they think; those of other servers mean nothing here. */
    private static final Set<String> WORDS = Set.of("x-spam", "x-rspamd-", "x-virus-");

    private final Resolver resolver;
    private final Surroundings surroundings;
    private final FilterRecords records;
    private final Path directory;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final Set<FilterLine> lines = ConcurrentHashMap.newKeySet();
    private volatile FilterSettings settings;
    private volatile boolean closed;

    /**
     * @param data the data directory
     * @param resolver who knows the names of hosts; one that does not wait long
     * @param log where the story of each message is kept
     */
    public MailFilters(
            FilterSettings settings,
            Path data,
            Resolver resolver,
            Surroundings surroundings,
            MessageLog log,
            EvidenceSink evidence,
            FilterListener listener) {
        this.settings = settings;
        this.directory = data.resolve("filtered");
        this.resolver = resolver;
        this.surroundings = surroundings;
        this.records = new FilterRecords(surroundings.time(), log, evidence, listener);
    }

    /** The way of a message from another host, behind what examines it; of a user who logged in there, as submitted. */
    public Passage incoming(Passage examining) {
        return (envelope, delivery) -> envelope.origin().login().isPresent()
                ? submitted(examining).open(envelope, delivery)
                : examining.open(envelope, settings.milters().isEmpty() ? delivery : new Asking(this, delivery));
    }

    /** The way of a message of a user, before what signs it. */
    public Passage submitted(Passage signing) {
        return (envelope, delivery) -> settings.milters().isEmpty() || !settings.submission()
                ? signing.open(envelope, delivery)
                : new FilteredConsignment(this, envelope, new Onward(signing, delivery), false);
    }

    /** Goes on by other settings. */
    public void follow(FilterSettings next) {
        settings = next;
    }

    /** What is wrong with a filter, if it does not answer. Blocks. */
    public static Optional<String> fault(FilterAddress address, Duration patience) {
        try (FilterLine line = FilterLine.open(address, Patience.from(patience), any -> {})) {
            Dialogue.greet(line);
            return Optional.empty();
        } catch (FilterFault fault) {
            return Optional.of("the filter at " + address + " does not answer: " + fault.getMessage());
        }
    }

    /** Waits for no filter any more. */
    @Override
    public void close() {
        closed = true;
        records.close();
        lines.forEach(FilterLine::abandon);
    }

    HeldMessage room() {
        return new HeldMessage(directory);
    }

    /**
     * What all of them make of a message, each of what the one before it has left.
     *
     * @param stranger whether a user of ours has not sent it
     * @param spare makes room for another body; whoever made it closes it
     */
    Judgement judge(Envelope envelope, Header header, HeldMessage body, boolean stranger, Supplier<HeldMessage> spare)
            throws StoreException {
        if (!turns.tryAcquire()) {
            return new Judgement.Refused(ReplyText.LATER);
        }
        try {
            FilterSettings now = settings;
            boolean local = envelope.origin().peer().remote().loopback() && !now.loopback();
            MessageFields fields = MessageFields.of(header, name -> stranger && !local && isWordOfFilters(name));
            ClientName client = ClientName.of(envelope.origin().peer().remote(), resolver);
            Judgement judgement = new Inquiry(now, stranger, this::open, records, surroundings.hostName(), spare)
                    .judgement(new FilteredMessage(envelope, client, fields, body));
            // the client has been cut off and comes again; a filter that was left is none that does not answer
            return closed ? new Judgement.Refused(ReplyText.LATER) : judgement;
        } finally {
            turns.release();
        }
    }

    /** It is ours now, and nobody gets it. Waits for nothing. */
    void discarded(Envelope envelope, Judgement.Discarded how, long size) {
        records.discarded(envelope, how, size);
    }

    /** A line that ends with the server. */
    private FilterLine open(FilterAddress address, Patience patience) throws FilterFault {
        FilterLine line = FilterLine.open(address, patience, lines::remove);
        lines.add(line);
        if (closed) {
            line.abandon();
        }
        return line;
    }

    private static boolean isWordOfFilters(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::startsWith);
    }

    /** A delivery behind filters. */
    private record Asking(MailFilters filters, Delivery delivery) implements Delivery {
        @Override
        public Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException {
            return delivery.judge(recipient, soFar);
        }

        @Override
        public Consignment open(Envelope envelope) {
            return new FilteredConsignment(filters, envelope, delivery, true);
        }
    }

    /** A delivery behind a passage. */
    private record Onward(Passage passage, Delivery delivery) implements Delivery {
        @Override
        public Verdict judge(Envelope.Recipient recipient, Envelope soFar) throws StoreException {
            return delivery.judge(recipient, soFar);
        }

        @Override
        public Consignment open(Envelope envelope) throws StoreException {
            return passage.open(envelope, delivery);
        }
    }
}
