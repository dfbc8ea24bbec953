package org.pennypost.store.maildir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The place of each message by its UID. Immutable: an {@link Editor} copies one chunk of it and never the whole. Takes
 * about 40 octets a message.
 */
final class Places {
    static final Places NONE = new Places(new Chunk[0]);
    private static final int CHUNK = 256;

    private final Chunk[] chunks;

    private Places(Chunk[] chunks) {
        this.chunks = chunks;
    }

    Optional<Place> of(long uid) {
        int at = chunkOf(Arrays.asList(chunks), uid);
        int row = at < 0 ? -1 : chunks[at].rowOf(uid);
        return row < 0 ? Optional.empty() : Optional.of(chunks[at].place(row));
    }

    /** Gives all messages in ascending order. */
    void forEach(Visitor visitor) {
        for (Chunk chunk : chunks) {
            for (int row = 0; row < chunk.uids.length; row++) {
                visitor.visit(chunk.uid(row), chunk.place(row));
            }
        }
    }

    /** Gives the UIDs of messages that are in {@code new}; chunks without one cost nothing. */
    void forEachFresh(LongConsumer each) {
        for (Chunk chunk : chunks) {
            for (int row = 0; chunk.fresh > 0 && row < chunk.uids.length; row++) {
                if ((chunk.traits(row) & 1) != 0) {
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

    private static int chunkOf(List<Chunk> chunks, long uid) {
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
        private final List<Chunk> chunks;
        private int thawed = -1;
        private List<Long> uids = new ArrayList<>();
        private List<byte[]> codes = new ArrayList<>();
        private byte[] scratch = new byte[1024];

        private Editor(Chunk[] chunks) {
            this.chunks = new ArrayList<>(Arrays.asList(chunks));
        }

        /** Gives a message a place, a new message behind all others. */
        void put(long uid, Place place) {
            freeze(uid);
            int at = thawed >= 0 ? thawed : chunkOf(chunks, uid);
            if (at < 0) {
                at = chunks.size() - 1;
                if (at < 0 || chunks.get(at).uids.length == CHUNK) {
                    chunks.add(Chunk.of(List.of(), List.of()));
                    at++;
                }
            }
            thaw(at);
            int row = search(uid);
            if (row >= 0) {
                codes.set(row, code(place));
            } else {
                uids.add(-row - 1, uid);
                codes.add(-row - 1, code(place));
            }
        }

        void remove(long uid) {
            freeze(uid);
            int at = thawed >= 0 ? thawed : chunkOf(chunks, uid);
            if (at >= 0) {
                thaw(at);
                int row = search(uid);
                if (row >= 0) {
                    uids.remove(row);
                    codes.remove(row);
                }
            }
        }

        Places done() {
            freeze();
            chunks.removeIf(chunk -> chunk.uids.length == 0);
            return chunks.isEmpty() ? NONE : new Places(chunks.toArray(new Chunk[0]));
        }

        /** Writes the open chunk back unless the UID belongs into it. */
        private void freeze(long uid) {
            if (thawed < 0) {
                return;
            }
            boolean last = thawed == chunks.size() - 1;
            boolean fits = !uids.isEmpty()
                    && uid >= uids.get(0)
                    && (uid <= uids.get(uids.size() - 1) || last && uids.size() < CHUNK);
            if (!fits) {
                freeze();
            }
        }

        private void freeze() {
            if (thawed >= 0) {
                chunks.set(thawed, Chunk.of(uids, codes));
                if (uids.isEmpty()) {
                    chunks.remove(thawed);
                }
                thawed = -1;
            }
        }

        private void thaw(int at) {
            if (thawed != at) {
                Chunk chunk = chunks.get(at);
                uids = new ArrayList<>();
                codes = new ArrayList<>();
                for (int row = 0; row < chunk.uids.length; row++) {
                    uids.add(chunk.uid(row));
                    codes.add(chunk.code(row));
                }
                thawed = at;
            }
        }

        private byte[] code(Place place) {
            int most = place.name().length() * 6 + 1;
            if (scratch.length < most) {
                scratch = new byte[most];
            }
            scratch[0] = place.traits();
            return Arrays.copyOf(scratch, NameCode.encode(place.name(), scratch, 1));
        }

        private int search(long uid) {
            if (uids.isEmpty() || uid > uids.get(uids.size() - 1)) {
                return -uids.size() - 1;
            }
            return Collections.binarySearch(uids, uid);
        }
    }

    /** Up to {@link #CHUNK} messages, their names one behind the other, each with its traits in front. */
    private static final class Chunk {
        final int[] uids;
        private final int[] ends;
        private final byte[] text;
        final int fresh;

        private Chunk(int[] uids, int[] ends, byte[] text, int fresh) {
            this.uids = uids;
            this.ends = ends;
            this.text = text;
            this.fresh = fresh;
        }

        static Chunk of(List<Long> uids, List<byte[]> codes) {
            int size = uids.size();
            int[] numbers = new int[size];
            int[] ends = new int[size];
            byte[] text = new byte[codes.stream().mapToInt(code -> code.length).sum()];
            int at = 0;
            int fresh = 0;
            for (int row = 0; row < size; row++) {
                byte[] code = codes.get(row);
                numbers[row] = (int) (long) uids.get(row);
                fresh += code[0] & 1;
                System.arraycopy(code, 0, text, at, code.length);
                at += code.length;
                ends[row] = at;
            }
            return new Chunk(numbers, ends, text, fresh);
        }

        byte[] code(int row) {
            return Arrays.copyOfRange(text, row == 0 ? 0 : ends[row - 1], ends[row]);
        }

        long uid(int row) {
            return Integer.toUnsignedLong(uids[row]);
        }

        long last() {
            return uids.length == 0 ? 0 : uid(uids.length - 1);
        }

        byte traits(int row) {
            return text[row == 0 ? 0 : ends[row - 1]];
        }

        Place place(int row) {
            int start = row == 0 ? 0 : ends[row - 1];
            return Place.of(NameCode.decode(text, start + 1, ends[row]), text[start]);
        }

        int rowOf(long uid) {
            int low = 0;
            int high = uids.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                long there = uid(middle);
                if (there == uid) {
                    return middle;
                }
                low = there < uid ? middle + 1 : low;
                high = there < uid ? high : middle - 1;
            }
            return -1;
        }
    }
}
