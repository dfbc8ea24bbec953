package org.pennypost.server;

import java.nio.file.Path;
import org.pennypost.server.command.Pennypost;

/** The entry of the assembled jar. */
public final class Main {
    /**
     * A property of the JDK's TLS. It would put a whole session, our certificates included, into each ticket: 1.2 KB for
     * each handshake. Without it a ticket is a name of 32 octets for a session that we keep.
     */
    private static final String WHOLE_SESSIONS = "jdk.tls.server.enableSessionTicketExtension";

    private Main() {}

    /**
     * Does what the command line says and ends the process with the status of {@link ExitStatus}.
     *
     * @param arguments what the user typed behind the program's name
     */
    public static void main(String[] arguments) {
        if (System.getProperty(WHOLE_SESSIONS) == null) {
            System.setProperty(WHOLE_SESSIONS, "false");
        }
        System.exit(Printed.status(Pennypost.run(arguments), System.out, Path.of("/dev/stdout"), System.err));
    }
}
