package org.pennypost.server.dkim;

/**
 * What a chain of ARC sets is worth, RFC 8617 §5.2.
 *
 * @param sealer the domain of the newest seal, in lower case; empty if the chain does not pass
 * @param results what that one says it saw (ARC-Authentication-Results)
 * @param reason why it did not pass
 */
public record ArcResult(Verdict verdict, String sealer, String results, String reason) {
    /** There is no chain. */
    public static final ArcResult NONE = new ArcResult(Verdict.NONE, "", "", "");

    /** RFC 8617 §4.4. */
    public enum Verdict {
        /** There is none. */
        NONE,
        /** All of it holds. */
        PASS,
        /** It is broken. */
        FAIL
    }

    static ArcResult fail(String reason) {
        return new ArcResult(Verdict.FAIL, "", "", reason);
    }
}
