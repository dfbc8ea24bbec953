package org.pennypost.store.maildir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The place of each message by its UID. Immutable: an {@link Editor} copies one chunk of it and never the whole. Takes
 * about 40 octets a message.
 */
final class Places {
    static final Places NONE = new Places(new PlaceRows[0]);

    private final PlaceRows[] chunks;

    private Places(PlaceRows[] chunks) {
        this.chunks = chunks;
    }

    Optional<Place> of(long uid) {
        int at = chunkOf(Arrays.asList(chunks), uid);
        int row = at < 0 ? -1 : chunks[at].rowOf(uid);
        return row < 0 ? Optional.empty() : Optional.of(chunks[at].place(row));
    }

    /** Gives all messages in ascending order. */
    void forEach(Visitor visitor) {
        for (PlaceRows chunk : chunks) {
            for (int row = 0; row < chunk.size(); row++) {
                visitor.visit(chunk.uid(row), chunk.place(row));
            }
        }
    }

    /** Gives the UIDs of messages that are in {@code new}; chunks without one cost nothing. */
    void forEachFresh(LongConsumer each) {
        for (PlaceRows chunk : chunks) {
            for (int row = 0; chunk.anyFresh() && row < chunk.size(); row++) {
                if (chunk.fresh(row)) {
                    each.accept(chunk.uid(row));
                }
            }
        }
    }

    Editor edit() {
        return new Editor(chunks);
    }

    /** Looks at a message. */
    @FunctionalInterface
    interface Visitor {
        void visit(long uid, Place place);
    }

    private static int chunkOf(List<PlaceRows> chunks, long uid) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (chunks.get(middle).last() < uid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low < chunks.size() ? low : -1;
    }

    /** Changes places; confined to one thread. Cheapest when the UIDs ascend. */
    static final class Editor {
        private final List<PlaceRows> chunks;
        private final OpenPlaceRows open = new OpenPlaceRows();
        private int thawed = -1;

        private Editor(PlaceRows[] chunks) {
            this.chunks = new ArrayList<>(Arrays.asList(chunks));
        }

        /** Gives a message a place, a new message behind all others. */
        void put(long uid, Place place) {
            freeze(uid);
            int at = thawed >= 0 ? thawed : chunkOf(chunks, uid);
            if (at < 0) {
                at = chunks.size() - 1;
                if (at < 0 || chunks.get(at).size() == PlaceRows.MOST) {
                    chunks.add(PlaceRows.NONE);
                    at++;
                }
            }
            thaw(at);
            open.put(uid, place);
        }

        void remove(long uid) {
            freeze(uid);
            int at = thawed >= 0 ? thawed : chunkOf(chunks, uid);
            if (at >= 0) {
                thaw(at);
                open.remove(uid);
            }
        }

        Places done() {
            freeze();
            return chunks.isEmpty() ? NONE : new Places(chunks.toArray(new PlaceRows[0]));
        }

        /** Writes the open chunk back unless the UID belongs into it. */
        private void freeze(long uid) {
            boolean room = thawed == chunks.size() - 1 && open.size() < PlaceRows.MOST;
            if (thawed >= 0 && !open.spans(uid) && !(room && open.precedes(uid))) {
                freeze();
            }
        }

        private void freeze() {
            if (thawed >= 0) {
                if (open.size() == 0) {
                    chunks.remove(thawed);
                } else {
                    chunks.set(thawed, open.freeze());
                }
                thawed = -1;
            }
        }

        private void thaw(int at) {
            if (thawed != at) {
                open.thaw(chunks.get(at));
                thawed = at;
            }
        }
    }
}
