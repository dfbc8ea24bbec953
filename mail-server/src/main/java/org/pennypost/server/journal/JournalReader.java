package org.pennypost.server.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.smtp.syntax.Unitext;

/** Reads the journal of a data directory, while it is being written too. */
public final class JournalReader {
    private JournalReader() {}

    /** What was noted of a message, oldest first, a line each. */
    public static List<String> story(Path data, QueueId id) throws IOException {
        List<String> story = new ArrayList<>();
        String mark = "\t" + id + "\t";
        for (int i = MessageJournal.FILES - 1; i >= 0; i--) {
            read(rotated(file(data), i), line -> {
                int at = line.indexOf(mark);
                if (at > 0 && line.indexOf('\t') == at) {
                    story.add(line.substring(0, at) + "  " + line.substring(at + mark.length()));
                }
            });
        }
        return story;
    }

    /** What was noted of messages from or to an address, oldest first, a line each, with the id. */
    public static List<String> mentions(Path data, String address) throws IOException {
        List<String> mentions = new ArrayList<>();
        String mark = "<" + Unitext.printable(address).toLowerCase(Locale.ROOT) + ">";
        for (int i = MessageJournal.FILES - 1; i >= 0; i--) {
            read(rotated(file(data), i), line -> {
                if (line.toLowerCase(Locale.ROOT).contains(mark)) {
                    mentions.add(line.replace("\t", "  "));
                }
            });
        }
        return mentions;
    }

    static Path file(Path data) {
        return data.resolve("journal").resolve("messages.log");
    }

    static Path rotated(Path file, int age) {
        return age == 0 ? file : file.resolveSibling(file.getFileName() + "." + age);
    }

    private static void read(Path file, Consumer<String> lines) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.accept(line);
            }
        } catch (NoSuchFileException none) {
            System.getLogger(JournalReader.class.getName()).log(System.Logger.Level.TRACE, "no " + file);
        }
    }
}
