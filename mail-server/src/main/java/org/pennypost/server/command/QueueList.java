package org.pennypost.server.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.pennypost.server.queue.QueueTool;

/** The messages that wait, as {@code mailq} of other servers shows them: how old, for whom, and why they wait. */
final class QueueList {
    private static final int ID = 16;
    private static final int NUMBER = 8;
    private static final int TIME = 6;
    private static final int ADDRESS = 28;

    private final Table table;
    private final boolean plain;
    private final Instant now;
    private long octets;

    QueueList(Table table, boolean plain, Instant now) {
        this.table = table.words("id", ID)
                .numbers("age", TIME)
                .numbers("octets", NUMBER)
                .numbers("next", TIME)
                .words("sender", ADDRESS)
                .words("recipient", ADDRESS)
                .words("last answer", 1);
        this.plain = plain;
        this.now = now;
    }

    void print(QueueTool tool) throws IOException {
        tool.each(this::row);
        table.end("nothing waits", Counted.counted(table.rows(), "message") + ", " + Counted.counted(octets, "octet"));
    }

    private void row(QueueTool.Waiting message) {
        octets += message.octets();
        String more = message.recipients() > 1 ? " and " + (message.recipients() - 1) + " more" : "";
        table.row(
                message.id(),
                plain ? message.received() : age(Duration.between(message.received(), now)),
                message.octets(),
                next(message),
                message.sender(),
                message.recipient() + more,
                message.answer());
    }

    private String next(QueueTool.Waiting message) {
        if (message.held()) {
            return "held";
        } else if (plain) {
            return message.due().toString();
        }
        return message.due().isAfter(now) ? age(Duration.between(now, message.due())) : "now";
    }

    /** The largest unit of which there are two at least, as people say it; a clock that was set back makes it 0. */
    static String age(Duration time) {
        if (time.toDays() > 1) {
            return time.toDays() + "d";
        } else if (time.toHours() > 1) {
            return time.toHours() + "h";
        } else if (time.toMinutes() > 1) {
            return time.toMinutes() + "m";
        }
        return Math.max(0, time.toSeconds()) + "s";
    }
}
