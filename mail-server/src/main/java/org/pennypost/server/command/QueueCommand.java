package org.pennypost.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.StartFailure;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.queue.QueueTool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at mail that waits, and tells a running server what to do with it. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = "Lists mail that waits to be sent, and tells the server what to do with it.",
        footer = {"", "Without a server that runs, hold, release and remove do the same; flush then", "has no effect."})
final class QueueCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "queue what? One of list, show, flush, hold, release, remove.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the messages, oldest first.")
    int list(@Mixin ServeOptions data, @Mixin Table.Form form)
            throws IOException, ConfigurationException, StartFailure {
        new QueueList(form.table(), form.isPlain(), Instant.now()).print(tool(data));
        return ExitStatus.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one message: who waits, and why.")
    int show(@Mixin ServeOptions data, @Parameters(paramLabel = "ID", description = "Which.") String id)
            throws IOException, ConfigurationException, StartFailure {
        List<String> lines = tool(data).show(queueId(id));
        lines.forEach(System.out::println);
        return lines.isEmpty() ? refuse(id) : ExitStatus.OK;
    }

    @Command(name = "flush", mixinStandardHelpOptions = true, description = "Tries a message now, or all of them.")
    int flush(
            @Mixin ServeOptions data,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "Which; initially all.") Optional<String> id)
            throws IOException, ConfigurationException, StartFailure {
        return wish(data, "flush", id.map(List::of).orElse(tool(data).ids()));
    }

    @Command(name = "hold", mixinStandardHelpOptions = true, description = "Lets a message wait until it is released.")
    int hold(@Mixin ServeOptions data, @Parameters(paramLabel = "ID", description = "Which.") String id)
            throws IOException, ConfigurationException, StartFailure {
        return wish(data, "hold", List.of(id));
    }

    @Command(name = "release", mixinStandardHelpOptions = true, description = "Lets a held message go on.")
    int release(@Mixin ServeOptions data, @Parameters(paramLabel = "ID", description = "Which.") String id)
            throws IOException, ConfigurationException, StartFailure {
        return wish(data, "release", List.of(id));
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Throws a message away; its sender is not told.")
    int remove(@Mixin ServeOptions data, @Parameters(paramLabel = "ID", description = "Which.") String id)
            throws IOException, ConfigurationException, StartFailure {
        return wish(data, "remove", List.of(id));
    }

    private int wish(ServeOptions data, String wish, List<String> ids)
            throws IOException, ConfigurationException, StartFailure {
        int status = ExitStatus.OK;
        for (String id : ids) {
            QueueId queueId = queueId(id);
            if (tool(data).show(queueId).isEmpty()) {
                status = refuse(id);
            } else if (!tool(data).wish(wish, queueId)) {
                System.err.println("pennypost: the server does not answer; it will do so when it can");
                status = ExitStatus.UNAVAILABLE;
            }
        }
        return status;
    }

    private QueueId queueId(String id) {
        try {
            return new QueueId(id.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw new ParameterException(
                    spec.commandLine(), "an id has " + QueueId.LENGTH + " letters and digits; see 'queue list'");
        }
    }

    private static QueueTool tool(ServeOptions data) throws IOException, ConfigurationException, StartFailure {
        Path directory = data.kept().resolve("queue");
        return QueueTool.of(directory);
    }

    private static int refuse(String id) {
        System.err.println("pennypost: no message " + id + " waits; are --config or --data those of the server?");
        return ExitStatus.FAILED;
    }
}
