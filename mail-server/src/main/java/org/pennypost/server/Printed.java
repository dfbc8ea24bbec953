package org.pennypost.server;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether all that a command has printed has come where it was to go. A {@link PrintStream} tells nobody when a disk is
 * full, and a certificate or a list that is cut short would be taken for a whole one.
 */
final class Printed {
    private Printed() {}

    /**
     * The exit status of a command that ended with another one. Who closes a pipe, such as {@code head}, has seen enough.
     *
     * @param place what {@code out} writes to, if the system has a name for it
     */
    static int status(int status, PrintStream out, Path place, PrintStream err) {
        if (!out.checkError() || !Files.isRegularFile(place)) {
            return status;
        }
        err.println("pennypost: the output could not be written; is the disk full?");
        return ExitStatus.INPUT_OUTPUT;
    }
}
