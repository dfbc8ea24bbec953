package org.pennypost.smtp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.pennypost.core.delivery.Envelope;
import org.pennypost.core.delivery.Origin;
import org.pennypost.core.delivery.Verdict;

/**
 * Asks a host that we have not seen before to come again: RFC 6647. What sends and never tries again is rarely wanted,
 * unless it is a user who has logged in, or a program on this machine.
 *
 * <p>Remembers network (RFC 6647 §5 item 2), sender and recipient of {@value #TRIPLES} deliveries at most, as a hash;
 * beyond a restart where there is a {@link Memory}. Thread-safe.
 */
public final class Greylist implements RecipientCheck {
    /** How many deliveries are remembered at most, those of the hosts that came last. */
    public static final int TRIPLES = 100_000;

    private static final int KEY_OCTETS = 16;
    // How stale what is kept may be: who comes each minute need not be written down each minute.
    private static final Duration REFRESH = Duration.ofDays(1);

    private final InstantSource time;
    private final Duration wait;
    private final Duration memory;
    private final Memory kept;
    private final BoundedTable<String, Seen> table = new BoundedTable<>(TRIPLES);

    /**
     * Where a list keeps what it knows while the program does not run. What is lost costs a delay, no mail.
     *
     * <p>Thread-safe; may block.
     */
    public interface Memory {
        /** Keeps nothing. */
        Memory NONE = new Memory() {
            @Override
            public List<Entry> recall() {
                return List.of();
            }

            @Override
            public void keep(Entry entry) {
                // it is forgotten
            }
        };

        /** What was kept, oldest first; of several entries of a key the last counts. */
        List<Entry> recall();

        /** Keeps what is known of a key now. Does not fail: mail matters more. */
        void keep(Entry entry);
    }

    /**
     * One delivery that was tried.
     *
     * @param key stands for network, sender and recipient: 32 hexadecimal digits
     * @param first when it was tried first
     * @param last when it was tried last, or a day earlier
     * @param known whether it was tried again after the wait
     */
    public record Entry(String key, Instant first, Instant last, boolean known) {}

    private Greylist(InstantSource time, Duration wait, Duration memory, Memory kept) {
        this.time = time;
        this.wait = wait;
        this.memory = memory;
        this.kept = kept;
        kept.recall().forEach(entry -> {
            Seen seen = new Seen(entry.first(), entry.last(), entry.last(), entry.known());
            table.update(entry.key(), old -> seen, seen);
        });
    }

    /**
     * A list that knows nobody yet.
     *
     * @param wait how long a new host has to wait; RFC 6647 §5 wants a minute to a day
     * @param memory for how long one that came again is remembered
     */
    public static Greylist with(InstantSource time, Duration wait, Duration memory) {
        return with(time, wait, memory, Memory.NONE);
    }

    /** A list that knows whom it knew before; may block. */
    public static Greylist with(InstantSource time, Duration wait, Duration memory, Memory kept) {
        return new Greylist(time, wait, memory, kept);
    }

    @Override
    public Verdict check(Envelope.Recipient recipient, Envelope soFar) {
        // RFC 6647 §5 item 7: none for sessions of our own, by login or from this machine
        if (soFar.origin().submitter() instanceof Origin.User
                || soFar.origin().peer().remote().loopback()) {
            return Verdict.ACCEPTED;
        }
        Instant now = time.instant();
        String key = key(Networks.of(soFar.origin().peer().remote().address()) + " " + soFar.reversePath() + " "
                + recipient.path());
        Seen seen = table.update(key, old -> next(old, now), new Seen(now, now, now, false));
        if (seen.kept().equals(now)) {
            kept.keep(new Entry(key, seen.first(), now, seen.known()));
        }
        return seen.known() ? Verdict.ACCEPTED : new Verdict.Refused(Verdict.Refusal.NOT_NOW);
    }

    private Seen next(Seen old, Instant now) {
        boolean dateless = !old.known() && old.first().isAfter(now); // the clock was ahead
        if (dateless || old.last().plus(memory).isBefore(now)) {
            return new Seen(now, now, now, false);
        }
        boolean known = old.known() || !old.first().plus(wait).isAfter(now);
        boolean stale = known != old.known() || !old.kept().plus(REFRESH).isAfter(now);
        return new Seen(old.first(), now, stale ? now : old.kept(), known);
    }

    private static String key(String triple) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(triple.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, KEY_OCTETS));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this runtime lacks SHA-256", missing);
        }
    }

    /** @param kept when it was kept in this state, or refreshed */
    private record Seen(Instant first, Instant last, Instant kept, boolean known) {}
}
