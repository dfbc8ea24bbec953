package org.pennypost.server.dmarc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.spf.SpfResult;

/**
 * One message, as the owner of its author's domain hears of it: RFC 7489 §7.2, and the elements of its appendix C.
 *
 * @param source the address of the host that sent it
 * @param sender the domain in MAIL; empty for the null reverse-path
 * @param spf and whose answer that is
 * @param signatures what became of them
 * @param dmarc what came of both
 * @param done what was done
 * @param why it was not what the owner asks for; empty if it was
 */
public record DmarcNote(
        String source,
        String sender,
        SpfResult spf,
        List<DkimResult> signatures,
        DmarcResult dmarc,
        DmarcPolicy done,
        Optional<Override> why) {
    private static final int LONGEST = 255;

    public DmarcNote {
        signatures = List.copyOf(signatures);
    }

    /** Why something else was done. */
    public enum Override {
        /** RFC 7489 §6.6.4: {@code pct=}. */
        SAMPLED_OUT,
        /** Somebody whom we trust vouches for it. */
        TRUSTED_FORWARDER,
        /** It is done otherwise here. */
        LOCAL_POLICY
    }

    /** Two fields with a tab between: what stands before the count of such messages, and what behind it. */
    String line() {
        return Xml.text("source_ip", source) + "\t" + evaluated() + "</row>" + identifiers() + results() + "\n";
    }

    private String evaluated() {
        DmarcEvaluation evaluation = dmarc.evaluation().orElseThrow();
        return Xml.element(
                "policy_evaluated",
                Xml.text("disposition", done.toString())
                        + Xml.text("dkim", evaluation.dkim() ? "pass" : "fail")
                        + Xml.text("spf", evaluation.spf() ? "pass" : "fail")
                        + why.map(reason -> Xml.element(
                                        "reason", Xml.text("type", reason.name().toLowerCase(Locale.ROOT))))
                                .orElse(""));
    }

    private String identifiers() {
        return Xml.element(
                "identifiers", Xml.text("envelope_from", cut(sender)) + Xml.text("header_from", cut(dmarc.author())));
    }

    private String results() {
        StringBuilder results = new StringBuilder();
        for (DkimResult result : signatures) {
            result.signature()
                    .ifPresent(signed -> results.append(Xml.element(
                            "dkim",
                            Xml.text("domain", cut(signed.domain()))
                                    + Xml.text("selector", cut(signed.selector()))
                                    + Xml.text("result", result.verdict().name().toLowerCase(Locale.ROOT)))));
        }
        results.append(Xml.element(
                "spf",
                Xml.text("domain", cut(spf.domain()))
                        + Xml.text("scope", sender.isEmpty() ? "helo" : "mfrom")
                        + Xml.text("result", spf.verdict().toString())));
        return Xml.element("auth_results", results.toString());
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
