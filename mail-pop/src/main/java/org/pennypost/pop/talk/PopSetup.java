package org.pennypost.pop.talk;

import java.util.List;
import org.pennypost.core.account.Authenticator;
import org.pennypost.core.account.ClearTextPolicy;
import org.pennypost.core.account.LoginWatch;
import org.pennypost.core.engine.Held;
import org.pennypost.core.engine.Surroundings;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.sasl.Sasl;
import org.pennypost.pop.Maildrops;
import org.pennypost.pop.PopLimits;
import org.pennypost.pop.PopOptions;
import org.pennypost.pop.UidlFormat;

/** What all conversations of one server share. Immutable. */
public record PopSetup(
        Maildrops maildrops,
        MaildropLocks locks,
        Authenticator authenticator,
        Sasl sasl,
        ClearTextPolicy clearText,
        boolean offersTls,
        PopOptions options,
        LoginDelay loginDelay,
        EvidenceSink evidence,
        PopLimits limits,
        Surroundings surroundings) {
    /** The tags of the languages that there are texts in. */
    public static List<String> languages() {
        return Languages.ALL.stream().map(Language::tag).toList();
    }

    /** With another policy for passwords in clear. */
    public PopSetup clearText(ClearTextPolicy policy) {
        return mechanisms(sasl.clearText(policy), policy);
    }

    /** With or without mechanisms that are bound to the channel. */
    public PopSetup channelBinding(boolean offered) {
        return mechanisms(sasl.channelBinding(offered), clearText);
    }

    /** With a watch over logins. */
    public PopSetup logins(LoginWatch watch) {
        return mechanisms(sasl.watching(watch), clearText);
    }

    private PopSetup mechanisms(Sasl others, ClearTextPolicy policy) {
        return new PopSetup(
                maildrops,
                locks,
                authenticator,
                others,
                policy,
                offersTls,
                options,
                loginDelay,
                evidence,
                limits,
                surroundings);
    }

    /** With STLS. */
    public PopSetup offeringTls() {
        return new PopSetup(
                maildrops,
                locks,
                authenticator,
                sasl,
                clearText,
                true,
                options,
                loginDelay,
                evidence,
                limits,
                surroundings);
    }

    /** With evidence. */
    public PopSetup evidence(EvidenceSink sink) {
        return new PopSetup(
                maildrops,
                locks,
                authenticator,
                sasl,
                clearText,
                offersTls,
                options,
                loginDelay,
                sink,
                limits,
                surroundings);
    }

    /**
     * With other choices of the operator.
     *
     * @throws IllegalArgumentException if there are no texts in the preferred language
     */
    public PopSetup options(PopOptions chosen) {
        if (Languages.matching(chosen.language()).isEmpty()) {
            throw new IllegalArgumentException("no texts in the language " + chosen.language());
        }
        return choosing(chosen.uidl(), chosen, new LoginDelay(chosen.loginDelay()));
    }

    /** Where nobody asks for unique-ids, as in POP2: names of messages need not be looked up. */
    public PopSetup withoutUniqueIds() {
        return choosing(UidlFormat.DEFAULT, options, loginDelay);
    }

    private PopSetup choosing(UidlFormat format, PopOptions chosen, LoginDelay delay) {
        return new PopSetup(
                withIdsAs(format),
                locks,
                authenticator,
                sasl,
                clearText,
                offersTls,
                chosen,
                delay,
                evidence,
                limits,
                surroundings);
    }

    /** Maildrops of one's own have unique-ids of their own. */
    private Maildrops withIdsAs(UidlFormat format) {
        return maildrops instanceof StoreMaildrops ofStore ? new StoreMaildrops(ofStore.store(), format) : maildrops;
    }

    /** Opens and locks a user's maildrop; see {@link MaildropLocks#open}. */
    MarkedMaildrop open(String user, Held held, MaildropLocks.First first) throws StoreException {
        return locks.open(maildrops, user, held, first);
    }

    /** With other bounds. */
    public PopSetup limits(PopLimits bounds) {
        return new PopSetup(
                maildrops,
                locks,
                authenticator,
                sasl,
                clearText,
                offersTls,
                options,
                loginDelay,
                evidence,
                bounds,
                surroundings);
    }
}
