package org.pennypost.server.pulling;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Mailbox;
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
    private final List<Progress.Brought> arrived = new ArrayList<>();
    private Optional<Incoming> incoming = Optional.empty();

    MailboxPull(RemoteServer server, RemoteMailbox from, Arrivals to, Progress progress) {
        this.server = server;
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /** @return of how many messages that were here already the flags have changed there */
    long run() throws IOException, StoreException {
        OptionalLong there = examine();
        if (there.isEmpty()) {
            return 0;
        }
        long uidValidity = there.getAsLong();
        settle(uidValidity);
        long changed = new FlagPull(server, from, to, progress).run(uidValidity);
        List<Long> uids = uids(progress.last(from.wire(), uidValidity) + 1);
        for (int start = 0; start < uids.size(); start += GROUP) {
            List<Long> group = uids.subList(start, Math.min(uids.size(), start + GROUP));
            pull(uidValidity, group);
            to.progress(from.path(), start + group.size(), uids.size());
        }
        return changed;
    }

    /** RFC 9051 §6.3.3: nothing there is changed, not even what has been seen. Empty if it may not be looked at. */
    private OptionalLong examine() throws IOException, StoreException {
        try {
            long uidValidity = server.command("EXAMINE " + from.quoted()).stream()
                    .flatMapToLong(answer -> answer.code("UIDVALIDITY").stream())
                    .findFirst()
                    .orElseThrow(() -> new IOException("the server gives no UIDVALIDITY for " + from.path()));
            return OptionalLong.of(uidValidity);
        } catch (RemoteServer.Refused refused) {
            to.leaveOut(from.path() + ": " + refused.getMessage());
            return OptionalLong.empty();
        }
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
            if (answer.isFetch() && attempt.uids().contains(Math.max(1, answer.uid()))) {
                dates.put(answer.uid(), date(answer));
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
                        .map(item -> Uids.number(item.text()))
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
        arrived.clear();
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
        note(uidValidity);
        progress.done(from.wire(), uidValidity, group.get(group.size() - 1));
    }

    /** The nth that arrived became the nth of those that the store has added. */
    private void note(long uidValidity) throws IOException {
        Mailbox.Appended added = to.appended();
        List<Progress.Brought> here = new ArrayList<>();
        for (int range = 0; range < added.uids().ranges(); range++) {
            for (long uid = added.uids().first(range); uid <= added.uids().last(range); uid++) {
                here.add(arrived.get(here.size()).at(added.uidValidity(), uid));
            }
        }
        progress.brought(from.wire(), uidValidity, here);
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

    /**
     * An answer without a message in it tells of a change that somebody else made meanwhile. None counts twice, or a
     * server could go on for ever.
     */
    private void add(Answer answer, UidSet wanted) throws IOException, StoreException {
        long uid = Math.max(1, answer.uid());
        boolean isNew = wanted.contains(uid) && arrived.stream().noneMatch(one -> one.remote() == uid);
        if (incoming.isPresent() && isNew) {
            Incoming message = incoming.get();
            incoming = Optional.empty();
            try (message) {
                Flags flags = answer.flags(to);
                arrived.add(new Progress.Brought(uid, 0, 0, flags));
                to.add(message, new Marks(flags, date(answer)));
            }
        }
        drop();
    }

    private void drop() {
        incoming.ifPresent(Incoming::close);
        incoming = Optional.empty();
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
