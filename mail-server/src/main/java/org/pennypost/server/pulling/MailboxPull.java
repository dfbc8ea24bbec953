package org.pennypost.server.pulling;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pennypost.core.mailbox.Flag;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.core.text.OctetScanner;
import org.pennypost.core.text.SyntaxException;
import org.pennypost.imap.syntax.ImapDates;
import org.pennypost.server.moving.Arrivals;
import org.pennypost.server.moving.Incoming;
import org.pennypost.server.moving.Marks;

/** One mailbox on its way: what is new, by groups that come whole or not at all. A run. */
final class MailboxPull {
    /** As many as {@link Arrivals} adds at once: a group of ours is one of its. */
    private static final int GROUP = 50;

    private final RemoteServer server;
    private final RemoteMailbox from;
    private final Arrivals to;
    private final Progress progress;
    private Optional<Incoming> incoming = Optional.empty();

    MailboxPull(RemoteServer server, RemoteMailbox from, Arrivals to, Progress progress) {
        this.server = server;
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    void run() throws IOException, StoreException {
        long uidValidity = examine();
        settle(uidValidity);
        List<Long> uids = uids(progress.last(from.wire(), uidValidity) + 1);
        for (int start = 0; start < uids.size(); start += GROUP) {
            List<Long> group = uids.subList(start, Math.min(uids.size(), start + GROUP));
            pull(uidValidity, group);
            to.progress(from.path(), start + group.size(), uids.size());
        }
    }

    /** RFC 9051 §6.3.3: nothing there is changed, not even what has been seen. */
    private long examine() throws IOException, StoreException {
        return server.command("EXAMINE " + RemoteServer.string(from.wire())).stream()
                .flatMapToLong(answer -> answer.code("UIDVALIDITY").stream())
                .findFirst()
                .orElseThrow(() -> new IOException("the server gives no UIDVALIDITY for " + from.path()));
    }

    /** What was on its way when a run was cut short is here, all of it, or none is. */
    private void settle(long uidValidity) throws IOException, StoreException {
        Optional<Progress.Attempt> attempt = progress.attempt(from.wire(), uidValidity);
        if (attempt.isPresent() && isHere(attempt.get())) {
            UidSet uids = attempt.get().uids();
            progress.done(from.wire(), uidValidity, uids.last(uids.ranges() - 1));
        }
    }

    private boolean isHere(Progress.Attempt attempt) throws IOException, StoreException {
        Picture picture = to.mailbox().refresh();
        if (picture.uidValidity() != attempt.uidValidity()) {
            return false;
        }
        Map<Long, Instant> dates = new TreeMap<>();
        server.command("UID FETCH " + attempt.uids() + " (UID INTERNALDATE)", AnswerReader.Bodies.NONE, answer -> {
            if (answer.isFetch() && uid(answer) > 0) {
                dates.put(uid(answer), date(answer));
            }
        });
        int row = picture.ceiling(attempt.uidNext());
        for (Instant date : dates.values()) {
            while (row < picture.size() && !picture.internalDate(row).equals(date)) {
                row++;
            }
            if (row++ >= picture.size()) {
                return false;
            }
        }
        return !dates.isEmpty();
    }

    private List<Long> uids(long first) throws IOException, StoreException {
        List<Long> uids = new ArrayList<>();
        for (Answer answer : server.command("UID SEARCH UID " + first + ":*")) {
            if (answer.is("SEARCH")) {
                answer.items().stream()
                        .skip(1)
                        .map(item -> number(item.text()))
                        .filter(uid -> uid >= first) // RFC 9051 §6.4.8: * is the last message, however low its UID
                        .forEach(uids::add);
            }
        }
        uids.sort(null);
        return uids;
    }

    private void pull(long uidValidity, List<Long> group) throws IOException, StoreException {
        UidSet.Builder builder = UidSet.builder();
        group.forEach(builder::add);
        UidSet uids = builder.build();
        Picture picture = to.mailbox().refresh();
        progress.trying(from.wire(), uidValidity, new Progress.Attempt(uids, picture.uidValidity(), picture.uidNext()));
        try {
            server.command("UID FETCH " + uids + " (UID FLAGS INTERNALDATE BODY.PEEK[])", this::body, answer -> {
                if (answer.isFetch()) {
                    add(answer, uids);
                }
            });
        } finally {
            drop();
        }
        to.flush();
        progress.done(from.wire(), uidValidity, group.get(group.size() - 1));
    }

    private void body(InputStream octets) throws IOException, StoreException {
        drop();
        Incoming message = to.begin();
        incoming = Optional.of(message);
        byte[] piece = new byte[32 * 1024];
        for (int read = octets.read(piece); read >= 0; read = octets.read(piece)) {
            message.write(piece, 0, read);
        }
    }

    /** An answer without a message in it tells of a change that somebody else made meanwhile. */
    private void add(Answer answer, UidSet wanted) throws IOException, StoreException {
        if (incoming.isPresent() && wanted.contains(Math.max(1, uid(answer)))) {
            Incoming message = incoming.get();
            incoming = Optional.empty();
            try (message) {
                to.add(message, new Marks(flags(answer), date(answer)));
            }
        }
        drop();
    }

    private void drop() {
        incoming.ifPresent(Incoming::close);
        incoming = Optional.empty();
    }

    private Flags flags(Answer answer) {
        List<Flag> flags = new ArrayList<>();
        for (Item item : answer.fetched("FLAGS").map(Item::items).orElse(List.of())) {
            if (item.text().startsWith("\\")) { // \Recent and what a server makes up have no place here
                Flag.SYSTEM.stream()
                        .filter(flag -> flag.name().equalsIgnoreCase(item.text()))
                        .forEach(flags::add);
            } else {
                to.keyword(item.text()).ifPresent(flags::add);
            }
        }
        return Flags.of(flags);
    }

    private static long uid(Answer answer) {
        return number(answer.fetched("UID").map(Item::text).orElse(""));
    }

    /** A UID, RFC 9051 §9 {@code nz-number}; 0 for what is none. */
    private static long number(String text) {
        long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
        return number <= UidSet.MAX ? number : 0;
    }

    private static Instant date(Answer answer) throws IOException {
        String text = answer.fetched("INTERNALDATE").map(Item::text).orElse("");
        try {
            return ImapDates.dateTime(OctetScanner.of('"' + text + '"'));
        } catch (SyntaxException fault) {
            throw new IOException("the server gives no date that can be read: " + text.replaceAll("[^ -~]", "?"));
        }
    }
}
