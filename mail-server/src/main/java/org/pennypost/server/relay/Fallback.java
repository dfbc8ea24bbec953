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
 * Errands that survive a host that cannot be talked to: the message is kept for the next host. One host may put the
 * message off, too, for all its recipients and without its text; any other answer counts. A message that needs another
 * kind of connection is kept for one.
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
    /** What a host has said that put off the message that is kept. */
    private List<Outcome> putOff = List.of();

    private String server = "";
    private boolean followed;
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
        putOff = List.of();
        followed = false;
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
            errands.settled(mail, putOff.isEmpty() ? Outcome.forAll(mail, trouble.get()) : putOff);
        }
    }

    /** Whether a host of this name, whichever of its addresses, has put off the message that is kept. */
    boolean isPutOffBy(String name) {
        return putOff.stream().anyMatch(outcome -> outcome.server().equals(Optional.of(name)));
    }

    /** Whether there is a host to turn to if the one that is talked to next puts a message off. */
    void followed(boolean byAnother) {
        followed = byAnother;
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
        List<Outcome> said =
                outcomes.stream().map(outcome -> outcome.by(server)).toList();
        boolean unheard = outcomes.stream().allMatch(outcome -> outcome.stage() == Outcome.Stage.CONNECTION);
        heard |= !unheard;
        if (unheard || mayBeAskedElsewhere(outcomes)) {
            kept = Optional.of(mail);
            last = Optional.of(said.get(0));
            putOff = unheard ? putOff : said;
            over = true;
        } else {
            last = Optional.empty();
            putOff = List.of();
            errands.settled(mail, said);
        }
    }

    // RFC 5321 §5.1: until a delivery attempt succeeds, but not at each of many hosts that answer alike
    private boolean mayBeAskedElsewhere(List<Outcome> outcomes) {
        return followed
                && putOff.isEmpty()
                && outcomes.stream()
                        .allMatch(outcome ->
                                outcome.kind() == Outcome.Kind.DEFERRED && outcome.stage() != Outcome.Stage.CONTENT);
    }
}
