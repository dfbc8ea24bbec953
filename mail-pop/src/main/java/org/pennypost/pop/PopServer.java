package org.pennypost.pop;

import java.util.List;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.engine.Conversation;
import org.pennypost.core.engine.Protocol;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.MailStore;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.pop.talk.LoginDelay;
import org.pennypost.pop.talk.MaildropLocks;
import org.pennypost.pop.talk.Pop2Dialect;
import org.pennypost.pop.talk.Pop3Dialect;
import org.pennypost.pop.talk.PopSetup;
import org.pennypost.pop.talk.StoreMaildrops;

/**
 * POP2 (RFC 937) and POP3 (RFC 1939) over a store, or over maildrops of one's own: the entry type of this module.
 *
 * <pre>{@code
 * PopServer pop = PopServer.with(store, authenticator, surroundings).offeringTls();
 * Protocol pop3 = pop.pop3();   // hand it to a driver for ports 110 and 995
 * Protocol pop2 = pop.pop2();   // and this for port 109
 * }</pre>
 *
 * <p>Both protocols of one server share the maildrop locks of RFC 1939 §4. Immutable and thread-safe.
 */
public final class PopServer {
    private final PopSetup setup;

    private PopServer(PopSetup setup) {
        this.setup = setup;
    }

    /** A server that takes passwords in clear from loopback addresses only and does not offer TLS. */
    public static PopServer with(MailStore store, Authenticator authenticator, Surroundings surroundings) {
        return with(new StoreMaildrops(store, PopOptions.DEFAULT.uidl()), authenticator, surroundings);
    }

    /** The same over maildrops of one's own, which have unique-ids of their own. */
    public static PopServer with(Maildrops maildrops, Authenticator authenticator, Surroundings surroundings) {
        ClearTextPolicy policy = ClearTextPolicy.LOOPBACK;
        return new PopServer(new PopSetup(
                maildrops,
                new MaildropLocks(),
                authenticator,
                Sasl.with(authenticator, policy, surroundings),
                policy,
                false,
                PopOptions.DEFAULT,
                new LoginDelay(PopOptions.DEFAULT.loginDelay()),
                EvidenceSink.NONE,
                PopLimits.DEFAULT,
                surroundings));
    }

    /** The same, taking passwords in clear as the policy says. */
    public PopServer clearText(ClearTextPolicy policy) {
        return new PopServer(setup.clearText(policy));
    }

    /** The same, announcing SCRAM that is bound to the channel (RFC 5802 §6), as it does at first, or not. */
    public PopServer channelBinding(boolean announced) {
        return new PopServer(setup.channelBinding(announced));
    }

    /** The same with a watch over logins. */
    public PopServer logins(LoginWatch watch) {
        return new PopServer(setup.logins(watch));
    }

    /** The same, offering STLS (RFC 2595 §4): the driver must be able to put TLS in place. */
    public PopServer offeringTls() {
        return new PopServer(setup.offeringTls());
    }

    /** The same, telling of logins, retrievals and removals. */
    public PopServer evidence(EvidenceSink sink) {
        return new PopServer(setup.evidence(sink));
    }

    /**
     * The same with other choices of the operator; users who have just logged in may do so again.
     *
     * @throws IllegalArgumentException if there are no texts in the preferred language
     */
    public PopServer options(PopOptions options) {
        return new PopServer(setup.options(options));
    }

    /** The same with other bounds. */
    public PopServer limits(PopLimits limits) {
        return new PopServer(setup.limits(limits));
    }

    /** The tags of the languages that POP3 has texts in, RFC 6856 §3. */
    public static List<String> languages() {
        return PopSetup.languages();
    }

    /** POP3, for ports 110 and 995. */
    public Protocol pop3() {
        return (peer, waker) ->
                new Conversation(new Pop3Dialect(setup, peer), setup.limits().conversation());
    }

    /** POP2, for port 109; behind TLS, for any other port. */
    public Protocol pop2() {
        PopSetup pop2 = setup.withoutUniqueIds();
        return (peer, waker) ->
                new Conversation(new Pop2Dialect(pop2, peer), pop2.limits().conversation());
    }
}
