package org.pennypost.server.dkim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;
import org.pennypost.server.dns.Resolver;

/** What becomes of the signatures of a message. */
record Checked(List<DkimResult> signatures, ArcResult arc) {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    static Checked of(String message, Resolver dns) {
        return of(message.getBytes(StandardCharsets.ISO_8859_1), dns);
    }

    static Checked of(byte[] message, Resolver dns) {
        Header header = Header.parse(ByteBuffer.wrap(message), MessageLimits.DEFAULTS);
        SignatureCheck check = SignatureCheck.of(header, "football.example.com");
        int start = header.octets().remaining();
        check.body(ByteBuffer.wrap(message, start, message.length - start));
        return new Checked(check.signatures(dns, NOW), check.seals(dns, NOW));
    }

    List<String> verdicts() {
        return signatures.stream().map(result -> result.verdict().name()).toList();
    }

    List<String> reasons() {
        return signatures.stream().map(DkimResult::reason).toList();
    }
}
