package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.PictureEditor;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;

/**
 * STORE: the log first, then each file gets its other name, then the picture; at last the directory goes to the disk.
 * A run. Files that another program has renamed meanwhile are looked for and tried again, those included that seem to have
 * the wanted flags already: what it has done since we looked came first, and must not be the last word. Many messages are
 * changed some at a time: what is planned for one takes several times the memory that its place in the picture takes.
 */
final class FlagStore {
    static final int AT_ONCE = 10_000;
    private static final int TRIES = 20;

    private final Folder folder;
    private final FlagChange change;
    private final long unchangedSince;
    private final UidSet.Builder left = UidSet.builder();
    private final UidSet uids;
    private UidSet rest = UidSet.EMPTY;
    private UidSet.Builder strayed = UidSet.builder();
    private boolean changed;
    private boolean fromNew;

    FlagStore(Folder folder, UidSet uids, FlagChange change, long unchangedSince) {
        this.folder = folder;
        this.uids = uids;
        this.change = change;
        this.unchangedSince = unchangedSince;
    }

    /** Answers the messages left alone because they had changed. */
    UidSet run() throws StoreException {
        folder.lookout.refresh();
        try {
            for (UidSet part : parts()) {
                change(part);
            }
            if (changed) {
                folder.sync(fromNew, true);
            }
        } catch (IOException unwritable) {
            throw folder.refusal("cannot change flags in " + folder.home, unwritable);
        }
        return left.build();
    }

    boolean changed() {
        return changed;
    }

    /** What is to be changed, in parts of so many messages as are changed at a time. */
    private List<UidSet> parts() {
        Picture now = folder.picture();
        List<UidSet> parts = new ArrayList<>();
        long first = 1;
        for (int end = AT_ONCE; end < now.size(); end += AT_ONCE) {
            parts.add(uids.and(UidSet.range(first, now.uid(end) - 1)));
            first = now.uid(end);
        }
        parts.add(uids.and(UidSet.range(first, UidSet.MAX)));
        return parts;
    }

    private void change(UidSet part) throws IOException, StoreException {
        rest = part;
        for (int i = 0; i < TRIES && !rest.isEmpty(); i++) {
            if (i > 0) {
                folder.lookout.refresh(true);
            }
            attempt();
        }
        if (!rest.isEmpty()) {
            folder.sync(fromNew, true);
            throw new StoreException(
                    StoreException.Reason.UNAVAILABLE, "another program keeps renaming files in " + folder.home);
        }
    }

    private void attempt() throws IOException, StoreException {
        folder.changes.lock();
        try {
            folder.checkThere();
            folder.claims.await(rest);
            Picture before = folder.picture();
            if (change.mode() != FlagChange.Mode.REMOVE) {
                before = before.edit().knowFlags(change.flags()).done();
                folder.keywords.know(change.flags());
            }
            Letters letters = folder.letters(before.flagTable(), false);
            strayed = UidSet.builder();
            perform(before, plan(before, letters), letters);
            rest = strayed.build();
        } finally {
            folder.changes.unlock();
        }
    }

    /** A message whose file is to have another place. */
    private record Renaming(long uid, Place from, Place to, String letters) {}

    /** What is to be done, by ascending UID. */
    private List<Renaming> plan(Picture before, Letters letters) throws IOException {
        boolean certain = folder.inNew.still() && folder.inCur.still();
        long bits = before.flagTable().bits(change.flags());
        List<Renaming> plan = new ArrayList<>();
        before.among(rest, index -> {
            long uid = before.uid(index);
            Place place = folder.view().places().of(uid).orElseThrow();
            // Not the bits of the picture: others may have given letters that it does not know yet.
            long present = letters.bits(place.letters());
            long after = change.applied(present, bits);
            if (before.modSeq(index) > unchangedSince) {
                left.add(uid);
            } else if (after != present) {
                String text = letters.text(after, place.letters());
                plan.add(new Renaming(uid, place, place.with(text), text));
            } else if (!certain && !Files.exists(place.in(folder.home.directory()), LinkOption.NOFOLLOW_LINKS)) {
                strayed.add(uid);
            }
        });
        return plan;
    }

    private void perform(Picture before, List<Renaming> plan, Letters letters) throws IOException {
        if (plan.isEmpty()) {
            return;
        }
        Map<String, UidSet.Builder> groups = new HashMap<>();
        plan.forEach(one ->
                groups.computeIfAbsent(one.letters(), fresh -> UidSet.builder()).add(one.uid()));
        Map<String, UidSet> sets = new HashMap<>();
        groups.forEach((text, uids) -> sets.put(text, uids.build()));
        long modSeq = folder.log.record(sets, UidSet.EMPTY, folder.list.header());
        PictureEditor editor = before.edit().highestModSeq(modSeq - 1).done().edit();
        Places.Editor places = folder.view().places().edit();
        try {
            rename(plan, letters, editor, places);
        } finally {
            folder.show(new View(editor.done(), places.done()));
            folder.changed(fromNew, true);
            folder.tidy();
        }
    }

    private void rename(List<Renaming> plan, Letters letters, PictureEditor editor, Places.Editor places)
            throws IOException {
        Path fresh = folder.home.file("new");
        Path cur = folder.home.file("cur");
        for (Renaming one : plan) {
            try {
                Disk.rename(
                        (one.from().fresh() ? fresh : cur).resolve(one.from().name()),
                        cur.resolve(one.to().name()));
                fromNew |= one.from().fresh();
                changed = true;
                places.put(one.uid(), one.to());
                editor.flags(one.uid(), letters.bits(one.letters()));
            } catch (NoSuchFileException renamed) {
                strayed.add(one.uid());
            }
        }
    }
}
