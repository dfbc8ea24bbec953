package org.pennypost.pop.talk;

import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.pop.PopLimits;

/** What all conversations of one server share. Immutable. */
public record PopSetup(
        Maildrops maildrops,
        Authenticator authenticator,
        Sasl sasl,
        ClearTextPolicy clearText,
        boolean offersTls,
        EvidenceSink evidence,
        PopLimits limits,
        Surroundings surroundings) {
    /** With another policy for passwords in clear. */
    public PopSetup clearText(ClearTextPolicy policy) {
        Sasl mechanisms = Sasl.with(authenticator, policy, surroundings);
        return new PopSetup(maildrops, authenticator, mechanisms, policy, offersTls, evidence, limits, surroundings);
    }

    /** With STLS. */
    public PopSetup offeringTls() {
        return new PopSetup(maildrops, authenticator, sasl, clearText, true, evidence, limits, surroundings);
    }

    /** With evidence. */
    public PopSetup evidence(EvidenceSink sink) {
        return new PopSetup(maildrops, authenticator, sasl, clearText, offersTls, sink, limits, surroundings);
    }

    /** With other bounds. */
    public PopSetup limits(PopLimits bounds) {
        return new PopSetup(maildrops, authenticator, sasl, clearText, offersTls, evidence, bounds, surroundings);
    }
}
