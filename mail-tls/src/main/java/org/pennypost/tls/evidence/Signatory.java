package org.pennypost.tls.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.EvidenceKeys;

/** Signs heads of a log and has them stamped. Thread-safe. */
final class Signatory {
    private final LogFiles files;
    private final Pen pen;
    private final EvidenceKeys keys;
    private Optional<SignedHead> last;

    Signatory(LogFiles files, Pen pen, EvidenceKeys keys, Optional<SignedHead> last) {
        this.files = files;
        this.pen = pen;
        this.keys = keys;
        this.last = last;
    }

    /** Signs a head over all events, unless the last one is; empty as long as there are none. */
    synchronized Optional<SignedHead> sign(Instant now) throws IOException, StoreException {
        long events = pen.settle();
        if (events == 0 || last.isPresent() && last.get().head().size() == events) {
            return last;
        }
        Instant time = last.map(one -> one.head().time()).filter(now::isBefore).orElse(now);
        refuseBeforeTheKeys(time);
        TreeHead head = pen.look(count -> head(events, time));
        for (Column column : pen.look(count -> files.tree().columns())) {
            column.force();
        }
        SignedHead signed = SignedHead.sign(head, keys);
        files.heads().write(signed);
        last = Optional.of(signed);
        return last;
    }

    /** What is signed at a time when its certificate was not valid would look like a forgery for ever. */
    private void refuseBeforeTheKeys(Instant time) throws EvidenceException {
        Instant made = keys.signer().certificate().getNotBefore().toInstant();
        if (time.isBefore(made)) {
            throw new EvidenceException("nothing is signed before " + made + ", when the keys were made; is the clock"
                    + " right? If so it was not then: stop the server and move the directory of the evidence away, and"
                    + " a new log begins");
        }
    }

    /** Over events that are durable; writes the tree of them. */
    private TreeHead head(long events, Instant time) throws IOException {
        files.tree().flush();
        return new TreeHead(SignedHead.log(keys.authority()), events, Merkle.root(files.tree(), events), time);
    }

    /** Has the heads of the last days stamped that are not yet; the newest first. */
    int stamp(TimeStamps.Authority authority, List<X509Certificate> trusted) throws IOException {
        int stamped = 0;
        for (HeadFiles.Entry entry : files.heads().recent(2)) {
            if (entry.stamp().isEmpty()) {
                byte[] cms = Files.readAllBytes(entry.file());
                entry.stamped(TimeStamps.stamp(cms, authority, trusted));
                stamped++;
            }
        }
        return stamped;
    }
}
