package org.pennypost.server.dkim;

import java.util.Optional;

/**
 * What became of one signature.
 *
 * @param verdict RFC 8601 §2.7.1
 * @param signature what signed; empty if it could not be read
 * @param reason why it did not pass
 */
public record DkimResult(Verdict verdict, Optional<Signed> signature, String reason) {
    private static final int PREFIX = 8;

    /** RFC 8601 §2.7.1. */
    public enum Verdict {
        /** The owner of the domain says that the message is from there. */
        PASS,
        /** The message or the signature was changed. */
        FAIL,
        /** The signature holds, but does not cover enough to be trusted. */
        POLICY,
        /** The signature is not one that could be checked. */
        NEUTRAL,
        /** The key is not to be had now. */
        TEMPERROR,
        /** There is no such key, or the signature can never be checked. */
        PERMERROR
    }

    /**
     * Who signed.
     *
     * @param domain in lower case
     * @param prefix the first characters of the signature, which tell it from others
     */
    public record Signed(String domain, String selector, String algorithm, String prefix) {
        static Signed of(SignatureField field) {
            String prefix = field.signature()
                    .substring(0, Math.min(PREFIX, field.signature().length()));
            return new Signed(
                    field.domain(), field.selector(), field.algorithm().toString(), prefix);
        }
    }

    /** Whether this passed for a domain. */
    public boolean passed() {
        return verdict == Verdict.PASS;
    }

    /** The domain that signed; empty if that could not be read. */
    public Optional<String> domain() {
        return signature.map(Signed::domain);
    }

    static DkimResult of(SignatureField field, Verdict verdict, String reason) {
        return new DkimResult(verdict, Optional.of(Signed.of(field)), reason);
    }
}
