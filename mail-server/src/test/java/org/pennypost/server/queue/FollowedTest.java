package org.pennypost.server.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pennypost.core.delivery.QueueId;
import org.pennypost.server.config.Role;
import org.pennypost.server.evidence.Evidence;
import org.pennypost.server.evidence.Story;
import org.pennypost.tls.EvidenceKeys;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Record;

/** The evidence of a message that got other queue ids on its way: it is followed, by each of them. */
class FollowedTest {
    @TempDir
    Path directory;

    @Test
    void fromSubmissionToRetrievalAndToOtherServers() throws Exception {
        try (Names names = new Names();
                Remote remote = new Remote(UnaryOperator.identity());
                Office office = Office.open(
                        directory,
                        "all: anna, tim@example.net\n",
                        "name-server = 127.0.0.1:" + names.port(),
                        "port = " + remote.port(),
                        "[evidence]",
                        "receipts = anna")) {
            names.with("example.net", "MX 10 mx.example.net").with("mx.example.net", "A 127.0.0.1");
            QueueId id = office.submit("", " NOTIFY=SUCCESS", "all@example.org");
            office.mail("Subject: Receipt: delivered");
            office.mail("From: <anna@example.org>");
            retrieveAll(office);
            office.mail("Subject: Receipt: retrieved");
            Office.await(
                    () -> kinds(story(id.text())).containsAll(Set.of("relayed", "retrieved")),
                    () -> "" + story(id.text()));
            List<Record> story = story(id.text());
            assertEquals(Set.of("submission-accepted", "forwarded", "delivered", "relayed", "retrieved"), kinds(story));
            Set<String> ids = story.stream()
                    .flatMap(record -> record.field("queue-id").stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(2, ids.size(), ids + "");
            for (String each : ids) {
                assertEquals(story, story(each));
            }
        }
    }

    private static void retrieveAll(Office office) throws Exception {
        try (Office.Talk talk = office.talk(Role.POP3)) {
            talk.ask("USER anna", "+OK");
            talk.ask("PASS tanstaaf", "+OK");
            int count = Integer.parseInt(talk.ask("STAT", "+OK").split(" ")[1]);
            for (int i = 1; i <= count; i++) {
                talk.ask("RETR " + i, "+OK");
                talk.toDot();
            }
        }
    }

    private List<Record> story(String id) throws Exception {
        Path data = directory.resolve("d");
        try (EvidenceReader reader =
                EvidenceReader.open(Evidence.directory(data), EvidenceKeys.authority(Evidence.keys(data)))) {
            return Story.of(reader, id);
        }
    }

    private static Set<String> kinds(List<Record> story) {
        return story.stream().map(Record::kind).collect(Collectors.toSet());
    }
}
