package org.pennypost.server.authentication;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pennypost.server.dkim.ArcResult;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.dmarc.DmarcPolicy;
import org.pennypost.server.dmarc.DmarcResult;

/**
 * The one field that says what was found, RFC 8601 §2.2:
 *
 * <pre>
 * Authentication-Results: mx.example.org;
 *         spf=pass smtp.mailfrom=bob@example.net;
 *         dkim=pass header.d=example.net header.s=mail header.a=rsa-sha256 header.b=dzdVyOfA;
 *         dmarc=pass (p=reject) header.from=example.net
 * </pre>
 */
final class ResultsField {
    private static final String FOLD = "\r\n\t";

    private ResultsField() {}

    /**
     * The field with its line end.
     *
     * @param sender what was in MAIL; empty if it was {@code <>}
     * @param sealers whose ARC seals are trusted
     */
    static String of(String host, String sender, Findings findings, List<String> sealers) {
        return "Authentication-Results: " + host + ";" + FOLD
                + String.join(";" + FOLD, results(sender, findings, sealers)) + "\r\n";
    }

    /** What was found, without the field around it, for the story of the message. */
    static List<String> results(String sender, Findings findings, List<String> sealers) {
        List<String> results = new ArrayList<>();
        results.add(spf(sender, findings));
        findings.signatures().forEach(result -> results.add(dkim(result)));
        if (findings.signatures().isEmpty()) {
            results.add("dkim=none");
        }
        if (findings.arc().verdict() != ArcResult.Verdict.NONE) {
            results.add(arc(findings.arc()));
        }
        results.add(dmarc(findings, sealers));
        return results;
    }

    // RFC 8601 §2.7.2
    private static String spf(String sender, Findings findings) {
        String property =
                sender.isEmpty() ? " smtp.helo=" + value(findings.spf().domain()) : " smtp.mailfrom=" + value(sender);
        return "spf=" + findings.spf().verdict() + comment(findings.spf().reason()) + property;
    }

    // RFC 8601 §2.7.1
    private static String dkim(DkimResult result) {
        return "dkim=" + result.verdict().name().toLowerCase(Locale.ROOT) + comment(result.reason())
                + result.signature()
                        .map(signed -> " header.d=" + value(signed.domain()) + " header.s=" + value(signed.selector())
                                + " header.a=" + value(signed.algorithm()) + " header.b=" + value(signed.prefix()))
                        .orElse("");
    }

    // RFC 8617 §4.4
    private static String arc(ArcResult result) {
        return "arc=" + result.verdict().name().toLowerCase(Locale.ROOT)
                + comment(result.sealer().isEmpty() ? result.reason() : "sealed by " + result.sealer());
    }

    // RFC 7489 §11.1
    private static String dmarc(Findings findings, List<String> sealers) {
        DmarcResult result = findings.dmarc();
        boolean none =
                result.verdict() == DmarcResult.Verdict.NONE || !result.reason().isEmpty();
        String policy = none ? result.reason() : "p=" + result.published();
        if (findings.vouchedFor(sealers)) {
            policy += ", vouched for by " + findings.arc().sealer();
        } else if (result.asked() != result.published() && result.verdict() == DmarcResult.Verdict.FAIL) {
            policy += ", " + (result.asked() == DmarcPolicy.NONE ? "spared" : result.asked()) + " by pct";
        }
        return "dmarc=" + result.verdict() + comment(policy)
                + (result.author().isEmpty() ? "" : " header.from=" + value(result.author()));
    }

    private static String comment(String text) {
        return text.isEmpty() ? "" : " (" + text.replaceAll("[^ -~]|[()\\\\]", "?") + ")";
    }

    // RFC 8601 §2.2: pvalue, RFC 2045 §5.1 token or an address; else a quoted string. Never a line end.
    private static String value(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}]", "?");
        return printable.matches("[A-Za-z0-9!#$%&'*+.^_`{|}~@-]+")
                ? printable
                : '"' + printable.replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }
}
