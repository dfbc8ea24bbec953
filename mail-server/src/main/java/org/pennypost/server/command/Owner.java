package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;

/** What one user of the system writes another cannot read: a server would find what it can do nothing with. */
final class Owner {
    private Owner() {}

    /** Refuses to go on as somebody to whom a directory, if it is there, does not belong. */
    static void check(Path directory) throws IOException, StartFailure {
        check(directory, System.getProperty("user.name"));
    }

    static void check(Path directory, String here) throws IOException, StartFailure {
        if (Files.exists(directory)) {
            String owner = Files.getOwner(directory).getName();
            if (!owner.equals(here)) {
                throw new StartFailure(
                        ExitStatus.NO_PERMISSION,
                        directory + " belongs to " + owner + "; do this as " + owner + ", not as " + here,
                        null);
            }
        }
    }
}
