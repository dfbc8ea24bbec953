package org.pennypost.server.tlsreport;

/**
 * Why TLS with a host did not work as it should.
 *
 * @param kind for programs
 * @param text for people
 */
public record TlsFault(Kind kind, String text) {
    /** RFC 8460 §4.3. */
    public enum Kind {
        /** RFC 8460 §4.3.1. */
        STARTTLS_NOT_SUPPORTED("starttls-not-supported"),
        /** RFC 8460 §4.3.1. */
        CERTIFICATE_HOST_MISMATCH("certificate-host-mismatch"),
        /** RFC 8460 §4.3.1. */
        CERTIFICATE_EXPIRED("certificate-expired"),
        /** RFC 8460 §4.3.1. */
        CERTIFICATE_NOT_TRUSTED("certificate-not-trusted"),
        /** RFC 8460 §4.3.1: anything else. */
        VALIDATION_FAILURE("validation-failure"),
        /** RFC 8460 §4.3.2.1: no record that can be used. */
        TLSA_INVALID("tlsa-invalid"),
        /** RFC 8460 §4.3.2.1: the records could not be validated. */
        DNSSEC_INVALID("dnssec-invalid"),
        /** RFC 8460 §4.3.2.2. */
        STS_POLICY_FETCH_ERROR("sts-policy-fetch-error"),
        /** RFC 8460 §4.3.2.2. */
        STS_POLICY_INVALID("sts-policy-invalid"),
        /** RFC 8460 §4.3.2.2: nobody whom we trust vouches for the web server. */
        STS_WEBPKI_INVALID("sts-webpki-invalid");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As reports have it. */
        public String word() {
            return word;
        }
    }
}
