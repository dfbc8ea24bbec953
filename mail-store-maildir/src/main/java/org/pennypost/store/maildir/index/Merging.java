package org.pennypost.store.maildir.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/** Makes one segment of several, without the messages that are gone. Confined to one thread. */
final class Merging implements AutoCloseable {
    private final List<Segment> segments;
    private final List<FileChannel> files = new ArrayList<>();
    private final long[] uids;
    /** For each segment, the places of its messages in the new one; −1 for those that are gone. */
    private final List<int[]> places = new ArrayList<>();

    private int[] numbers;
    private int[] merged;
    private int count;

    private Merging(List<Segment> segments, LongPredicate wanted) throws IOException {
        this.segments = segments;
        uids = segments.stream()
                .flatMapToLong(segment -> LongStream.of(segment.uids()))
                .filter(wanted)
                .sorted()
                .distinct()
                .toArray();
        int longest = 0;
        int total = 0;
        for (Segment segment : segments) {
            places.add(LongStream.of(segment.uids())
                    .mapToInt(uid -> Math.max(-1, Arrays.binarySearch(uids, uid)))
                    .toArray());
            files.add(segment.file());
            longest = Math.max(longest, segment.uids().length);
            total += segment.uids().length;
        }
        numbers = new int[longest];
        merged = new int[total];
    }

    /** Writes the new segment beside the old ones. */
    static void merge(List<Segment> segments, LongPredicate wanted, Path directory, long identity) throws IOException {
        try (Merging merging = new Merging(segments, wanted);
                SegmentWriter writer = new SegmentWriter(directory, identity, merging.uids)) {
            for (int number = 0; number < SegmentWriter.DRAWERS; number++) {
                merging.drawers(number, writer);
            }
            writer.done();
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files) {
            file.close();
        }
    }

    private void drawers(int number, SegmentWriter writer) throws IOException {
        List<Drawer> drawers = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            drawers.add(segments.get(i).drawer(files.get(i), number));
        }
        int[] terms = drawers.stream()
                .flatMapToInt(drawer -> Arrays.stream(drawer.terms()))
                .sorted()
                .distinct()
                .toArray();
        for (int term : terms) {
            count = 0;
            for (int i = 0; i < drawers.size(); i++) {
                add(drawers.get(i).numbers(term, numbers), places.get(i));
            }
            if (count > 0) {
                order();
                writer.add(term, merged, count);
            }
        }
    }

    private void add(int length, int[] to) {
        for (int i = 0; i < length; i++) {
            if (to[numbers[i]] >= 0) {
                merged[count++] = to[numbers[i]];
            }
        }
    }

    /** Ascending and each once; mostly they are already, because segments follow each other. */
    private void order() {
        int kept = 1;
        while (kept < count && merged[kept] > merged[kept - 1]) {
            kept++;
        }
        if (kept == count) {
            return;
        }
        Arrays.sort(merged, 0, count);
        kept = 1;
        for (int i = 1; i < count; i++) {
            if (merged[i] != merged[kept - 1]) {
                merged[kept++] = merged[i];
            }
        }
        count = kept;
    }
}
