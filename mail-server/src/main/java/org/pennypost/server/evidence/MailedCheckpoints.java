package org.pennypost.server.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.pennypost.core.address.MailAddress;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.server.Uptime;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Octets;
import org.pennypost.tls.evidence.SignedHead;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Mails signed heads to those who pin the log, so that nobody who runs the server can change what was before. Confined
 * to the keeper's thread, but for {@link #by}.
 */
final class MailedCheckpoints {
    private static final System.Logger LOG = System.getLogger(MailedCheckpoints.class.getName());
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final Path evidence;
    private final List<MailAddress> recipients;
    private final Duration interval;
    private final CheckpointLetter letter;
    private final AtomicReference<Optional<Post>> post = new AtomicReference<>(Optional.empty());
    private final List<MailAddress> left = new ArrayList<>();
    private final Uptime uptime;
    private Duration next;

    private MailedCheckpoints(
            Path evidence,
            List<MailAddress> recipients,
            Duration interval,
            CheckpointLetter letter,
            Uptime uptime,
            Duration next) {
        this.evidence = evidence;
        this.recipients = List.copyOf(recipients);
        this.interval = interval;
        this.letter = letter;
        this.uptime = uptime;
        this.next = next;
    }

    /** Checkpoints for these recipients, from when the last ones were due; the first as soon as there is an event. */
    static MailedCheckpoints of(
            Path evidence,
            List<MailAddress> recipients,
            Duration interval,
            CheckpointLetter letter,
            InstantSource clock,
            Uptime uptime)
            throws IOException {
        Path file = file(evidence);
        Duration ago = Files.exists(file) ? Duration.between(time(Files.readString(file)), clock.instant()) : interval;
        Duration left = ago.isNegative() ? Duration.ZERO : interval.minus(ago); // negative: the clock was ahead
        return new MailedCheckpoints(
                evidence, recipients, interval, letter, uptime, uptime.now().plus(left));
    }

    /** From now on they are mailed this way. */
    void by(Post way) {
        post.set(Optional.of(way));
    }

    /** Whether a head should be signed and mailed now. */
    boolean isDue() {
        return post.get().isPresent() && uptime.now().compareTo(next) >= 0;
    }

    /** Mails the last head that was signed to everybody; those who could not have it get a later one soon. */
    void mail(Instant now) throws IOException {
        try (EvidenceReader reader = EvidenceReader.open(evidence, letter.keys().authority())) {
            Optional<SignedHead> head = reader.head();
            if (head.isEmpty()) {
                return;
            }
            if (left.isEmpty()) {
                left.addAll(recipients);
            }
            for (MailAddress to : List.copyOf(left)) {
                if (isSent(to, reader, head.get())) {
                    left.remove(to);
                }
            }
        }
        if (left.isEmpty()) {
            OwnerOnly.write(file(evidence), now.toString());
        }
        next = uptime.now().plus(left.isEmpty() ? interval : AGAIN);
    }

    private boolean isSent(MailAddress to, EvidenceReader reader, SignedHead head) throws IOException {
        Optional<Octets> stamp = reader.stamp(head);
        try {
            boolean known =
                    post.get().orElseThrow().send(to, (id, now) -> letter.of(to.toString(), head, stamp, id, now));
            if (!known) {
                LOG.log(System.Logger.Level.WARNING, "no checkpoint for " + to + ": there is no such mailbox");
            }
            return true;
        } catch (StoreException later) {
            LOG.log(System.Logger.Level.WARNING, "a checkpoint for " + to + " waits: " + later.getMessage());
            return false;
        }
    }

    private static Path file(Path evidence) {
        return evidence.resolve("mailed");
    }

    private static Instant time(String text) throws IOException {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeException damaged) {
            throw new IOException("evidence/mailed holds no time", damaged);
        }
    }
}
