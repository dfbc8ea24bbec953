package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;

/** Where nothing is kept there is nothing to look after: of a wrong directory a backup would be one of nothing. */
final class Kept {
    private Kept() {}

    /** Refuses to go on if a data directory has neither users nor mail nor what else a server leaves in it. */
    static void check(Path data, Path mail) throws IOException, StartFailure {
        readable(data, Files.isReadable(data) && Files.isExecutable(data));
        Stream<Path> signs = Stream.of(data.resolve("users"), data.resolve("journal"), data.resolve("queue"), mail);
        if (signs.noneMatch(Files::exists)) {
            throw new StartFailure(
                    ExitStatus.INPUT_OUTPUT,
                    "no server has kept anything in " + data.toAbsolutePath().normalize()
                            + "; are --config or --data those of the server?",
                    null);
        }
    }

    /** What may not be read must not look as if it were not there. */
    static void readable(Path data, boolean permitted) throws IOException, StartFailure {
        if (Files.exists(data) && !permitted) {
            String owner = Files.getOwner(data).getName();
            throw new StartFailure(ExitStatus.NO_PERMISSION, data + " is not yours to use; do this as " + owner, null);
        }
    }
}
