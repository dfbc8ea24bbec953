package org.pennypost.imap.talk;

import java.util.stream.IntStream;

/**
 * How well the messages of a result fit what was searched for, told so that the best has 100 and, if there is a
 * difference, the worst 1: RFC 6203 §4.
 */
final class Scores {
    private final byte[] raw;
    private final int least;
    private final int most;

    /** @param raw a score from 1 to 100 for each message */
    Scores(byte[] raw) {
        this.raw = raw;
        this.least = IntStream.range(0, raw.length).map(i -> raw[i]).min().orElse(0);
        this.most = IntStream.range(0, raw.length).map(i -> raw[i]).max().orElse(0);
    }

    byte[] raw() {
        return raw;
    }

    /** The score to tell of the message at an index. */
    int told(int index) {
        return least == most ? 100 : 1 + 99 * (raw[index] - least) / (most - least);
    }
}
