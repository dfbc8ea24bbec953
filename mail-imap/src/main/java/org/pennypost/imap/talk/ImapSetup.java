package org.pennypost.imap.talk;

import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.imap.ImapLimits;

/**
 * What all conversations of a server share.
 *
 * @param offersTls whether STARTTLS is offered on a line that is not protected
 * @param changesUsers whether a client may become somebody else (RFC 8437)
 */
public record ImapSetup(
        MailStore store,
        Authenticator authenticator,
        Sasl sasl,
        ClearTextPolicy clearText,
        boolean offersTls,
        boolean changesUsers,
        EvidenceSink evidence,
        ImapLimits limits,
        Surroundings surroundings) {
    /** The same with another policy. */
    public ImapSetup clearText(ClearTextPolicy policy) {
        Sasl mechanisms = sasl.clearText(policy);
        return new ImapSetup(
                store, authenticator, mechanisms, policy, offersTls, changesUsers, evidence, limits, surroundings);
    }

    /** The same, with or without mechanisms that are bound to the channel. */
    public ImapSetup channelBinding(boolean offered) {
        Sasl mechanisms = sasl.channelBinding(offered);
        return new ImapSetup(
                store, authenticator, mechanisms, clearText, offersTls, changesUsers, evidence, limits, surroundings);
    }

    /** The same, offering STARTTLS. */
    public ImapSetup offeringTls() {
        return new ImapSetup(store, authenticator, sasl, clearText, true, changesUsers, evidence, limits, surroundings);
    }

    /** The same, with one user for each connection. */
    public ImapSetup withoutUnauthenticate() {
        return new ImapSetup(store, authenticator, sasl, clearText, offersTls, false, evidence, limits, surroundings);
    }

    /** The same with another sink. */
    public ImapSetup evidence(EvidenceSink sink) {
        return new ImapSetup(
                store, authenticator, sasl, clearText, offersTls, changesUsers, sink, limits, surroundings);
    }

    /** The same with other bounds. */
    public ImapSetup limits(ImapLimits others) {
        return new ImapSetup(
                store, authenticator, sasl, clearText, offersTls, changesUsers, evidence, others, surroundings);
    }
}
