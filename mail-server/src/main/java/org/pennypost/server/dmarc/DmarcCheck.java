package org.pennypost.server.dmarc;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.dmarc.DmarcResult.Verdict;
import org.pennypost.server.dns.Resolver;
import org.pennypost.server.spf.SpfResult;

/**
 * Whether what was proven about a message is about its author, RFC 7489 §6.6.2: the policy is looked up first, then
 * compared with the results. Immutable.
 */
public final class DmarcCheck {
    private final PublicSuffixes suffixes;
    private final String author;
    private final Optional<Found> found;
    private final Optional<DmarcResult> over;

    private DmarcCheck(PublicSuffixes suffixes, String author, Optional<Found> found, Optional<DmarcResult> over) {
        this.suffixes = suffixes;
        this.author = author;
        this.found = found;
        this.over = over;
    }

    /** A record, and the policy in it that is meant. */
    private record Found(String domain, DmarcRecord record, DmarcPolicy policy) {}

    /**
     * Looks the policy up. May block.
     *
     * @param author the domain of the From field, in lower case; empty if there is not just one
     */
    public static DmarcCheck of(String author, PublicSuffixes suffixes, Resolver dns) {
        if (author.isEmpty()) {
            // RFC 7489 §6.6.1: nobody knows whose policy counts
            return over(author, suffixes, Verdict.PERMERROR, "not one author domain");
        }
        try {
            Optional<Found> found = record(author, dns).map(record -> new Found(author, record, record.policy()));
            String organization = suffixes.organization(author);
            if (found.isEmpty() && !organization.equals(author)) {
                found = record(organization, dns).map(record -> new Found(organization, record, record.subdomains()));
            }
            return found.isPresent()
                    ? new DmarcCheck(suffixes, author, found, Optional.empty())
                    : over(author, suffixes, Verdict.NONE, "");
        } catch (IOException unknown) {
            return over(author, suffixes, Verdict.TEMPERROR, "no answer from the DNS");
        }
    }

    /** @param dice a number from 0 to 99, for {@code pct=} */
    public DmarcResult result(SpfResult spf, List<DkimResult> signatures, IntSupplier dice) {
        if (over.isPresent()) {
            return over.get();
        }
        DmarcRecord record = found.orElseThrow().record();
        DmarcPolicy policy = found.orElseThrow().policy();
        List<DkimResult> signed = signatures.stream()
                .filter(result -> isAligned(result.domain().orElse(""), record.strictDkim()))
                .toList();
        boolean sent = isAligned(spf.domain(), record.strictSpf());
        boolean sentWell = sent && spf.verdict() == SpfResult.Verdict.PASS;
        boolean signedWell = signed.stream().anyMatch(DkimResult::passed);
        Verdict verdict = Verdict.FAIL;
        if (sentWell || signedWell) {
            verdict = Verdict.PASS;
        } else if (sent && spf.verdict() == SpfResult.Verdict.TEMPERROR
                || signed.stream().anyMatch(result -> result.verdict() == DkimResult.Verdict.TEMPERROR)) {
            verdict = Verdict.TEMPERROR;
        }
        boolean spared = dice.getAsInt() >= record.percent();
        DmarcPolicy asked = verdict != Verdict.FAIL ? DmarcPolicy.NONE : spared ? policy.milder() : policy;
        DmarcEvaluation evaluation = new DmarcEvaluation(
                found.get().domain(), record, signedWell, sentWell, verdict == Verdict.FAIL && asked != policy);
        return new DmarcResult(verdict, author, policy, asked, "", Optional.of(evaluation));
    }

    // RFC 7489 §3.1
    private boolean isAligned(String domain, boolean strict) {
        return domain.equals(author)
                || !strict && !domain.isEmpty() && suffixes.organization(domain).equals(suffixes.organization(author));
    }

    // RFC 7489 §6.6.3: several records are none
    static Optional<DmarcRecord> record(String domain, Resolver dns) throws IOException {
        List<DmarcRecord> records = dns.texts("_dmarc." + domain).records().stream()
                .flatMap(text -> DmarcRecord.parse(text).stream())
                .toList();
        return records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
    }

    private static DmarcCheck over(String author, PublicSuffixes suffixes, Verdict verdict, String reason) {
        return new DmarcCheck(
                suffixes, author, Optional.empty(), Optional.of(DmarcResult.without(verdict, author, reason)));
    }
}
