package org.pennypost.server.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells the story of one message. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Tells what happened to a message: how it came, what was answered, in which mailboxes it is.",
        footer = {
            "",
            "The id stands in the reply that the sender got (250 2.6.0 Message accepted, id ...), in the message's",
            "uppermost Received field, and in the log."
        })
final class Trace implements Callable<Integer> {
    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "ID", description = "The message's id, 16 letters and digits.")
    private String id;

    @Override
    public Integer call() throws IOException {
        QueueId queueId;
        try {
            queueId = new QueueId(id.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            System.err.println(
                    "pennypost: an id has " + QueueId.LENGTH + " letters and digits, such as 01kz3v9q8m4f7kq2");
            return ExitStatus.USAGE;
        }
        List<String> story = JournalReader.story(data.directory(), queueId);
        story.forEach(System.out::println);
        if (story.isEmpty()) {
            System.err.println("pennypost: no message of this id, or too long ago; is --data the server's directory?");
        }
        return story.isEmpty() ? ExitStatus.FAILED : ExitStatus.OK;
    }
}
