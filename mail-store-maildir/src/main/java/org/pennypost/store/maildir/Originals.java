package org.pennypost.store.maildir;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.pennypost.core.mailbox.NewMessage;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.UidSet;

/**
 * Messages of a view as what is to be added to another folder, each made when it is asked for: a user may copy a hundred
 * thousand, and all of them would be many times what the view takes. Immutable.
 */
final class Originals extends AbstractList<Addition> implements RandomAccess {
    private final View view;
    private final Path maildir;
    private final Addition.How how;
    private final boolean spared;
    private final UidSet uids;
    private final int[] indexes;
    /** Looked for once: a file may be gone when it is asked for again. */
    private final long[] onDisk;

    private final int size;

    /**
     * The messages of the view among {@code wanted}.
     *
     * @param spared whether those that are moved make room for themselves
     */
    Originals(View view, UidSet wanted, Path maildir, Addition.How how, boolean spared) {
        this.view = view;
        this.maildir = maildir;
        this.how = how;
        this.spared = spared;
        Picture picture = view.picture();
        int most = (int) Math.min(wanted.size(), picture.size());
        indexes = new int[most];
        onDisk = new long[most];
        UidSet.Builder chosen = UidSet.builder();
        int[] count = {0};
        picture.among(wanted, index -> {
            chosen.add(picture.uid(index));
            indexes[count[0]] = index;
            onDisk[count[0]++] = onDisk(index);
        });
        uids = chosen.build();
        size = count[0];
    }

    /** Which messages these are. */
    UidSet uids() {
        return uids;
    }

    @Override
    public Addition get(int n) {
        Picture picture = view.picture();
        int index = indexes[n];
        Place place = place(index);
        return new Addition(
                () -> place.in(maildir),
                onDisk[n],
                picture.octets(index),
                place.dots(),
                picture.flags(index),
                picture.internalDate(index),
                how,
                spared ? onDisk[n] : NewMessage.NOTHING);
    }

    @Override
    public int size() {
        return size;
    }

    private long onDisk(int index) {
        Place place = place(index);
        if (!place.bareLf()) {
            return view.picture().octets(index);
        }
        long named = FileName.size(place.base(), 'S');
        return named >= 0 ? named : place.in(maildir).toFile().length();
    }

    private Place place(int index) {
        return view.places().of(view.picture().uid(index)).orElseThrow();
    }
}
