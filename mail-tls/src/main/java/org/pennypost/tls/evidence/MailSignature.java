package org.pennypost.tls.evidence;

import java.time.Instant;
import java.util.List;
import org.pennypost.tls.EvidenceKeys;

/** Signs mail as S/MIME does: the second part of a {@code multipart/signed} (RFC 1847, RFC 8551). */
public final class MailSignature {
    private MailSignature() {}

    /**
     * A detached CMS signature in DER, with SHA-256, by the one who signs heads.
     *
     * @param entity the first part with its header, its lines ending with CRLF
     */
    public static byte[] of(byte[] entity, Instant time, EvidenceKeys keys) {
        return Signing.sign(entity, time, keys.signer(), List.of(keys.signer().certificate()), false);
    }
}
