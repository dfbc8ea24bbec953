package org.pennypost.imap.talk;

import java.util.Map;
import java.util.Set;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.Login;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.engine.Turns;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.imap.ImapLimits;

/**
 * What all conversations of a server share.
 *
 * @param offer what may be had of what a server can do
 * @param turns for work that needs much memory
 */
public record ImapSetup(
        MailStore store,
        Authenticator authenticator,
        Sasl sasl,
        ClearTextPolicy clearText,
        Offer offer,
        EvidenceSink evidence,
        ImapLimits limits,
        Surroundings surroundings,
        Common common,
        Turns turns) {
    /**
     * What may be had of what a server can do.
     *
     * @param tls whether STARTTLS is offered on a line that is not protected
     * @param userChange whether a client may become somebody else (RFC 8437)
     * @param unannounced capabilities of which nothing is said, in capitals; who asks for one nevertheless has it
     */
    public record Offer(boolean tls, boolean userChange, Set<String> unannounced) {
        /** All but TLS. */
        public static final Offer IN_CLEAR = new Offer(false, true, Set.of());

        public Offer {
            unannounced = Set.copyOf(unannounced);
        }
    }

    /**
     * What is nobody's own.
     *
     * @param administrators the names of those who may set quotas and look after it
     * @param account whose mailboxes are in the shared namespace (RFC 2342 §5); empty for none
     * @param elsewhere on which servers users have their mailboxes who have them not here (RFC 2221 §4)
     */
    public record Common(Set<String> administrators, String account, Map<String, String> elsewhere) {
        /** There is nothing in common. */
        public static final Common NOTHING = new Common(Set.of(), "", Map.of());

        public Common {
            administrators = Set.copyOf(administrators);
            elsewhere = Map.copyOf(elsewhere);
        }
    }

    /** Whether a user may set quotas and what is noted about the server, and looks after the shared mailboxes. */
    boolean isAdministrator(Login login) {
        return common.administrators().contains(login.user());
    }

    /** The account whose mailboxes are in the shared namespace; empty for none. */
    String sharedAccount() {
        return common.account();
    }

    /** The same with other administrators. */
    public ImapSetup administrators(Set<String> users) {
        return common(new Common(users, common.account(), common.elsewhere()));
    }

    /** The same with the mailboxes of an account for all. */
    public ImapSetup sharedAccount(String account) {
        return common(new Common(common.administrators(), account, common.elsewhere()));
    }

    /** The same with users who have their mailboxes on other servers. */
    public ImapSetup elsewhere(Map<String, String> servers) {
        return common(new Common(common.administrators(), common.account(), servers));
    }

    private ImapSetup common(Common other) {
        return new ImapSetup(
                store, authenticator, sasl, clearText, offer, evidence, limits, surroundings, other, turns);
    }

    /** The same with another policy. */
    public ImapSetup clearText(ClearTextPolicy policy) {
        return mechanisms(sasl.clearText(policy), policy);
    }

    /** The same, with or without mechanisms that are bound to the channel. */
    public ImapSetup channelBinding(boolean offered) {
        return mechanisms(sasl.channelBinding(offered), clearText);
    }

    /** Who hears of logins and knows who may enter. */
    LoginWatch logins() {
        return sasl.watch();
    }

    /** The same with another watch over logins. */
    public ImapSetup logins(LoginWatch watch) {
        return mechanisms(sasl.watching(watch), clearText);
    }

    private ImapSetup mechanisms(Sasl others, ClearTextPolicy policy) {
        return new ImapSetup(
                store, authenticator, others, policy, offer, evidence, limits, surroundings, common, turns);
    }

    /** The same, offering STARTTLS. */
    public ImapSetup offeringTls() {
        return offer(new Offer(true, offer.userChange(), offer.unannounced()));
    }

    /** The same, with one user for each connection. */
    public ImapSetup withoutUnauthenticate() {
        return offer(new Offer(offer.tls(), false, offer.unannounced()));
    }

    /** The same, saying nothing of these capabilities, whose names are in capitals. */
    public ImapSetup unannounced(Set<String> names) {
        return offer(new Offer(offer.tls(), offer.userChange(), names));
    }

    private ImapSetup offer(Offer other) {
        return new ImapSetup(
                store, authenticator, sasl, clearText, other, evidence, limits, surroundings, common, turns);
    }

    /** The same with another sink. */
    public ImapSetup evidence(EvidenceSink sink) {
        return new ImapSetup(store, authenticator, sasl, clearText, offer, sink, limits, surroundings, common, turns);
    }

    /** The same with other bounds. */
    public ImapSetup limits(ImapLimits others) {
        return new ImapSetup(
                store, authenticator, sasl, clearText, offer, evidence, others, surroundings, common, turns);
    }

    /** The same, where other turns are taken. */
    public ImapSetup turns(Turns others) {
        return new ImapSetup(
                store, authenticator, sasl, clearText, offer, evidence, limits, surroundings, common, others);
    }
}
