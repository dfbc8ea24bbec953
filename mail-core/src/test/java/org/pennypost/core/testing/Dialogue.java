package org.pennypost.core.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A dialogue script: what there is before, and who says what. The format is described in the
 * {@linkplain org.pennypost.core.testing package}.
 *
 * @param name of the file, for people
 */
public record Dialogue(String name, List<SetUp> setUps, List<Move> moves) {
    public Dialogue {
        setUps = List.copyOf(setUps);
        moves = List.copyOf(moves);
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException if a line of it is not in the format
     */
    public static Dialogue read(Path file) throws IOException {
        return of(file.getParent().getFileName() + "/" + file.getFileName(), Files.readString(file));
    }

    /** The script that a text is. */
    public static Dialogue of(String name, String text) {
        // One character for each octet, so that what is sent and what is compared are octets.
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        String latin1 = new String(octets, StandardCharsets.ISO_8859_1);
        return new DialogueReader(name, latin1.split("\r?\n", -1)).read();
    }

    /** Whether it has a set-up line of this name. */
    public boolean has(String setUp) {
        return setUps.stream().anyMatch(line -> line.name().equals(setUp));
    }

    /** Whether it may run in clear. */
    boolean runsInClear() {
        return !has("tls");
    }

    /** Whether it may run behind TLS from the first octet. */
    boolean runsBehindTls() {
        return !has("clear") && moves.stream().noneMatch(Dialogue::upgrades);
    }

    /** Whether all it needs is a client: no clock, patience or address that only a test can change. */
    boolean runsOverSockets() {
        return !has("remote") && !has("loopback") && moves.stream().noneMatch(Dialogue::bendsTheWorld);
    }

    private static boolean upgrades(Move move) {
        return move instanceof Move.Act && ((Move.Act) move).deed() == Move.Deed.UPGRADE;
    }

    private static boolean bendsTheWorld(Move move) {
        if (move instanceof Move.Act) {
            Move.Deed deed = ((Move.Act) move).deed();
            return deed == Move.Deed.IMPATIENT || deed == Move.Deed.STOPPING;
        }
        return move instanceof Move.Time;
    }
}
