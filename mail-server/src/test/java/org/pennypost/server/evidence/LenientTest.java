package org.pennypost.server.evidence;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;
import org.pennypost.core.evidence.EvidenceSink;
import org.pennypost.core.mailbox.StoreException;

/** What goes on when evidence cannot be written. */
class LenientTest {
    private static final EvidenceSink FULL = event -> {
        throw new StoreException(StoreException.Reason.UNAVAILABLE, "no room");
    };

    @ParameterizedTest
    @EnumSource(names = {"LOGIN", "MOVED", "DELETED", "EXPUNGED"})
    void whatMakesRoomGoesOn(Event.Kind kind) throws StoreException {
        Lenient.towardsUsers(FULL).note(event(kind));
        Lenient.towardsUsers(FULL).record(event(kind));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LOGIN", "MOVED", "DELETED", "EXPUNGED"},
            mode = EnumSource.Mode.EXCLUDE)
    void nothingElseDoes(Event.Kind kind) {
        assertThrows(StoreException.class, () -> Lenient.towardsUsers(FULL).note(event(kind)));
        assertThrows(StoreException.class, () -> Lenient.towardsUsers(FULL).record(event(kind)));
    }

    @ParameterizedTest
    @EnumSource
    void everythingDoesIfTheOperatorWishesIt(Event.Kind kind) throws StoreException {
        Lenient.always(FULL).note(event(kind));
        Lenient.always(FULL).record(event(kind));
        Lenient.always(FULL).settle();
    }

    private static Event event(Event.Kind kind) {
        Peer.Endpoint here = new Peer.Endpoint("127.0.0.1", 1);
        return new Event(
                kind,
                Instant.EPOCH,
                new Event.Actor(Peer.inClear("c1", here, here), Optional.empty()),
                Optional.empty());
    }
}
