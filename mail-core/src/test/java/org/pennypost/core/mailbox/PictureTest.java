package org.pennypost.core.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final Instant DATE = Instant.ofEpochSecond(1_000_000);

    /** A message as the model has it. */
    private record Row(long modSeq, long flags, long size, Instant date, Instant saved) {}

    /** The plainest mailbox: what a picture must agree with after any edits. */
    private static final class Model {
        private final TreeMap<Long, Row> rows = new TreeMap<>();
        private long next = 1;
        private long highest = 1;
        private long removals;
    }

    /** Old pictures with the model of their time. */
    private record Old(Picture picture, Model model) {}

    @Property(tries = 60)
    void pictureAgreesWithAPlainModel(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Model model = new Model();
        Picture picture = Picture.empty("m1", 7);
        List<Old> old = new ArrayList<>();
        for (int change = 0; change < 25; change++) {
            PictureEditor editor = picture.edit();
            int edits = random.nextInt(0, 300);
            int kind = random.nextInt(4);
            for (int i = 0; i < edits; i++) {
                edit(random, kind == 3 ? random.nextInt(3) : kind, model, editor);
            }
            picture = editor.done();
            assertAgree(model, picture);
            old.add(new Old(picture, copy(model)));
        }
        for (Old one : old) {
            assertAgree(one.model(), one.picture());
        }
        assertQueries(random, model, picture);
    }

    @Test
    void editorThatChangesNothingKeepsTheSequence() throws StoreException {
        Picture picture = Picture.empty("m1", 7);
        PictureEditor editor = picture.edit();
        editor.append(0, 10, DATE, DATE);
        Picture one = editor.done();
        assertEquals(2, one.highestModSeq());
        assertEquals(2, one.edit().done().highestModSeq());
        PictureEditor same = one.edit();
        assertFalse(same.flags(1, 0));
        assertFalse(same.flags(9, 1));
        assertFalse(same.remove(9));
        same.knowFlags(Flags.of(Flag.of("k")));
        assertEquals(2, same.done().highestModSeq());
    }

    @Test
    void uidsAndSequencesAreRaisedButNeverLowered() {
        Picture picture = Picture.empty("m1", 7)
                .edit()
                .uidNext(100)
                .uidNext(5)
                .highestModSeq(50)
                .highestModSeq(3)
                .done();
        assertEquals(100, picture.uidNext());
        assertEquals(50, picture.highestModSeq());
        assertEquals(51, picture.edit().modSeq());
        assertEquals(100, picture.edit().append(0, 1, DATE, DATE));
    }

    @Test
    void uidsEndAtTheirMaximum() {
        PictureEditor editor = Picture.empty("m1", 7).edit().uidNext(UidSet.MAX);
        assertEquals(UidSet.MAX, editor.append(0, 1, DATE, DATE));
        assertThrows(IllegalArgumentException.class, () -> editor.append(0, 1, DATE, DATE));
        Picture picture = editor.done();
        assertEquals(1, picture.size());
        assertEquals(UidSet.MAX, picture.uid(0));
        assertEquals(0, picture.indexOf(UidSet.MAX));
        assertThrows(IllegalArgumentException.class, () -> editor.restore(5, 1, 0, 1, DATE, DATE));
    }

    @Test
    void indexOutsideIsRefused() {
        Picture empty = Picture.empty("m1", 7);
        assertThrows(IndexOutOfBoundsException.class, () -> empty.uid(0));
        assertThrows(IndexOutOfBoundsException.class, () -> empty.modSeq(-1));
        assertEquals(-1, empty.indexOf(1));
        assertEquals(0, empty.ceiling(1));
        assertTrue(empty.uids().isEmpty());
    }

    private static void edit(SplittableRandom random, int kind, Model model, PictureEditor editor) {
        long uid = random.nextLong(1, model.next + 2);
        switch (kind) {
            case 0:
                Instant date = Instant.ofEpochSecond(random.nextLong(1L << 40));
                long flags = random.nextLong(32);
                long size = random.nextLong(1L << 35);
                long added = editor.append(flags, size, date, DATE);
                assertEquals(model.next, added);
                model.rows.put(added, new Row(editor.modSeq(), flags, size, date, DATE));
                model.next++;
                model.highest = editor.modSeq();
                break;
            case 1:
                long bits = random.nextLong(32);
                Row row = model.rows.get(uid);
                boolean changes = row != null && row.flags() != bits;
                assertEquals(changes, editor.flags(uid, bits));
                if (changes) {
                    model.rows.put(uid, new Row(editor.modSeq(), bits, row.size(), row.date(), row.saved()));
                    model.highest = editor.modSeq();
                }
                break;
            default:
                boolean there = model.rows.remove(uid) != null;
                assertEquals(there, editor.remove(uid));
                model.removals += there ? 1 : 0;
                model.highest = there ? editor.modSeq() : model.highest;
        }
    }

    private static void assertAgree(Model model, Picture picture) {
        assertEquals(model.rows.size(), picture.size());
        assertEquals(model.next, picture.uidNext());
        assertEquals(model.highest, picture.highestModSeq());
        assertEquals(model.removals, picture.removals());
        int index = 0;
        long octets = 0;
        long unseen = 0;
        long deleted = 0;
        for (var entry : model.rows.entrySet()) {
            Row row = entry.getValue();
            assertEquals(entry.getKey(), picture.uid(index));
            assertEquals(row.modSeq(), picture.modSeq(index));
            assertEquals(row.flags(), picture.flagBits(index));
            assertEquals(row.size(), picture.octets(index));
            assertEquals(row.date(), picture.internalDate(index));
            assertEquals(row.saved(), picture.saved(index));
            octets += row.size();
            unseen += (row.flags() & FlagTable.SYSTEM.mask(Flag.SEEN)) == 0 ? 1 : 0;
            deleted += (row.flags() & FlagTable.SYSTEM.mask(Flag.DELETED)) == 0 ? 0 : 1;
            index++;
        }
        assertEquals(octets, picture.octets());
        assertEquals(unseen, picture.unseen());
        assertEquals(deleted, picture.deleted());
    }

    private static void assertQueries(SplittableRandom random, Model model, Picture picture) {
        List<Long> uids = List.copyOf(model.rows.keySet());
        for (int i = 0; i < 200; i++) {
            long uid = random.nextLong(1, model.next + 2);
            assertEquals(uids.indexOf(uid), picture.indexOf(uid));
            assertEquals(model.rows.headMap(uid).size(), picture.ceiling(uid));
        }
        assertEquals(uids.size(), picture.uids().size());
        long since = random.nextLong(model.highest + 1);
        List<Integer> changed = new ArrayList<>();
        picture.changedSince(since, changed::add);
        List<Integer> expected = new ArrayList<>();
        uids.forEach(uid -> {
            if (model.rows.get(uid).modSeq() > since) {
                expected.add(uids.indexOf(uid));
            }
        });
        assertEquals(expected, changed);
        UidSet some = UidSet.builder()
                .add(3, 9)
                .add(20)
                .add(250, 600)
                .add(model.next + 5, UidSet.MAX)
                .build();
        List<Integer> among = new ArrayList<>();
        picture.among(some, among::add);
        assertEquals(uids.stream().filter(some::contains).map(uids::indexOf).toList(), among);
    }

    @Test
    void dateThatWasNotGivenIsAskedForOnce() {
        List<Long> asked = new ArrayList<>();
        Instant date = Instant.ofEpochSecond(77);
        Picture picture = edited(uid -> {
            asked.add(uid);
            return date;
        });
        assertEquals(List.of(), asked);
        assertEquals(date, picture.saved(1));
        assertEquals(date, picture.internalDate(1));
        assertEquals(date, picture.edit().done().internalDate(1));
        assertEquals(List.of(9L), asked);
        assertEquals(Instant.EPOCH, picture.internalDate(0));
        assertEquals(List.of(9L), asked);
    }

    private static Picture edited(DateSource dates) {
        PictureEditor editor = Picture.empty("id", 1, dates).edit();
        editor.restore(5, 2, 0, 100, Instant.EPOCH, Instant.EPOCH);
        editor.restore(9, 2, 0, 100);
        return editor.done();
    }

    private static Model copy(Model model) {
        Model copy = new Model();
        copy.rows.putAll(model.rows);
        copy.next = model.next;
        copy.highest = model.highest;
        copy.removals = model.removals;
        return copy;
    }
}
