package org.pennypost.server.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.ExitStatus;
import org.pennypost.server.config.ConfigurationException;
import org.pennypost.server.journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells the story of one message, or which messages an address had to do with. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Tells what happened to a message: how it came, what was answered, in which mailboxes it is.",
        footer = {
            "",
            "The id stands in the reply that the sender got (250 2.6.0 Message accepted, id",
            "...), in the message's uppermost Received field, and in the log. For mail that",
            "was refused, or that never came, ask for an address: each line has an id."
        })
final class Trace implements Callable<Integer> {
    @Mixin
    private ServeOptions data;

    @Parameters(
            paramLabel = "ID|ADDRESS",
            description = "The message's id, 16 letters and digits; or the address of its sender or of a recipient.")
    private String id;

    @Override
    public Integer call() throws IOException, ConfigurationException {
        List<String> story;
        if (id.indexOf('@') >= 0) {
            story = JournalReader.mentions(data.directory(), id.strip());
        } else {
            try {
                story = JournalReader.story(
                        data.directory(), new QueueId(id.strip().toLowerCase(Locale.ROOT)));
            } catch (IllegalArgumentException none) {
                System.err.println(
                        "pennypost: an id has " + QueueId.LENGTH + " letters and digits, such as 01kz3v9q8m4f7kq2");
                return ExitStatus.USAGE;
            }
        }
        story.forEach(System.out::println);
        if (story.isEmpty()) {
            System.err.println(
                    "pennypost: nothing is known of that, or it was too long ago; are --config or --data those of the server?");
        }
        return story.isEmpty() ? ExitStatus.FAILED : ExitStatus.OK;
    }
}
