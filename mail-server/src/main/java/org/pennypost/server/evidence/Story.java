package org.pennypost.server.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.tls.evidence.EvidenceReader;
import org.pennypost.tls.evidence.Record;

/**
 * All events of one message: those with its queue id, with those that it got when it went on from the queue, and what
 * happened to the copies that were delivered, wherever they were moved.
 */
public final class Story {
    private final Set<String> ids = new HashSet<>();
    private final Set<Place> places = new HashSet<>();
    private final List<Record> events = new ArrayList<>();

    private Story(String id) {
        ids.add(id);
    }

    /**
     * The events of a message, oldest first; reads the whole log.
     *
     * @param id one of its queue ids, or its Message-ID
     */
    public static List<Record> of(EvidenceReader reader, String id) throws IOException {
        Story story = new Story(first(reader, id));
        reader.each(0, record -> {
            story.take(record);
            return true;
        });
        return List.copyOf(story.events);
    }

    /** The queue id under which it was accepted. */
    private static String first(EvidenceReader reader, String id) throws IOException {
        String messageId = "<" + id.replaceAll("^<|>$", "") + ">";
        Map<String, String> before = new HashMap<>();
        List<String> found = new ArrayList<>();
        reader.each(0, record -> {
            Optional<String> queueId = record.field("queue-id");
            record.field("from-queue-id").ifPresent(from -> before.put(queueId.orElse(""), from));
            if (found.isEmpty() && record.field("message-id").equals(Optional.of(messageId))) {
                queueId.ifPresent(found::add);
            }
            return true;
        });
        String first = found.isEmpty() ? id : found.get(0);
        for (int i = 0; i < before.size() && before.containsKey(first); i++) {
            first = before.get(first);
        }
        return first;
    }

    private void take(Record record) {
        Optional<String> id = record.field("queue-id");
        boolean named = id.filter(ids::contains).isPresent()
                || record.field("from-queue-id").filter(ids::contains).isPresent();
        if (named) {
            id.ifPresent(ids::add);
        }
        if (named && record.kind().equals("delivered")) {
            places.addAll(Place.of(record, ""));
        }
        boolean concerned = Place.of(record, "").stream().anyMatch(places::contains);
        if (concerned && record.kind().equals("moved")) {
            follow(record);
        }
        if (named || concerned) {
            events.add(record);
        }
    }

    /** The nth of the source became the nth of the target. */
    private void follow(Record moved) {
        List<Place> from = Place.of(moved, "");
        List<Place> to = Place.of(moved, "target-");
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            if (places.contains(from.get(i))) {
                places.add(to.get(i));
            }
        }
    }
}
