package org.pennypost.server.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.tls.evidence.Record;

/**
 * Which event is told to whom: those of mail that a user with receipts has submitted, unless it has no reverse path or
 * a program sent it (RFC 3834). Confined to the keeper's thread.
 */
final class ReceiptRules {
    private static final int UNCLAIMED = 1000;

    private final Set<String> users;
    private final Awaiting awaiting;
    /** What went on before its acceptance was read, by queue id. */
    private final Map<String, List<Record>> unclaimed = new LinkedHashMap<>();

    ReceiptRules(Set<String> users, Awaiting awaiting) {
        this.users = users;
        this.awaiting = awaiting;
    }

    /** The next event of the log. */
    void happened(Record record, ReceiptPost post) throws IOException, StoreException {
        switch (record.kind()) {
            case "delivered", "forwarded" -> went(record, post);
            case "submission-accepted" -> accepted(record, post);
            case "retrieved" -> retrieved(record, post);
            case "moved" -> moved(record);
            case "expunged" -> expunged(record);
            default -> {
                // nobody is told
            }
        }
    }

    private void accepted(Record record, ReceiptPost post) throws IOException, StoreException {
        Awaited message = Awaited.of(record);
        boolean wanted = record.field("user").filter(users::contains).isPresent()
                && !message.sender().equals("<>")
                && record.field("auto-submitted").isEmpty();
        if (wanted) {
            post.send("accepted", message, record);
            claim(message.queueId(), message, post);
        } else {
            unclaimed.remove(message.queueId());
        }
    }

    /** What has happened, or will happen, under a queue id is told to the sender of this message. */
    private void claim(String id, Awaited message, ReceiptPost post) throws IOException, StoreException {
        awaiting.addQueued(id, message);
        List<Record> before = Optional.ofNullable(unclaimed.get(id)).orElse(List.of());
        for (Record record : before) {
            went(record, message, post);
        }
        unclaimed.remove(id);
    }

    /** A message was delivered or forwarded: at once under its queue id, or later, when it has another. */
    private void went(Record record, ReceiptPost post) throws IOException, StoreException {
        String id =
                record.field("from-queue-id").or(() -> record.field("queue-id")).orElse("");
        Optional<Awaited> message = awaiting.queued(id);
        if (message.isPresent()) {
            went(record, message.get(), post);
            return;
        }
        unclaimed.computeIfAbsent(id, none -> new ArrayList<>()).add(record);
        if (unclaimed.size() > UNCLAIMED) {
            unclaimed.remove(unclaimed.keySet().iterator().next());
        }
    }

    private void went(Record record, Awaited message, ReceiptPost post) throws IOException, StoreException {
        if (record.kind().equals("forwarded")) {
            claim(record.field("queue-id").orElse(""), message, post); // it is still the same message
            return;
        }
        post.send("delivered", message, record);
        for (Place place : Place.of(record, "")) {
            awaiting.add(place, message);
        }
    }

    private void retrieved(Record record, ReceiptPost post) throws IOException, StoreException {
        for (Place place : Place.of(record, "")) {
            Optional<Awaited> message = awaiting.at(place);
            if (message.isPresent()) {
                post.send("retrieved", message.get(), record);
                awaiting.forget(place);
            }
        }
    }

    private void moved(Record record) throws IOException {
        List<Place> from = Place.of(record, "");
        List<Place> to = Place.of(record, "target-");
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            Optional<Awaited> message = awaiting.at(from.get(i));
            if (message.isPresent()) {
                awaiting.add(to.get(i), message.get());
                awaiting.forget(from.get(i));
            }
        }
    }

    private void expunged(Record record) throws IOException {
        for (Place place : Place.of(record, "")) {
            awaiting.forget(place);
        }
    }
}
