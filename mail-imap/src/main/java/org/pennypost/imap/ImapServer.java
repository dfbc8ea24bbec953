package org.pennypost.imap;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.engine.Conversation;
import org.pennypost.core.engine.Engine;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.engine.Turns;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.imap.talk.ImapDialect;
import org.pennypost.imap.talk.ImapSetup;

/**
 * IMAP4rev2 (RFC 9051) and IMAP4rev1 (RFC 3501) over a store: the entry type of this module.
 *
 * <pre>{@code
 * Protocol imap = ImapServer.with(store, authenticator, surroundings).offeringTls();
 * Engine engine = imap.accept(peer, waker);   // one for each connection to port 143 or 993
 * }</pre>
 *
 * <p>Both revisions are spoken on one connection: RFC 3501 until the client enables IMAP4rev2 (RFC 9051 §A). Immutable
 * and thread-safe.
 */
public final class ImapServer implements Protocol {
    private final ImapSetup setup;

    private ImapServer(ImapSetup setup) {
        this.setup = setup;
    }

    /** A server that takes passwords in clear from loopback addresses only and does not offer TLS. */
    public static ImapServer with(MailStore store, Authenticator authenticator, Surroundings surroundings) {
        ClearTextPolicy policy = ClearTextPolicy.LOOPBACK;
        return new ImapServer(new ImapSetup(
                store,
                authenticator,
                Sasl.with(authenticator, policy, surroundings),
                policy,
                ImapSetup.Offer.IN_CLEAR,
                EvidenceSink.NONE,
                ImapLimits.DEFAULT,
                surroundings,
                ImapSetup.Common.NOTHING,
                Turns.AT_ONCE));
    }

    /** The same, taking passwords in clear as the policy says. */
    public ImapServer clearText(ClearTextPolicy policy) {
        return new ImapServer(setup.clearText(policy));
    }

    /** The same, announcing SCRAM that is bound to the channel (RFC 5802 §6), as it does at first, or not. */
    public ImapServer channelBinding(boolean announced) {
        return new ImapServer(setup.channelBinding(announced));
    }

    /** The same with a watch over logins. */
    public ImapServer logins(LoginWatch watch) {
        return new ImapServer(setup.logins(watch));
    }

    /** The same, offering STARTTLS (RFC 9051 §6.2.1): the driver must be able to put TLS in place. */
    public ImapServer offeringTls() {
        return new ImapServer(setup.offeringTls());
    }

    /** The same, not letting a connection pass from one user to another (RFC 8437 §8). */
    public ImapServer withoutUnauthenticate() {
        return new ImapServer(setup.withoutUnauthenticate());
    }

    /**
     * The same, leaving capabilities out of what it announces (RFC 9051 §6.1.1), for the sake of clients that use them
     * wrong; who asks for one nevertheless has it.
     *
     * @param names such as {@code UIDONLY}, letter case aside
     */
    public ImapServer unannounced(Collection<String> names) {
        return new ImapServer(setup.unannounced(
                names.stream().map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet())));
    }

    /** The same, telling of logins, retrievals, moves and removals. */
    public ImapServer evidence(EvidenceSink sink) {
        return new ImapServer(setup.evidence(sink));
    }

    /** The same with other bounds. */
    public ImapServer limits(ImapLimits limits) {
        return new ImapServer(setup.limits(limits));
    }

    /** The same, where SORT and THREAD of many messages take turns; without it they all go on at once. */
    public ImapServer turns(Turns turns) {
        return new ImapServer(setup.turns(turns));
    }

    /**
     * The same with administrators: they may set quotas (RFC 9208 §4.1.3) and what is noted about the server (RFC 5464
     * §3.3), and have all rights to the mailboxes of the shared account.
     */
    public ImapServer administrators(Set<String> users) {
        return new ImapServer(setup.administrators(users));
    }

    /** The same, showing the mailboxes of an account of the store to all who have rights to them, below {@code Shared/}. */
    public ImapServer sharedAccount(String account) {
        return new ImapServer(setup.sharedAccount(account));
    }

    /**
     * The same, sending users away who have their mailboxes on other servers: LOGIN-REFERRALS, RFC 2221.
     *
     * @param servers for each such user {@code host} or {@code host:port}
     */
    public ImapServer elsewhere(Map<String, String> servers) {
        return new ImapServer(setup.elsewhere(servers));
    }

    @Override
    public Engine accept(Peer peer, Runnable waker) {
        return new Conversation(
                new ImapDialect(setup, peer, waker), setup.limits().conversation());
    }
}
