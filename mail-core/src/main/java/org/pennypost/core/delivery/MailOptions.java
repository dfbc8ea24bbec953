package org.pennypost.core.delivery;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.address.ReversePath;

/**
 * What the client declared about a message with MAIL: RFC 5321 §4.1.1.11 {@code Mail-parameters}.
 *
 * @param body what the content may hold (RFC 6152 §3)
 * @param smtpUtf8 whether envelope and header may hold UTF-8 (RFC 6531 §3.4)
 * @param size how many octets the client says it has, 0 if it does not say (RFC 1870 §6)
 * @param submitter who first submitted it as far as the client may be believed, {@code <>} if unknown (RFC 4954 §5)
 * @param requests what else the sender asks for, at most one of each kind
 */
public record MailOptions(Body body, boolean smtpUtf8, long size, ReversePath submitter, Set<MailRequest> requests) {
    /** Nothing declared. */
    public static final MailOptions NONE = new MailOptions(Body.SEVEN_BIT, false, 0, ReversePath.NULL, Set.of());

    /** @throws IllegalArgumentException if the size is negative */
    public MailOptions {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size);
        }
        requests = Set.copyOf(requests);
    }

    /** The same with another kind of content. */
    public MailOptions body(Body other) {
        return new MailOptions(other, smtpUtf8, size, submitter, requests);
    }

    /** The same with UTF-8 allowed in envelope and header. */
    public MailOptions withSmtpUtf8() {
        return new MailOptions(body, true, size, submitter, requests);
    }

    /** The same with a declared size in octets. */
    public MailOptions size(long octets) {
        return new MailOptions(body, smtpUtf8, octets, submitter, requests);
    }

    /** The same with a first submitter. */
    public MailOptions submitter(ReversePath other) {
        return new MailOptions(body, smtpUtf8, size, other, requests);
    }

    /** The same with one more request. */
    public MailOptions with(MailRequest request) {
        Set<MailRequest> more = new HashSet<>(requests);
        more.add(request);
        return new MailOptions(body, smtpUtf8, size, submitter, more);
    }

    /** The request of a kind, if there is one. */
    public <T extends MailRequest> Optional<T> request(Class<T> kind) {
        return requests.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** RFC 6152 §2 {@code body-value}. */
    public enum Body {
        /** ASCII in lines. */
        SEVEN_BIT("7BIT"),
        /** Octets of any kind in lines. */
        EIGHT_BIT_MIME("8BITMIME"),
        /** Octets of any kind, in lines or not (RFC 3030 §3). */
        BINARY_MIME("BINARYMIME");

        private final String keyword;

        Body(String keyword) {
            this.keyword = keyword;
        }

        /** Its value on the wire. */
        public String keyword() {
            return keyword;
        }
    }
}
