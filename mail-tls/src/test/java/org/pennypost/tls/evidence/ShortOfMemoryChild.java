package org.pennypost.tls.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records an event while there is little memory, and one more. Its argument is a directory. */
final class ShortOfMemoryChild {
    private static final List<byte[]> HELD = new ArrayList<>();
    private static final int PIECE = 64 * 1024;
    /** Not enough to make a file of the log longer by what it is made longer each time. */
    private static final int LEFT = 3;

    private ShortOfMemoryChild() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        EvidenceLog log = EvidenceLog.open(directory, Events.keys(directory));
        log.note(Events.accepted(0)); // all that it takes is loaded
        hoard();
        log.record(Events.accepted(1));
        HELD.clear();
        log.record(Events.accepted(2));
        log.close();
        System.out.println(log.size() + " events");
    }

    private static void hoard() {
        try {
            while (true) {
                HELD.add(new byte[PIECE]);
            }
        } catch (OutOfMemoryError full) {
            HELD.subList(HELD.size() - LEFT, HELD.size()).clear();
        }
    }
}
