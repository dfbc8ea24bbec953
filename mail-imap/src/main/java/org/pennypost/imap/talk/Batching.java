package org.pennypost.imap.talk;

import org.pennypost.core.engine.Step;
import org.pennypost.core.mailbox.StoreException;
import org.pennypost.core.mailbox.UidSet;
import org.pennypost.imap.syntax.MailboxResponse;
import org.pennypost.imap.syntax.PartialRange;
import org.pennypost.imap.syntax.ResponseCode.Word;
import org.pennypost.imap.syntax.ResponseWriter;
import org.pennypost.imap.syntax.SearchCommand;
import org.pennypost.imap.talk.ImapState.Selected;

/**
 * UIDBATCHES, RFC 10022: cuts the mailbox into ranges of UIDs, newest first, each of which has the same number of
 * messages; the last one reaches down to 1.
 */
final class Batching {
    /** RFC 10022: a client never asks for fewer. */
    private static final long LEAST = 500;

    private Batching() {}

    /** RFC 10022. */
    static Step uidBatches(SearchCommand.UidBatches command, Selected state) throws StoreException {
        Talk talk = state.talk();
        if (command.size() < LEAST) {
            return talk.no(Word.TOOFEW, Texts.BATCH_TOO_SMALL);
        }
        Selection selection = state.selection();
        selection.look();
        if (!selection.mayBatch(command)) {
            return talk.no(Word.LIMIT, Texts.BATCHES_KNOWN);
        }
        ResponseWriter out = talk.writer();
        MailboxResponse.on(out).uidBatches(talk.tag().orElseThrow(), bounds(command, selection.view()));
        return Step.say(out.take(), () -> talk.ok(Texts.completed("UIDBATCHES")));
    }

    /** The highest and the lowest UID of each batch that is wanted. */
    private static long[] bounds(SearchCommand.UidBatches command, MailboxView view) {
        int exists = view.exists();
        UidSet present = exists == 0 ? UidSet.EMPTY : view.present(UidSet.range(1, exists));
        long count = (present.size() + command.size() - 1) / command.size();
        long last = Math.min(count, command.last());
        int batches = (int) Math.max(0, last - command.first() + 1);
        long[] bounds = new long[2 * batches];
        for (int i = 0; i < batches; i++) {
            long batch = command.first() + i;
            bounds[2 * i] = batch == 1
                    ? view.uid((int) present.last(present.ranges() - 1))
                    : lowest(batch - 1, command.size(), present, view) - 1;
            bounds[2 * i + 1] = batch == count ? 1 : lowest(batch, command.size(), present, view);
        }
        return bounds;
    }

    private static long lowest(long batch, long size, UidSet present, MailboxView view) {
        long fromLast = -batch * size;
        return view.uid((int) new PartialRange(fromLast, fromLast).of(present).first(0));
    }
}
