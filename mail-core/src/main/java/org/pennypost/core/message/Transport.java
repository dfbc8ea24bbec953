package org.pennypost.core.message;

import java.util.Optional;

/** What octets may pass where a message goes, and so what its parts become: RFC 2045 §6.2, §6.4. */
enum Transport {
    /** Any octets, in lines: what is {@code binary} becomes base64 (RFC 3030 §3). */
    LINES {
        @Override
        Optional<TransferEncoding> instead(Optional<TransferEncoding> declared, ContentType type, boolean composite) {
            return declared.filter(TransferEncoding.BINARY::equals)
                    .map(binary -> composite ? TransferEncoding.EIGHT_BIT : TransferEncoding.BASE64);
        }
    },
    /** ASCII (RFC 6152 §3). A part that declares nothing may have other octets; one that declares them not has none. */
    SEVEN_BIT {
        @Override
        Optional<TransferEncoding> instead(Optional<TransferEncoding> declared, ContentType type, boolean composite) {
            boolean binary = declared.filter(TransferEncoding.BINARY::equals).isPresent();
            if (!binary && declared.isPresent() && declared.get() != TransferEncoding.EIGHT_BIT) {
                return Optional.empty();
            }
            if (composite) {
                return declared.map(wide -> TransferEncoding.SEVEN_BIT);
            }
            if (type.is("multipart") || type.is("message")) {
                return Optional.empty(); // RFC 2046 §5.2: nothing else is allowed there
            }
            return Optional.of(
                    type.is("text") && !binary ? TransferEncoding.QUOTED_PRINTABLE : TransferEncoding.BASE64);
        }
    };

    /**
     * The encoding of a part that cannot stay as it is.
     *
     * @param declared its Content-Transfer-Encoding; empty if it has none
     * @param composite whether it is a multipart or a message, whose parts are encoded one by one
     */
    abstract Optional<TransferEncoding> instead(
            Optional<TransferEncoding> declared, ContentType type, boolean composite);
}
