package org.pennypost.imap.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pennypost.core.engine.Layer;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.MailboxCommand;
import org.pennypost.imap.syntax.MailboxResponse;
import org.pennypost.imap.syntax.ResponseCode;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SessionCommand;

/** The commands that are about the conversation itself: RFC 9051 §6.1, §6.3.1, RFC 2971, RFC 3501 §6.4.1. */
final class Anytime {
    /** RFC 2971 §3.3: who we are; no version, which would tell an attacker where to look. */
    private static final Map<String, String> IDENTITY = Map.of("name", "Pennypost");

    private Anytime() {}

    /** RFC 9051 §6.1.1, §7.2.2. */
    static Step capability(SessionCommand.Capability command, ImapState state) {
        Talk talk = state.talk();
        ResponseWriter out = talk.writer();
        MailboxResponse.on(out).capability(Capabilities.of(talk));
        return Step.say(out.take(), () -> talk.ok(Texts.completed("CAPABILITY")));
    }

    /** RFC 9051 §6.1.2. */
    static Step noop(SessionCommand.Noop command, ImapState state) throws StoreException {
        return lookAround(state, "NOOP");
    }

    /** RFC 3501 §6.4.1: what is to be kept is kept already, so this is NOOP. */
    static Step check(MailboxCommand.Check command, ImapState.Selected state) throws StoreException {
        return lookAround(state, "CHECK");
    }

    /** RFC 9051 §6.1.3: BYE, then OK, then the close. */
    static Step logout(SessionCommand.Logout command, ImapState state) {
        Talk talk = state.talk();
        talk.become(new ImapState.Logout(talk));
        return Step.say(
                talk.untagged(Condition.BYE, ResponseCode.NONE, Texts.LOGGING_OUT),
                () -> Step.say(talk.tagged(Condition.OK, ResponseCode.NONE, Texts.completed("LOGOUT")), Step::hangUp));
    }

    /** RFC 2971 §3.1. */
    static Step id(SessionCommand.Id command, ImapState state) {
        Talk talk = state.talk();
        ResponseWriter out = talk.writer();
        MailboxResponse.on(out).id(IDENTITY);
        return Step.say(out.take(), () -> talk.ok(Texts.completed("ID")));
    }

    /** RFC 9051 §6.3.1: what is not known or cannot be enabled is passed over. */
    static Step enable(SessionCommand.Enable command, ImapState.LoggedIn state) throws StoreException {
        Talk talk = state.talk();
        // RFC 7162 §3.2.3: QRESYNC switches CONDSTORE on, too
        boolean modSeqs = command.capabilities().contains(Feature.QRESYNC.label())
                || command.capabilities().contains(Feature.CONDSTORE.label());
        boolean followed = talk.has(Feature.CONDSTORE);
        return ModSeqs.useIf(modSeqs, state, () -> {
            List<String> enabled = new ArrayList<>();
            for (Feature feature : Feature.values()) {
                if (command.capabilities().contains(feature.label().toUpperCase(Locale.ROOT))
                        && (talk.enable(feature) || feature == Feature.CONDSTORE && !followed)) {
                    enabled.add(feature.label());
                }
            }
            if (talk.has(Feature.UIDONLY) && state instanceof ImapState.Selected selected) {
                selected.selection().contexts().forgetNumbers();
            }
            ResponseWriter out = talk.writer();
            MailboxResponse.on(out).enabled(enabled);
            return Step.say(out.take(), () -> talk.ok(Texts.completed("ENABLE")));
        });
    }

    /** RFC 4978 §3: BAD for what is no mechanism of ours and for a second time. */
    static Step compress(SessionCommand.Compress command, ImapState.LoggedIn state) {
        Talk talk = state.talk();
        if (!command.mechanism().equals("DEFLATE")) {
            return talk.bad(ResponseCode.NONE, Texts.NO_COMPRESSION);
        }
        if (talk.compressed()) {
            return talk.bad(ResponseCode.Word.COMPRESSIONACTIVE, Texts.COMPRESSED);
        }
        return Step.say(
                talk.tagged(Condition.OK, ResponseCode.NONE, Texts.DEFLATE_ACTIVE),
                () -> new Step.Switch(Layer.DEFLATE, peer -> {
                    talk.compress();
                    return Step.done();
                }));
    }

    /**
     * RFC 8437 §3: back to where the connection began, but for TLS.
     *
     * <p>Deviates from RFC 8437 §4.1: not while the connection is compressed, because a layer cannot be taken away here;
     * the capability is not listed then.
     */
    static Step unauthenticate(SessionCommand.Unauthenticate command, ImapState.LoggedIn state) {
        Talk talk = state.talk();
        if (!talk.setup().offer().userChange()) {
            return talk.bad(ResponseCode.NONE, Texts.NO_UNAUTHENTICATE);
        }
        if (talk.compressed()) {
            return talk.bad(ResponseCode.NONE, Texts.COMPRESSED);
        }
        talk.forget();
        return Step.say(talk.tagged(Condition.OK, ResponseCode.NONE, Texts.completed("UNAUTHENTICATE")));
    }

    /** What else the client wants to hear of (RFC 5465) is told, too. */
    private static Step lookAround(ImapState state, String command) throws StoreException {
        Talk talk = state.talk();
        Step.Next done = () -> talk.ok(Texts.completed(command));
        Step.Next told =
                () -> talk.notifying().isPresent() ? talk.notifying().get().tellOthers(done) : done.step();
        return state instanceof ImapState.Selected selected
                ? Step.await(
                        () -> selected.selection().mailbox().refresh(),
                        now -> told.step(),
                        refused -> Updates.cannotLook(refused, talk))
                : told.step();
    }
}
