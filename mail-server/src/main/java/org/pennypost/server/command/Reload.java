package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.operate.Control;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has a running server read its configuration again. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = "Has the running server read its configuration, aliases and certificates again, and says what"
                + " changed. No connection is lost. SIGHUP does the same.")
final class Reload implements Callable<Integer> {
    @Mixin
    private ServeOptions options;

    @Override
    public Integer call() throws IOException, ConfigurationException, StartFailure {
        Path data = options.configuration().data();
        Kept.readable(data, Files.isExecutable(data));
        Kept.readable(Control.socket(data), Files.isWritable(Control.socket(data)));
        try {
            Control.Answer answer = Control.askToReload(data);
            answer.lines().forEach(answer.done() ? System.out::println : System.err::println);
            return answer.done() ? ExitStatus.OK : ExitStatus.CONFIGURATION;
        } catch (IOException nobody) {
            System.err.println("pennypost: no server runs on " + data + " (" + nobody.getMessage() + ")");
            return ExitStatus.UNAVAILABLE;
        }
    }
}
