package org.pennypost.server.authentication;

import java.util.List;
import java.util.Optional;
import org.pennypost.server.dkim.ArcResult;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.dmarc.DmarcNote;
import org.pennypost.server.dmarc.DmarcPolicy;
import org.pennypost.server.dmarc.DmarcResult;
import org.pennypost.server.spf.SpfResult;

/** What was found out about one message. */
record Findings(SpfResult spf, List<DkimResult> signatures, ArcResult arc, DmarcResult dmarc) {
    Findings {
        signatures = List.copyOf(signatures);
    }

    /** Whether somebody whom we trust saw it when it still could be proven, RFC 8617 §7.2.1. */
    boolean vouchedFor(List<String> sealers) {
        return dmarc.verdict() == DmarcResult.Verdict.FAIL
                && arc.verdict() == ArcResult.Verdict.PASS
                && sealers.stream().anyMatch(arc.sealer()::equalsIgnoreCase)
                && unquoted(arc.results()).matches("(?s).*;\\s*dmarc\\s*=\\s*pass\\b.*");
    }

    /** What stands in quotes and comments may be a stranger's: his address, say, and not what was found. */
    private static String unquoted(String results) {
        StringBuilder bare = new StringBuilder();
        FieldText.read(results, (c, place) -> {
            bare.append(place == FieldText.Place.QUOTED ? "" : c);
            return true;
        });
        return bare.toString();
    }

    /**
     * Whether something speaks against the reverse-path being the sender's own, and nothing for it.
     *
     * <p>Deviates from RFC 3461 §4.1: who seems to have forged the reverse-path has no success reported to it, because
     * the report would go to somebody who has sent nothing, and strangers could have us send as many as they like.
     */
    boolean isSenderForged() {
        return spf.verdict() == SpfResult.Verdict.FAIL
                || spf.verdict() != SpfResult.Verdict.PASS && dmarc.verdict() == DmarcResult.Verdict.FAIL;
    }

    /** What the message deserves if everything that is asked for is done. */
    DmarcPolicy deserved(List<String> sealers) {
        if (vouchedFor(sealers)) {
            return DmarcPolicy.NONE;
        }
        // nobody can ask for anything if the author is nobody, or several: RFC 7489 §6.6.1
        return dmarc.verdict() == DmarcResult.Verdict.PERMERROR ? DmarcPolicy.QUARANTINE : dmarc.asked();
    }

    /** Why something was done that the owner of the author's domain does not ask for; empty if it was not. */
    Optional<DmarcNote.Override> override(DmarcPolicy done, List<String> sealers) {
        boolean wanted = dmarc.verdict() != DmarcResult.Verdict.FAIL;
        if (done == (wanted ? DmarcPolicy.NONE : dmarc.published())) {
            return Optional.empty();
        }
        if (vouchedFor(sealers)) {
            return Optional.of(DmarcNote.Override.TRUSTED_FORWARDER);
        }
        return Optional.of(done == dmarc.asked() ? DmarcNote.Override.SAMPLED_OUT : DmarcNote.Override.LOCAL_POLICY);
    }

    /**
     * Whether the owner of the author's domain wants forgeries kept away and it cannot be told now whether this is one
     * (RFC 7489 §6.6.2): else whoever makes a look-up fail would get past.
     */
    boolean undecided(List<String> sealers) {
        return !vouchedFor(sealers)
                && dmarc.verdict() == DmarcResult.Verdict.TEMPERROR
                && dmarc.published() != DmarcPolicy.NONE;
    }
}
