package org.pennypost.server;

import org.pennypost.server.command.Pennypost;

/** The entry of the assembled jar. */
public final class Main {
    private Main() {}

    /**
     * Does what the command line says and ends the process with the status of {@link ExitStatus}.
     *
     * @param arguments what the user typed behind the program's name
     */
    public static void main(String[] arguments) {
        System.exit(Pennypost.run(arguments));
    }
}
