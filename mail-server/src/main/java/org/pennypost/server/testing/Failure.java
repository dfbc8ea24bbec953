package org.pennypost.server.testing;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.pennypost.core.delivery.Verdict.Refusal;

/**
 * Something that shall go wrong, for {@link TestMailServer#program}: always, or {@link #times} times. Immutable.
 *
 * <pre>{@code
 * server.program(Failure.notNow("tim@localhost").times(2));
 * }</pre>
 */
public final class Failure {
    private final Moment moment;
    private final Optional<String> who;
    private final Outcome outcome;
    private final long times;

    /** What happens. */
    sealed interface Outcome {}

    /** The client hears a no. */
    record Refused(Refusal reason) implements Outcome {}

    /** The line is closed without a word. */
    record Closed() implements Outcome {}

    /** The answer is late. */
    record Late(Duration delay) implements Outcome {}

    private Failure(Moment moment, Optional<String> who, Outcome outcome, long times) {
        this.moment = moment;
        this.who = who;
        this.outcome = outcome;
        this.times = times;
    }

    /** There is no such mailbox: 550. */
    public static Failure noSuchMailbox(String address) {
        return recipient(address, Refusal.NO_SUCH_MAILBOX);
    }

    /** This recipient not now, perhaps later: 450. */
    public static Failure notNow(String address) {
        return recipient(address, Refusal.NOT_NOW);
    }

    /** The recipient's mailbox is full: 452. */
    public static Failure mailboxFull(String address) {
        return recipient(address, Refusal.MAILBOX_FULL);
    }

    /** Each message is refused for good when all of it has come: 550. */
    public static Failure messageRefused() {
        return new Failure(Moment.MESSAGE, Optional.empty(), new Refused(Refusal.FORBIDDEN), Long.MAX_VALUE);
    }

    /** Each message is refused for now when all of it has come: 450. */
    public static Failure messageNotNow() {
        return new Failure(Moment.MESSAGE, Optional.empty(), new Refused(Refusal.NOT_NOW), Long.MAX_VALUE);
    }

    /** The right password is a wrong one. */
    public static Failure loginRefused(String user) {
        return new Failure(
                Moment.LOGIN,
                Optional.of(user.toLowerCase(Locale.ROOT)),
                new Refused(Refusal.FORBIDDEN),
                Long.MAX_VALUE);
    }

    /**
     * The line is closed at this moment, without a word.
     *
     * @throws IllegalArgumentException for LOGIN, which can only be refused
     */
    public static Failure closing(Moment moment) {
        return of(moment, new Closed());
    }

    /**
     * The answer comes later; no thread of the server waits meanwhile.
     *
     * @throws IllegalArgumentException for LOGIN, which can only be refused
     */
    public static Failure delaying(Moment moment, Duration delay) {
        return of(moment, new Late(delay));
    }

    /** Only so often, then no more. */
    public Failure times(long count) {
        return new Failure(moment, who, outcome, count);
    }

    Moment moment() {
        return moment;
    }

    Outcome outcome() {
        return outcome;
    }

    long times() {
        return times;
    }

    /** Whether it is about a user or an address; domains do not differ by case, and few tests care for the rest. */
    boolean concerns(String name) {
        return who.map(named -> named.equals(name.toLowerCase(Locale.ROOT))).orElse(true);
    }

    private static Failure recipient(String address, Refusal reason) {
        String named = address.toLowerCase(Locale.ROOT);
        return new Failure(Moment.RECIPIENT, Optional.of(named), new Refused(reason), Long.MAX_VALUE);
    }

    private static Failure of(Moment moment, Outcome outcome) {
        if (moment == Moment.LOGIN) {
            throw new IllegalArgumentException("a login can only be refused");
        }
        return new Failure(moment, Optional.empty(), outcome, Long.MAX_VALUE);
    }
}
