package org.pennypost.server.dkim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.pennypost.core.message.Header;
import org.pennypost.core.message.MessageLimits;

/**
 * Signs one message, RFC 6376 §5: made when its header section is known, then shown its body, then asked for the
 * fields. Confined to one thread.
 */
public final class Signing {
    /** RFC 6376 §5.4.1. */
    private static final List<String> SIGNED = List.of(
            "From",
            "Reply-To",
            "Subject",
            "Date",
            "Message-ID",
            "To",
            "Cc",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            "Sender",
            "In-Reply-To",
            "References",
            "TLS-Report-Domain", // RFC 8460 §5.3
            "TLS-Report-Submitter");

    /** Of these nobody may add another one (RFC 6376 §8.15): named once more than they are there. */
    private static final Set<String> ONLY =
            Set.of("From", "Reply-To", "Subject", "Date", "Message-ID", "To", "Cc", "MIME-Version", "Content-Type");

    private static final int LINE = 70;

    private final SigningKeys keys;
    private final String domain;
    private final Header header;
    private final BodyHash hash = new BodyHash(Canonical.RELAXED, OptionalLong.empty());

    private Signing(SigningKeys keys, String domain, Header header) {
        this.keys = keys;
        this.domain = domain;
        this.header = header;
    }

    /** @param domain for which the message is signed, in lower case, as it stands in the DNS */
    public static Signing of(SigningKeys keys, String domain, Header header) {
        return new Signing(keys, domain, header);
    }

    /** The next octets of the body. */
    public void body(ByteBuffer octets) {
        hash.update(octets);
    }

    /** The body has gone by: the fields to put above the header, one for each key. */
    public ByteBuffer fields(Instant now) {
        String bodyHash = Base64.getEncoder().encodeToString(hash.finish());
        StringBuilder fields = new StringBuilder();
        for (SigningKeys.SigningKey key : keys.keys()) {
            fields.append(field(key, bodyHash, now));
        }
        return ByteBuffer.wrap(fields.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private String field(SigningKeys.SigningKey key, String bodyHash, Instant now) {
        String open = "DKIM-Signature: v=1; a=" + key.algorithm() + "; c=relaxed/relaxed;\r\n\td=" + domain
                + ";\r\n\ts=" + key.selector() + "; t=" + now.getEpochSecond() + ";\r\n\th=" + folded(names(), ":")
                + ";\r\n\tbh=" + bodyHash + ";\r\n\tb=";
        SignatureField unsigned = SignatureField.dkim(Header.parse(
                        ByteBuffer.wrap((open + "AA==\r\n").getBytes(StandardCharsets.US_ASCII)),
                        MessageLimits.DEFAULTS)
                .field(0));
        try {
            byte[] signature = key.algorithm().sign(key.key(), Fields.signed(header, unsigned));
            return open + wrapped(Base64.getEncoder().encodeToString(signature)) + "\r\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of " + key.selector() + " cannot sign", e);
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : SIGNED) {
            int times = header.all(name).size() + (ONLY.contains(name) ? 1 : 0);
            for (int i = 0; i < Math.min(times, 10); i++) {
                names.add(name);
            }
        }
        return names;
    }

    private static String folded(List<String> words, String separator) {
        StringBuilder text = new StringBuilder();
        int line = 0;
        for (String word : words) {
            if (text.length() > 0) {
                text.append(separator);
                if (text.length() - line + word.length() > LINE) {
                    line = text.length();
                    text.append("\r\n\t ");
                }
            }
            text.append(word);
        }
        return text.toString();
    }

    private static String wrapped(String base64) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < base64.length(); i += LINE) {
            text.append(i == 0 ? "" : "\r\n\t ").append(base64, i, Math.min(base64.length(), i + LINE));
        }
        return text.toString();
    }
}
