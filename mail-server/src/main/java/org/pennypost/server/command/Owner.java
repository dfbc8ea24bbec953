package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;

/** What one user of the system writes another cannot read: a server would find what it can do nothing with. */
final class Owner {
    private Owner() {}

    /** Refuses to go on as somebody to whom a directory, if it is there, does not belong. */
    static void check(Path directory) throws IOException, StartFailure {
        check(directory, here(System.getProperty("user.name")));
    }

    static void check(Path directory, String here) throws IOException, StartFailure {
        Optional<String> owner = other(directory, here);
        if (owner.isPresent()) {
            throw new StartFailure(
                    ExitStatus.NO_PERMISSION,
                    directory + " belongs to " + owner.get() + "; do this as " + owner.get() + ", not as " + here,
                    null);
        }
    }

    /**
     * Who we are, as the owner of files is named. A user without a name, such as one that a container runs as, is
     * {@code ?} to Java, and a number where he owns something.
     */
    static String here(String name) {
        if (!name.equals("?")) {
            return name;
        }
        try {
            Path ours = Files.createTempFile("owner", "");
            try {
                return Files.getOwner(ours).getName();
            } finally {
                Files.delete(ours);
            }
        } catch (IOException nowhere) {
            return name; // a container that may write nothing but its data
        }
    }

    /** What a server says that is started on the data of somebody else; it serves all the same, as in a container. */
    static Optional<String> warning(Path directory, String here) throws IOException {
        return other(directory, here)
                .map(owner -> directory + " belongs to " + owner
                        + ", who will not be able to read what this server, run by " + here + ", writes there");
    }

    private static Optional<String> other(Path directory, String here) throws IOException {
        return Files.exists(directory)
                ? Optional.of(Files.getOwner(directory).getName()).filter(owner -> !owner.equals(here))
                : Optional.empty();
    }
}
