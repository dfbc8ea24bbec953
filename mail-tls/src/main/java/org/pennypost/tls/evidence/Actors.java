package org.pennypost.tls.evidence;

import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.pennypost.core.account.Login;
import org.pennypost.core.engine.Peer;
import org.pennypost.core.evidence.Event;

/**
 * What events say of those who act, for as long as their connections last: a connection does many things, and its
 * channel bindings take longer to compute than all the rest. Thread-safe.
 */
final class Actors {
    private static final int PLACES = 1024;

    /** By the identity of the peer; who finds his place taken takes it. */
    private final AtomicReferenceArray<Known> places = new AtomicReferenceArray<>(PLACES);

    /** The lines of an event that say who acted. */
    byte[] lines(Event.Actor actor) {
        int place = System.identityHashCode(actor.peer()) % PLACES;
        Optional<Known> known = Optional.ofNullable(places.get(place)).filter(one -> one.is(actor));
        if (known.isPresent()) {
            return known.get().lines;
        }
        byte[] lines = EventText.actor(actor);
        places.set(place, new Known(new WeakReference<>(actor.peer()), actor.login(), lines));
        return lines;
    }

    private record Known(WeakReference<Peer> peer, Optional<Login> login, byte[] lines) {
        boolean is(Event.Actor actor) {
            return peer.refersTo(actor.peer()) && login.equals(actor.login());
        }
    }
}
