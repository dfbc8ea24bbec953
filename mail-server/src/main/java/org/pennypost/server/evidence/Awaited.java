package org.pennypost.server.evidence;

import java.io.IOException;
import java.util.List;
import org.pennypost.tls.evidence.Record;

/**
 * A message whose sender gets receipts.
 *
 * @param sender its reverse path
 * @param messageId with its brackets, empty if it has none
 */
record Awaited(String queueId, String sender, String messageId) {
    /** The message of a {@code submission-accepted}. */
    static Awaited of(Record accepted) {
        return new Awaited(
                accepted.field("queue-id").orElse(""),
                accepted.field("reverse-path").orElse("<>"),
                accepted.field("message-id").filter(Awaited::plain).orElse(""));
    }

    /** Three lines. */
    String text() {
        return queueId + "\n" + sender + "\n" + messageId + "\n";
    }

    static Awaited parse(List<String> lines) throws IOException {
        if (lines.size() != 3) {
            throw new IOException("not a message that is awaited: " + lines);
        }
        return new Awaited(lines.get(0), lines.get(1), lines.get(2));
    }

    private static boolean plain(String id) {
        return id.length() <= 900 && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
