package org.pennypost.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * Whether one directory must be listed again: its change time is another one, or we cannot be sure of it.
 *
 * <p>We are not sure if the directory was changed within the last tick of the file system's clock when we listed it, or
 * changed it ourselves: another program's change could hide behind the same time. Then it is listed again as soon as
 * that is cheap, which is when the last listing has cost no more than a thirtieth of the time since.
 */
final class Freshness {
    private static final long FINE_TICK_MILLIS = 20;
    /** After so long a change of the directory has another time, on all but old file systems. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(FINE_TICK_MILLIS + 5);

    private static final long COARSE_TICK_MILLIS = 2_100;
    private static final int SHARE = 30;

    private final Home home;
    private final String name;
    private volatile Seen seen = new Seen(FileTime.fromMillis(0), false);
    private volatile long listed = System.nanoTime();
    private volatile long cost;

    Freshness(Home home, String name) {
        this.home = home;
        this.name = name;
    }

    private record Seen(FileTime time, boolean sure) {}

    Path directory() {
        return home.file(name);
    }

    /** Whether to list the directory; one look at its attributes. */
    boolean due() throws IOException {
        Seen known = seen;
        return !known.time.equals(time()) || !known.sure && System.nanoTime() - listed > SHARE * cost;
    }

    /** Whether somebody else has changed the directory for certain. */
    boolean altered() throws IOException {
        return !seen.time.equals(time());
    }

    /** Whether the last listing is what there was at one moment: nobody has changed the directory meanwhile. */
    boolean still() throws IOException {
        Seen known = seen;
        return known.sure && known.time.equals(time());
    }

    FileTime time() throws IOException {
        return Files.getLastModifiedTime(directory());
    }

    /** It was listed. */
    void listed(FileTime timeBefore, long startMillis) {
        boolean coarse = timeBefore.to(TimeUnit.NANOSECONDS) % 1_000_000_000L == 0;
        long tick = coarse ? COARSE_TICK_MILLIS : FINE_TICK_MILLIS;
        seen = new Seen(timeBefore, startMillis - timeBefore.toMillis() > tick);
    }

    /** What was found there has been dealt with, all of which took so long. */
    void settled(long nanos) {
        cost = nanos;
        listed = System.nanoTime();
    }

    /** We have changed it. */
    void changed() throws IOException {
        seen = new Seen(time(), false);
    }

    /** What the listing told was not enough. */
    void doubt() {
        seen = new Seen(seen.time, false);
    }

    /** Makes it due. */
    void forget() {
        seen = new Seen(FileTime.fromMillis(0), false);
    }
}
