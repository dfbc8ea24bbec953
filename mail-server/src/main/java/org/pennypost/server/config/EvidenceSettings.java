package org.pennypost.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is kept so that nobody can deny it. Immutable.
 *
 * @param kept whether there is evidence at all
 * @param required whether mail is refused that cannot be witnessed
 * @param interval after how much time a head is signed over what is new
 * @param authority who stamps heads; empty for the built-in authority
 * @param stampers the file with the certificates of those whose stamps count; empty for the built-in one
 */
public record EvidenceSettings(
        boolean kept, boolean required, Duration interval, Optional<URI> authority, Optional<Path> stampers) {
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
                authority,
                stampers);
    }
}
