package org.pennypost.imap.talk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.Annotated;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.Watch;
import org.pennypost.imap.syntax.MetadataResponse;
import org.pennypost.imap.syntax.MetadataSubject;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.talk.ImapState.LoggedIn;

/**
 * Which annotations others have changed since the client was told: RFC 5465 §5.6 and §5.7. What has changed comes from
 * comparing what the client would see now with what it would have seen then. Confined to the conversation.
 */
final class Notes {
    private final LoggedIn owner;
    private final Talk talk;
    private final Map<MetadataSubject, Noted> watched = new LinkedHashMap<>();

    Notes(LoggedIn owner) {
        this.owner = owner;
        this.talk = owner.talk();
    }

    /** What was noted about something when it was last told. */
    private static final class Noted {
        private final List<Watch> watches = new ArrayList<>();
        private final Map<String, ByteBuffer> told = new HashMap<>();
        private volatile boolean stirred;
    }

    /** Watches exactly these; may block. */
    void watch(Set<MetadataSubject> wanted) throws StoreException {
        for (MetadataSubject gone : List.copyOf(watched.keySet())) {
            if (!wanted.contains(gone)) {
                watched.remove(gone).watches.forEach(talk.held()::release);
            }
        }
        for (MetadataSubject subject : wanted) {
            if (!watched.containsKey(subject)) {
                Noted noted = new Noted();
                watched.put(subject, noted);
                for (Annotated place : Metadata.places(subject, owner)) {
                    noted.watches.add(talk.held().hold(place.watchAnnotations(() -> {
                        noted.stirred = true;
                        talk.waker().run();
                    })));
                }
                noted.told.putAll(Metadata.visible(subject, owner));
            }
        }
    }

    /** The client has changed these itself, and need not be told (RFC 5464 §4.4); may block. */
    void did(MetadataSubject subject, List<String> entries) throws StoreException {
        Optional<Noted> noted = Optional.ofNullable(watched.get(subject));
        if (noted.isPresent()) {
            Map<String, ByteBuffer> now = Metadata.visible(subject, owner);
            Map<String, ByteBuffer> told = noted.get().told;
            told.keySet().removeAll(entries);
            entries.stream().filter(now::containsKey).forEach(entry -> told.put(entry, now.get(entry)));
        }
    }

    /** RFC 5464 §4.4.2: the names of what has changed, without values. */
    Step tell(Step.Next then) throws StoreException {
        if (watched.values().stream().noneMatch(noted -> noted.stirred)) {
            return then.step();
        }
        return Step.await(this::changes, changes -> {
            ResponseWriter out = talk.writer();
            changes.forEach((subject, entries) -> MetadataResponse.on(out).changed(subject, entries));
            return out.size() > 0 ? Step.say(out.take(), then) : then.step();
        });
    }

    void stop() {
        watched.values().forEach(noted -> noted.watches.forEach(talk.held()::release));
        watched.clear();
    }

    private Map<MetadataSubject, Set<String>> changes() {
        Map<MetadataSubject, Set<String>> changes = new LinkedHashMap<>();
        watched.forEach((subject, noted) -> {
            if (noted.stirred) {
                noted.stirred = false;
                Set<String> entries = changed(subject, noted);
                if (!entries.isEmpty()) {
                    changes.put(subject, entries);
                }
            }
        });
        return changes;
    }

    private Set<String> changed(MetadataSubject subject, Noted noted) {
        Set<String> changed = new TreeSet<>();
        try {
            if (mayHear(subject)) {
                Map<String, ByteBuffer> now = Metadata.visible(subject, owner);
                changed.addAll(now.keySet());
                changed.addAll(noted.told.keySet());
                changed.removeIf(
                        entry -> now.containsKey(entry) && now.get(entry).equals(noted.told.get(entry)));
                noted.told.clear();
                noted.told.putAll(now);
            }
        } catch (StoreException gone) {
            System.getLogger(Notes.class.getName()).log(System.Logger.Level.DEBUG, "annotations cannot be read", gone);
        }
        return changed;
    }

    /** RFC 5465 §5: rights may have been taken since. */
    private boolean mayHear(MetadataSubject subject) throws StoreException {
        return !(subject instanceof MetadataSubject.OfMailbox of)
                || Notifying.mayHear(owner.account().rights(of.name()));
    }
}
