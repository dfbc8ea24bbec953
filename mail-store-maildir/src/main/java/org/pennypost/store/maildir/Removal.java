package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * Removes messages for good: the list goes to the disk, then the files go, then the log and the picture hear of it; at
 * last the directories go to the disk. A run.
 */
final class Removal {
    private static final int TRIES = 5;

    private final Folder folder;
    private final UidSet.Builder removed = UidSet.builder();
    private UidSet rest;
    private boolean fromNew;
    private boolean fromCur;

    Removal(Folder folder, UidSet uids) {
        this.folder = folder;
        this.rest = uids;
    }

    /** Removes those that a picture chooses; answers what this call removed. */
    UidSet run(Choice choice) throws StoreException {
        folder.lookout.refresh();
        try {
            for (int i = 0; i < TRIES && !rest.isEmpty(); i++) {
                if (i > 0) {
                    folder.lookout.refresh(true);
                }
                folder.list.sync(Math.min(last(rest), folder.picture().uidNext() - 1)); // here nobody waits for it
                attempt(choice);
            }
            return settled();
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot remove from " + folder.home, unwritable);
        }
    }

    /** Removes messages whose files are in another folder now, and that are claimed. */
    void moved() throws StoreException {
        folder.changes.lock();
        try {
            folder.checkThere();
            forget(rest);
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot note what was moved from " + folder.home, unwritable);
        } finally {
            folder.claims.release(rest);
            folder.changes.unlock();
        }
        try {
            settled();
        } catch (IOException unwritable) {
            throw Disk.refusal("cannot remove from " + folder.home, unwritable);
        }
    }

    /** Which messages of a picture are chosen. */
    interface Choice {
        IntPredicate of(Picture picture);
    }

    private void attempt(Choice choice) throws IOException, StoreException {
        folder.changes.lock();
        try {
            folder.checkThere();
            folder.claims.await(rest);
            Picture before = folder.picture();
            IntPredicate chosen = choice.of(before);
            List<Long> uids = new ArrayList<>();
            before.among(rest, index -> {
                if (chosen.test(index)) {
                    uids.add(before.uid(index));
                }
            });
            if (uids.isEmpty()) {
                rest = UidSet.EMPTY;
                return;
            }
            // the directory may be on the disk before we ask for it
            folder.list.sync(uids.get(uids.size() - 1));
            try (Quota.Change change = folder.quota.change()) {
                change.begin();
                rest = delete(uids);
            }
        } finally {
            folder.changes.unlock();
        }
    }

    /** Answers those that are not where they were. */
    private UidSet delete(List<Long> uids) throws IOException {
        UidSet.Builder gone = UidSet.builder();
        UidSet.Builder strayed = UidSet.builder();
        try {
            for (long uid : uids) {
                (delete(uid) ? gone : strayed).add(uid);
            }
        } finally {
            forget(gone.build());
        }
        return strayed.build();
    }

    static long last(UidSet uids) {
        return uids.last(uids.ranges() - 1);
    }

    private boolean delete(long uid) throws IOException {
        try {
            Files.delete(folder.view().places().of(uid).orElseThrow().in(folder.home.directory()));
            return true;
        } catch (NoSuchFileException renamed) {
            return false;
        }
    }

    private void forget(UidSet gone) throws IOException {
        if (gone.isEmpty()) {
            return;
        }
        Picture before = folder.picture();
        long[] octets = {0};
        before.among(gone, index -> octets[0] += onDisk(before, index));
        folder.quota.note(new Quota.Usage(-octets[0], -gone.size()));
        gone.forEach(uid -> {
            boolean fresh = folder.view().places().of(uid).map(Place::fresh).orElse(false);
            fromNew |= fresh;
            fromCur |= !fresh;
        });
        long modSeq = folder.log.record(Map.of(), gone, folder.list.header());
        PictureEditor editor =
                folder.picture().edit().highestModSeq(modSeq - 1).done().edit();
        Places.Editor places = folder.view().places().edit();
        gone.forEach(uid -> {
            editor.remove(uid);
            places.remove(uid);
        });
        folder.show(new View(editor.done(), places.done()));
        folder.changed(fromNew, fromCur);
        folder.tidy();
        removed.add(gone);
    }

    private long onDisk(Picture before, int index) {
        Place place = folder.view().places().of(before.uid(index)).orElseThrow();
        long named = FileName.size(place.base(), 'S');
        return named >= 0 ? named : before.octets(index);
    }

    private UidSet settled() throws IOException {
        UidSet all = removed.build();
        if (!all.isEmpty()) {
            folder.sync(fromNew, fromCur);
        }
        return all;
    }
}
