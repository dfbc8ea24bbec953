package org.pennypost.server.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;

class MessageJournalTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    @TempDir
    Path data;

    @Test
    void tellsTheStoryOfOneMessageWhileItIsWritten() throws Exception {
        try (MessageJournal journal = MessageJournal.in(data)) {
            journal.note(NOON, id(1), "came");
            journal.note(NOON, id(2), "names " + id(1) + "\tand\r\nbreaks the line");
            journal.note(NOON.plusSeconds(1), id(1), "went");
            assertEquals(
                    List.of("2026-12-01T12:00:00Z  came", "2026-12-01T12:00:01Z  went"),
                    JournalReader.story(data, id(1)));
            assertEquals(1, JournalReader.story(data, id(2)).size());
            assertEquals(List.of(), JournalReader.story(data, id(3)));
        }
    }

    @Test
    void findsWhatAnAddressHadToDoWith() throws Exception {
        try (MessageJournal journal = MessageJournal.in(data)) {
            journal.note(NOON, id(1), "from <a@far.example> to <Anna@example.org>");
            journal.note(NOON, id(2), "from <joanna@example.org> to <j\\x{FC}rgen@example.org>");
            journal.note(NOON, id(3), "from <>, refused <anna@example.org> (550)");
        }
        assertEquals(
                List.of(
                        NOON + "  " + id(1) + "  from <a@far.example> to <Anna@example.org>",
                        NOON + "  " + id(3) + "  from <>, refused <anna@example.org> (550)"),
                JournalReader.mentions(data, "anna@EXAMPLE.org"));
        assertEquals(1, JournalReader.mentions(data, "jürgen@example.org").size());
        assertEquals(List.of(), JournalReader.mentions(data, "nna@example.org"));
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (MessageJournal journal = MessageJournal.in(data)) {
                journal.note(NOON, id(1), "again");
            }
        }
        assertEquals(3, JournalReader.story(data, id(1)).size());
    }

    @Test
    void isBounded() throws Exception {
        try (MessageJournal journal = MessageJournal.in(data, 1000)) {
            for (int i = 0; i < 1000; i++) {
                journal.note(NOON.plusSeconds(i), id(i % 10), "x".repeat(50));
            }
        }
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            List<Path> all = files.toList();
            assertEquals(MessageJournal.FILES, all.size());
            for (Path file : all) {
                assertTrue(Files.size(file) <= 1000);
            }
        }
        List<String> story = JournalReader.story(data, id(9));
        assertEquals(story.stream().sorted().toList(), story);
        assertTrue(story.get(story.size() - 1).startsWith("2026-12-01T12:16:39Z"), story.toString());
    }

    @Test
    void aMessageIsNotKeptBackByAFullDisk() throws Exception {
        MessageJournal journal = MessageJournal.in(data);
        journal.close();
        journal.note(NOON, id(1), "too late"); // does not fail
        assertEquals(List.of(), JournalReader.story(data, id(1)));
    }

    @Test
    void goesOnAfterAThreadWasInterrupted() throws Exception {
        try (MessageJournal journal = MessageJournal.in(data)) {
            Thread.currentThread().interrupt();
            journal.note(NOON, id(1), "lost");
            assertTrue(Thread.interrupted());
            journal.note(NOON, id(1), "came");
        }
        assertEquals(List.of(NOON + "  came"), JournalReader.story(data, id(1)));
    }

    @Test
    void goesOnAfterItCouldNotBeginAnotherFile() throws Exception {
        Path last = data.resolve("journal/messages.log." + (MessageJournal.FILES - 1));
        Path inTheWay = Files.createDirectories(last.resolve("x"));
        try (MessageJournal journal = MessageJournal.in(data, 100)) {
            for (int i = 0; i < MessageJournal.FILES + 2; i++) {
                journal.note(NOON, id(1), "x".repeat(50));
            }
            Files.delete(inTheWay);
            Files.delete(last);
            journal.note(NOON, id(1), "came");
        }
        List<String> story = JournalReader.story(data, id(1));
        assertEquals(NOON + "  came", story.get(story.size() - 1));
        assertEquals(MessageJournal.FILES, story.size());
    }

    private static QueueId id(int number) {
        return QueueId.next(Instant.ofEpochMilli(number), octets -> {});
    }
}
