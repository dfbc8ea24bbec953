package org.pennypost.server.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.evidence.EvidenceLog;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.files.OwnerOnly;

/**
 * Tells users what became of the mail that they submitted, by signed mail: accepted, delivered, retrieved (the kinds of
 * RFC 6109). It reads the log behind what was told, so that a crash loses no receipt. Confined to the keeper's thread,
 * but for {@link #by}.
 */
final class Receipts {
    private final Path evidence;
    private final ReceiptLetter letter;
    private final ReceiptRules rules;
    private final Path told;
    private final AtomicReference<Optional<ReceiptPost>> post = new AtomicReference<>(Optional.empty());
    private long next;

    private Receipts(Path evidence, ReceiptLetter letter, ReceiptRules rules, Path told, long next) {
        this.evidence = evidence;
        this.letter = letter;
        this.rules = rules;
        this.told = told;
        this.next = next;
    }

    /**
     * Receipts for these users, from where they ended; the first time, of events that are still to come.
     *
     * @param size how many events there are
     */
    static Receipts of(Path evidence, Set<String> users, ReceiptLetter letter, long size) throws IOException {
        Path directory = evidence.resolve("receipts");
        OwnerOnly.directory(directory);
        Path told = directory.resolve("told");
        Awaiting awaiting = new Awaiting(directory);
        awaiting.expire(Instant.now());
        ReceiptRules rules = new ReceiptRules(users, awaiting);
        long next = Files.exists(told) ? number(Files.readString(told)) : size;
        return new Receipts(evidence, letter, rules, told, Math.min(next, size));
    }

    /** From now on they are mailed this way. */
    void by(Post way) {
        post.set(Optional.of(new ReceiptPost(way, letter)));
    }

    /** Tells what is new in the log; an event that could not be told comes again. */
    void tell(EvidenceLog log) throws IOException, StoreException {
        Optional<ReceiptPost> mail = post.get();
        log.settle(); // what is told is durable
        long end = log.size();
        if (mail.isEmpty() || end <= next) {
            return;
        }
        long before = next;
        try {
            tell(mail.get(), end);
        } finally {
            if (next > before) {
                OwnerOnly.write(told, String.valueOf(next));
            }
        }
    }

    private void tell(ReceiptPost mail, long end) throws IOException, StoreException {
        AtomicReference<Optional<StoreException>> refused = new AtomicReference<>(Optional.empty());
        try (EvidenceReader reader = EvidenceReader.open(evidence, letter.keys().authority())) {
            reader.each(next, record -> {
                if (record.index() >= end) {
                    return false;
                }
                try {
                    rules.happened(record, mail);
                    next = record.index() + 1;
                    return true;
                } catch (StoreException later) {
                    refused.set(Optional.of(later));
                } catch (IOException later) {
                    refused.set(Optional.of(
                            new StoreException(StoreException.Reason.UNAVAILABLE, later.getMessage(), later)));
                }
                return false;
            });
        }
        if (refused.get().isPresent()) {
            throw refused.get().get();
        }
    }

    private static long number(String text) throws IOException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException damaged) {
            throw new IOException("receipts/told holds no number", damaged);
        }
    }
}
