package org.pennypost.imap.talk;

import org.pennypost.core.engine.Line;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.Watch;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.SessionCommand;
import org.pennypost.imap.talk.ImapState.LoggedIn;
import org.pennypost.imap.talk.ImapState.Selected;
import org.pennypost.imap.talk.Talk.Removals;

/**
 * IDLE, RFC 9051 §6.3.13 (RFC 2177): the client hears of changes as they happen.
 *
 * <p>The watch is set before the first look, so that nothing falls between them.
 */
final class Idling {
    private static final Watch NOTHING = () -> {};

    private final LoggedIn state;
    private final Talk talk;
    private Watch watch = NOTHING;

    private Idling(LoggedIn state) {
        this.state = state;
        this.talk = state.talk();
    }

    /** RFC 9051 §6.3.13. */
    static Step idle(SessionCommand.Idle command, LoggedIn state) {
        Idling idling = new Idling(state);
        return Step.say(state.talk().continuation(Texts.IDLING), idling::begin);
    }

    private Step begin() throws StoreException {
        if (state instanceof Selected selected) {
            watch = talk.held().hold(selected.selection().mailbox().watch(talk.waker()));
        }
        return look();
    }

    /** The client has been told to idle already: what cannot be seen now will be seen later, unless it is gone. */
    private Step look() throws StoreException {
        if (!(state instanceof Selected selected)) {
            return changed();
        }
        return Step.await(
                () -> selected.selection().mailbox().refresh(),
                now -> changed(),
                refused -> refused.reason() == StoreException.Reason.NONEXISTENT
                        ? Updates.cannotLook(refused, talk)
                        : changed());
    }

    /** RFC 5465 §4: after NOTIFY only what it asked for. */
    private Step changed() throws StoreException {
        Step.Next others =
                () -> talk.notifying().isPresent() ? talk.notifying().get().tellOthers(this::listen) : listen();
        boolean wanted = talk.notifying().map(Notifying::tellsSelected).orElse(true);
        return state instanceof Selected selected && wanted
                ? Updates.tellAtOnce(selected, Removals.TOLD, others)
                : others.step();
    }

    private Step listen() {
        return new Step.Listen(this::line, this::look);
    }

    private Step line(Line line) throws StoreException {
        stop();
        OctetScanner in = line.scan();
        if (!in.skipIgnoringCase("DONE") || !in.atEnd()) {
            throw new SyntaxException(Texts.EXPECTED_DONE);
        }
        return talk.ok(Texts.completed("IDLE"));
    }

    private void stop() {
        talk.held().release(watch);
    }
}
