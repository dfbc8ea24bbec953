package org.pennypost.imap.talk;

import java.time.Duration;
import java.time.Instant;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.imap.syntax.Condition;
import org.pennypost.imap.syntax.ResponseCode;

/** Says now and then how far a long command has got, so that nobody takes it for dead: INPROGRESS, RFC 9585. */
final class Progress {
    /** RFC 9585 §4: every 10 to 15 seconds. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Talk talk;
    private final long goal;
    private Instant last;

    /** @param goal how many messages the command in progress has to look at */
    Progress(Talk talk, long goal) {
        this.talk = talk;
        this.goal = goal;
        this.last = now();
    }

    /** Says it, if it is time and the end is not here yet, and goes on. */
    Step after(long done, Step.Next then) throws StoreException {
        Instant now = now();
        if (done >= goal || now.isBefore(last.plus(PAUSE))) {
            return then.step();
        }
        last = now;
        return Step.say(
                talk.untagged(Condition.OK, new ResponseCode.InProgress(talk.tag(), done, goal), Texts.IN_PROGRESS),
                then);
    }

    private Instant now() {
        return talk.setup().surroundings().time().instant();
    }
}
