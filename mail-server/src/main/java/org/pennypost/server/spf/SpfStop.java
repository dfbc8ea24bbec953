package org.pennypost.server.spf;

/** Ends an evaluation with a result, wherever it is. */
final class SpfStop extends Exception {
    private static final long serialVersionUID = 1L;

    private final SpfResult.Verdict verdict;

    SpfStop(SpfResult.Verdict verdict, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
    }

    SpfResult.Verdict verdict() {
        return verdict;
    }
}
