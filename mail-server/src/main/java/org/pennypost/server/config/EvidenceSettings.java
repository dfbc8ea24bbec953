package org.pennypost.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.pennypost.core.address.MailAddress;

/**
 * What is kept so that nobody can deny it. Immutable.
 *
 * @param kept whether there is evidence at all
 * @param required whether mail is refused that cannot be witnessed
 * @param interval after how much time a head is signed over what is new
 * @param authority who stamps heads; empty for the built-in authority
 * @param journal for how long the messages themselves are kept, empty in it for ever; empty if they are not
 * @param receipts the users who are told what became of the mail that they submitted
 * @param checkpoints who gets signed heads by mail
 * @param checkpointInterval after how much time each of them gets the next one
 * @param stampers the file with the certificates of those whose stamps count; empty for the built-in one
 */
public record EvidenceSettings(
        boolean kept,
        boolean required,
        Duration interval,
        Optional<OptionalInt> journal,
        List<String> receipts,
        List<MailAddress> checkpoints,
        Duration checkpointInterval,
        Optional<URI> authority,
        Optional<Path> stampers) {
    static EvidenceSettings of(ConfigurationFile file, Path base) {
        Optional<URI> authority = file.said(Settings.STAMP_AUTHORITY);
        Optional<Path> stampers = file.said(Settings.STAMPERS).map(base::resolve);
        if (authority.isPresent() && stampers.isEmpty()) {
            file.conflict(
                    Settings.STAMP_AUTHORITY,
                    "stamp-authority without stamp-certificates",
                    "the certificate of that authority, so that wrong stamps are noticed",
                    "save it as a PEM file and write stamp-certificates = that file");
        }
        return new EvidenceSettings(
                file.value(Settings.EVIDENCE) == Settings.Switch.ON,
                file.value(Settings.EVIDENCE_FAILING) == Settings.Failing.REFUSE,
                Duration.ofMinutes(file.value(Settings.EVIDENCE_INTERVAL)),
                file.value(Settings.JOURNAL) == Settings.Switch.ON
                        ? Optional.of(file.value(Settings.JOURNAL_DAYS))
                        : Optional.empty(),
                file.said(Settings.RECEIPTS).orElse(List.of()),
                file.said(Settings.CHECKPOINTS).orElse(List.of()),
                Duration.ofHours(file.value(Settings.CHECKPOINT_HOURS)),
                authority,
                stampers);
    }
}
