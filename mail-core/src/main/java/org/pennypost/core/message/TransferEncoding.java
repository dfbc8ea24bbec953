package org.pennypost.core.message;

import java.util.Locale;
import java.util.Optional;

/** How the octets of a body are written down for transport: RFC 2045 §6.1. */
public enum TransferEncoding {
    /** RFC 2045 §6.2: short lines of ASCII. */
    SEVEN_BIT("7bit"),
    /** RFC 2045 §6.2: short lines. */
    EIGHT_BIT("8bit"),
    /** RFC 2045 §6.2: any octets. */
    BINARY("binary"),
    /** RFC 2045 §6.7. */
    QUOTED_PRINTABLE("quoted-printable"),
    /** RFC 2045 §6.8. */
    BASE64("base64");

    private final String token;

    TransferEncoding(String token) {
        this.token = token;
    }

    /** The encoding of a token, letter case aside; nothing for one that no RFC defines (RFC 9051 UNKNOWN-CTE). */
    public static Optional<TransferEncoding> of(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        for (TransferEncoding encoding : values()) {
            if (encoding.token.equals(lower)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    /** Whether the body is the content as it is. */
    public boolean isIdentity() {
        return this != QUOTED_PRINTABLE && this != BASE64;
    }

    /** A decoder for one body. */
    public TransferDecoder decoder() {
        return switch (this) {
            case BASE64 -> TransferDecoder.base64();
            case QUOTED_PRINTABLE -> TransferDecoder.quotedPrintable();
            default -> TransferDecoder.identity();
        };
    }

    /** The token of the header field. */
    @Override
    public String toString() {
        return token;
    }
}
