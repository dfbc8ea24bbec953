package org.pennypost.imap.talk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Account;
import org.pennypost.core.mailbox.QuotaLimits;
import org.pennypost.core.mailbox.QuotaRoot;
import org.pennypost.core.mailbox.QuotaUsage;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.StoreException.Reason;
import org.pennypost.imap.syntax.QuotaCommand;
import org.pennypost.imap.syntax.QuotaResponse;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * The commands about quotas, RFC 9208 §4.1. All mailboxes of an account have one quota root, {@code #user/NAME}. A user
 * is told of his own, and with GETQUOTAROOT of that of a mailbox that he may read; an administrator of everybody's
 * (RFC 9208 §8).
 */
final class Quotas {
    private static final String ROOT = "#user/";
    private static final String STORAGE = "STORAGE";
    private static final String MESSAGE = "MESSAGE";

    private Quotas() {}

    /** RFC 9208 §4.1.1. */
    static Step getQuota(QuotaCommand.GetQuota command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        return Step.await(
                () -> quota(command.root(), state),
                usage -> {
                    ResponseWriter out = talk.writer();
                    QuotaResponse.on(out).quota(command.root(), usage);
                    return Step.say(out.take(), () -> talk.ok(Texts.completed("GETQUOTA")));
                },
                refused -> refuse(refused, talk));
    }

    /** RFC 9208 §4.1.2: also of a mailbox that does not exist yet. */
    static Step getQuotaRoot(QuotaCommand.GetQuotaRoot command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        if (!state.account().visitor().authenticated()) {
            return talk.no(Word.NOPERM, Texts.NOT_FOR_YOU);
        }
        return Step.await(
                () -> {
                    Account owner = state.account().owner(command.mailbox());
                    ResponseWriter out = talk.writer();
                    QuotaResponse.on(out).quotaRoot(command.mailbox(), List.of(ROOT + owner.user()));
                    QuotaResponse.on(out).quota(ROOT + owner.user(), root(owner).quota());
                    return out.take();
                },
                lines -> Step.say(lines, () -> talk.ok(Texts.completed("GETQUOTAROOT"))));
    }

    /** RFC 9208 §4.1.3: limits that are not named are taken away; only STORAGE and MESSAGE can be set. */
    static Step setQuota(QuotaCommand.SetQuota command, LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        if (!talk.setup().isAdministrator(state.login())) {
            return talk.no(Word.NOPERM, Texts.ADMINISTRATORS_ONLY);
        }
        if (!Set.of(STORAGE, MESSAGE).containsAll(command.limits().keySet())) {
            return talk.no(Word.CANNOT, Texts.NO_SUCH_RESOURCE);
        }
        return Step.await(
                () -> {
                    root(command.root(), state).limit(limits(command.limits()));
                    ResponseWriter out = talk.writer();
                    QuotaResponse.on(out).quota(command.root(), quota(command.root(), state));
                    return out.take();
                },
                line -> Step.say(line, () -> talk.ok(Texts.completed("SETQUOTA"))),
                refused -> refuse(refused, talk));
    }

    /** RFC 9208 §3.1.2: 0 is a limit too, where a store can keep it. */
    private static QuotaLimits limits(Map<String, Long> limits) {
        long units = limits.getOrDefault(STORAGE, QuotaLimits.UNLIMITED);
        long most = QuotaLimits.UNLIMITED / QuotaResponse.UNIT;
        return new QuotaLimits(
                units > most ? QuotaLimits.UNLIMITED : units * QuotaResponse.UNIT,
                limits.getOrDefault(MESSAGE, QuotaLimits.UNLIMITED));
    }

    private static QuotaUsage quota(String root, LoggedIn state) throws StoreException {
        return root(root, state).quota();
    }

    /** The account of a quota root that the user may ask for; others are as if they were not there. */
    private static QuotaRoot root(String name, LoggedIn state) throws StoreException {
        String user = name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
        ImapSetup setup = state.talk().setup();
        if (user.equals(state.account().user()) && state.account().visitor().authenticated()) {
            return root(state.account().own());
        }
        Optional<String> stored =
                setup.isAdministrator(state.login()) && !user.isEmpty() ? known(user, setup) : Optional.empty();
        if (stored.isEmpty() || !stored.get().equals(user)) {
            throw new StoreException(Reason.NONEXISTENT, "no quota root for this user to see");
        }
        return root(setup.store().account(user));
    }

    private static Optional<String> known(String user, ImapSetup setup) throws StoreException {
        return user.equals(setup.sharedAccount())
                ? Optional.of(user)
                : setup.authenticator().storedName(user);
    }

    private static QuotaRoot root(Account account) throws StoreException {
        if (account instanceof QuotaRoot root) {
            return root;
        }
        throw new StoreException(Reason.CANNOT, "this store has no quotas");
    }

    private static Step refuse(StoreException refused, Talk talk) throws StoreException {
        if (refused.reason() == Reason.NONEXISTENT) {
            return talk.no(Word.NONEXISTENT, Texts.NO_SUCH_ROOT);
        }
        throw refused;
    }
}
