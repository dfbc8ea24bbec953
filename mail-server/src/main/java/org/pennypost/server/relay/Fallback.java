package org.pennypost.server.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.smtp.client.Errands;
import org.pennypost.smtp.client.Outcome;
import org.pennypost.smtp.client.Outgoing;

/**
 * Errands that survive a host that cannot be talked to: the message is kept for the next host. Once a host has heard of
 * the message, what it says counts. A message that needs another kind of connection is kept for one.
 */
final class Fallback implements Errands {
    /** How many messages go over one connection, so that others get their turn. */
    private static final int MOST = 1000;

    private final Errands errands;
    private final Duration patience;
    private Optional<Outgoing> kept;
    private Need need = Need.USUAL;
    private Optional<Outcome> trouble = Optional.empty();
    private Optional<Outcome> last = Optional.empty();
    private String server = "";
    private boolean over;
    private boolean heard;
    private int given;
    /** When the search ends, by {@link System#nanoTime}; empty before it has begun. */
    private OptionalLong end = OptionalLong.empty();

    private Optional<Future<?>> alarm = Optional.empty();

    /** @param patience until one of the hosts that are tried one after the other has answered MAIL */
    Fallback(Errands errands, Duration patience) throws StoreException {
        this.errands = errands;
        this.patience = patience;
        this.kept = errands.next();
    }

    /** Whether there is a message that needs a host. */
    boolean hasMail() {
        return kept.isPresent();
    }

    /** From now on hosts are looked for that can take the message that is kept. */
    Need begin() {
        need = Need.of(kept.orElseThrow());
        trouble = Optional.empty();
        last = Optional.empty();
        end = OptionalLong.empty();
        return need;
    }

    /** Whether the message that is kept still needs a host of this kind. */
    boolean searches() {
        return kept.filter(mail -> Need.of(mail) == need).isPresent();
    }

    /** Whether another host may be tried for it. */
    boolean goesOn() {
        return searches() && (end.isEmpty() || !left().isZero());
    }

    /** How long the hosts have that are tried from now on. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end.orElseThrow() - System.nanoTime()));
    }

    /** What ends the connection to a host that does not come to the point; not wanted any more once it has. */
    void opening(Future<?> limit) {
        alarm = Optional.of(limit);
    }

    /** The connection to a host has come to the point, or to its end. */
    void opened() {
        alarm.ifPresent(limit -> limit.cancel(false));
        alarm = Optional.empty();
    }

    /** No host helps. */
    void giveUp() throws StoreException {
        note();
        if (kept.isPresent() && trouble.isPresent()) {
            Outgoing mail = kept.get();
            kept = Optional.empty();
            errands.settled(mail, Outcome.forAll(mail, trouble.get()));
        }
    }

    /** Another host is talked to from now on; this is what comes of it if nothing else is heard. */
    void talkingTo(String name, Outcome otherwise) {
        note();
        end = end.isPresent() ? end : OptionalLong.of(System.nanoTime() + patience.toNanos());
        server = name;
        last = Optional.of(otherwise.by(name));
        over = false;
        heard = false;
    }

    /** What came of the last host. */
    void failed(Outcome outcome) {
        last = Optional.of(server.isEmpty() ? outcome : outcome.by(server));
    }

    /** Whether the last host has heard of a message. */
    boolean heard() {
        return heard;
    }

    /** What came of the last host, if it took nothing. */
    Optional<Outcome> last() {
        return last;
    }

    /** What may pass outweighs what will not: another attempt may reach another host. */
    private void note() {
        boolean better = trouble.isEmpty()
                || last.filter(one -> one.kind() == Outcome.Kind.DEFERRED).isPresent();
        trouble = better && last.isPresent() ? last : trouble;
        last = Optional.empty();
    }

    @Override
    public Optional<Outgoing> next() throws StoreException {
        if (over) {
            return Optional.empty();
        }
        Optional<Outgoing> mail = kept;
        kept = Optional.empty();
        if (mail.isPresent() || ++given > MOST) {
            return mail;
        }
        Optional<Outgoing> another = errands.next();
        if (another.isPresent() && Need.of(another.get()) != need) {
            kept = another;
            return Optional.empty();
        }
        return another;
    }

    @Override
    public void begun(Outgoing mail) {
        opened();
    }

    @Override
    public void settled(Outgoing mail, List<Outcome> outcomes) throws StoreException {
        boolean unheard = outcomes.stream().allMatch(outcome -> outcome.stage() == Outcome.Stage.CONNECTION);
        if (unheard) {
            kept = Optional.of(mail);
            failed(outcomes.get(0));
            over = true;
        } else {
            heard = true;
            last = Optional.empty();
            errands.settled(
                    mail, outcomes.stream().map(outcome -> outcome.by(server)).toList());
        }
    }
}
