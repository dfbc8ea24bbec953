package org.pennypost.core.memory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pennypost.core.mailbox.AccessList;
import org.pennypost.core.mailbox.Annotations;
import org.pennypost.core.mailbox.CacheFormat;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * What the mailboxes of one name share, whoever has them open: the picture, the contents, what has vanished.
 *
 * <p>Guarded by its own monitor, but for the picture, which is read without it. Two of them are locked in the order of
 * their numbers.
 */
final class Messages {
    /** How many removals are remembered; who asks for older ones is told more than he needs to know. */
    private static final int HISTORY = 1_000;

    final long number;
    final Watchers watchers = new Watchers();
    final Watchers annotationWatchers = new Watchers();
    final MemoryQuota quota;

    private final Map<Long, MemoryContent> contents = new HashMap<>();
    private final Map<CacheFormat, MemoryCache> caches = new ConcurrentHashMap<>();
    private final Deque<Vanished> history = new ArrayDeque<>();
    private long forgottenModSeq;
    private long recentFrom = 1;
    private boolean deleted;
    private Annotations annotations = Annotations.NONE;
    private volatile AccessList access;
    private volatile Picture picture;

    private record Vanished(long modSeq, UidSet uids) {}

    Messages(long number, Picture picture, MemoryQuota quota, AccessList access) {
        this.number = number;
        this.picture = picture;
        this.quota = quota;
        this.access = access;
    }

    Picture picture() {
        return picture;
    }

    void checkThere() throws StoreException {
        if (deleted) {
            throw new StoreException(StoreException.Reason.NONEXISTENT, "the mailbox was deleted");
        }
    }

    void delete() {
        deleted = true;
        contents.values().forEach(content -> quota.note(-content.size(), -1));
        contents.clear();
    }

    AccessList access() {
        return access;
    }

    void access(AccessList list) {
        access = list;
    }

    Annotations annotations() {
        return annotations;
    }

    void annotations(Annotations noted) {
        annotations = noted;
    }

    MemoryContent content(long uid) throws StoreException {
        MemoryContent content = contents.get(uid);
        if (content == null) {
            throw new StoreException(StoreException.Reason.EXPUNGED, "UID " + uid + " is gone");
        }
        return content;
    }

    MemoryCache cache(CacheFormat format) {
        return caches.computeIfAbsent(format, fresh -> new MemoryCache());
    }

    UidSet claimRecent() {
        UidSet claimed = recent();
        recentFrom = picture.uidNext();
        return claimed;
    }

    UidSet recent() {
        return recentFrom < picture.uidNext() ? UidSet.range(recentFrom, picture.uidNext() - 1) : UidSet.EMPTY;
    }

    /** Checks that {@code count} messages find UIDs. */
    void checkRoom(long count) throws StoreException {
        if (picture.uidNext() + count > UidSet.MAX) {
            throw new StoreException(StoreException.Reason.LIMIT, "out of UIDs");
        }
    }

    long add(PictureEditor editor, MemoryContent content, Flags flags, Instant internalDate, Instant saved) {
        long uid = editor.append(editor.flagTable().bits(flags), content.size(), internalDate, saved);
        contents.put(uid, content);
        return uid;
    }

    void remove(PictureEditor editor, UidSet uids) {
        uids.forEach(uid -> {
            editor.remove(uid);
            MemoryContent gone = contents.remove(uid);
            if (gone != null) {
                quota.note(-gone.size(), -1);
            }
        });
        if (!uids.isEmpty()) {
            caches.values().forEach(cache -> cache.forget(uids));
            history.add(new Vanished(editor.modSeq(), uids));
            if (history.size() > HISTORY) {
                forgottenModSeq = history.remove().modSeq();
            }
        }
    }

    /** Gives the next modification sequence to a change of the mailbox itself. */
    void mailboxChanged() {
        picture = picture.edit().highestModSeq(picture.highestModSeq() + 1).done();
    }

    void changed(PictureEditor editor) {
        picture = editor.done();
    }

    UidSet vanishedSince(long modSeq) {
        if (modSeq < forgottenModSeq) {
            return absent();
        }
        UidSet.Builder gone = UidSet.builder();
        for (Vanished vanished : history) {
            if (vanished.modSeq() > modSeq) {
                gone.add(vanished.uids());
            }
        }
        return gone.build();
    }

    /** Every UID that was ever given and is not there now. */
    private UidSet absent() {
        UidSet.Builder absent = UidSet.builder();
        UidSet present = picture.uids();
        long next = 1;
        for (int range = 0; range < present.ranges(); range++) {
            if (present.first(range) > next) {
                absent.add(next, present.first(range) - 1);
            }
            next = present.last(range) + 1;
        }
        if (picture.uidNext() > next) {
            absent.add(next, picture.uidNext() - 1);
        }
        return absent.build();
    }
}
