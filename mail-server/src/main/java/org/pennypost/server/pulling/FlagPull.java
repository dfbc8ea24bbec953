package org.pennypost.server.pulling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pennypost.core.mailbox.FlagChange;
import org.pennypost.core.mailbox.Flags;
import org.pennypost.core.mailbox.Picture;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.server.moving.Arrivals;

/**
 * What has changed there in the flags of messages that are here already. Only the difference to what was brought before is
 * brought, so that what was changed here meanwhile stays; a message that is gone there or here is left alone. A run.
 */
final class FlagPull {
    private static final int GROUP = 1000;

    private final RemoteServer server;
    private final RemoteMailbox from;
    private final Arrivals to;
    private final Progress progress;
    private final Map<FlagChange, UidSet.Builder> changes = new HashMap<>();
    private final List<Progress.Brought> changed = new ArrayList<>();

    FlagPull(RemoteServer server, RemoteMailbox from, Arrivals to, Progress progress) {
        this.server = server;
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /** @return of how many messages */
    long run(long uidValidity) throws IOException, StoreException {
        Picture picture = to.mailbox().refresh();
        List<Progress.Brought> known = progress.brought(from.wire(), uidValidity).stream()
                .filter(one -> one.uidValidity() == picture.uidValidity())
                .toList();
        long all = 0;
        for (int start = 0; start < known.size(); start += GROUP) {
            all += group(uidValidity, known.subList(start, Math.min(known.size(), start + GROUP)));
        }
        return all;
    }

    private long group(long uidValidity, List<Progress.Brought> group) throws IOException, StoreException {
        Map<Long, Progress.Brought> known = new HashMap<>();
        UidSet.Builder uids = UidSet.builder();
        for (Progress.Brought one : group) {
            known.put(one.remote(), one);
            uids.add(one.remote());
        }
        changes.clear();
        changed.clear();
        server.command("UID FETCH " + uids.build() + " (UID FLAGS)", AnswerReader.Bodies.NONE, answer -> {
            if (answer.isFetch() && answer.fetched("FLAGS").isPresent() && known.containsKey(answer.uid())) {
                compare(known.remove(answer.uid()), answer.flags(to));
            }
        });
        for (Map.Entry<FlagChange, UidSet.Builder> change : changes.entrySet()) {
            to.mailbox().store(change.getValue().build(), change.getKey(), Long.MAX_VALUE);
        }
        progress.brought(from.wire(), uidValidity, changed);
        return changed.size();
    }

    private void compare(Progress.Brought before, Flags now) {
        if (now.equals(before.flags())) {
            return;
        }
        change(FlagChange.Mode.ADD, now.without(before.flags()), before.here());
        change(FlagChange.Mode.REMOVE, before.flags().without(now), before.here());
        changed.add(before.with(now));
    }

    private void change(FlagChange.Mode mode, Flags flags, long uid) {
        if (flags.size() > 0) {
            changes.computeIfAbsent(new FlagChange(mode, flags), none -> UidSet.builder())
                    .add(uid);
        }
    }
}
